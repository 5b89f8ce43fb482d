/// The name a user may have meant.
public enum NameSuggestion {
  /// The candidate at the smallest edit distance, if that is at most a third of the length.
  ///
  /// O(n m) per candidate, of the first 64 letters each.
  public static func closest(to name: String, among candidates: [String]) -> String? {
    let scored = candidates.map { ($0, distance(name.lowercased(), $0.lowercased())) }
    guard let best = scored.min(by: { $0.1 < $1.1 }), best.1 * 3 <= max(name.count, 3) else {
      return nil
    }
    return best.0
  }

  /// The number of letters to insert, delete, replace or swap with a neighbour (optimal string
  /// alignment), in O(n m).
  private static func distance(_ a: String, _ b: String) -> Int {
    let (first, second) = (Array(a.prefix(64)), Array(b.prefix(64)))
    var before: [Int] = []
    var above = Array(0...second.count)
    for i in first.indices {
      var row = [i + 1]
      for j in second.indices {
        var best = min(row[j], above[j + 1]) + 1
        best = min(best, above[j] + (first[i] == second[j] ? 0 : 1))
        if i > 0, j > 0, first[i] == second[j - 1], first[i - 1] == second[j] {
          best = min(best, before[j - 1] + 1)
        }
        row.append(best)
      }
      (before, above) = (above, row)
    }
    return above[second.count]
  }
}
