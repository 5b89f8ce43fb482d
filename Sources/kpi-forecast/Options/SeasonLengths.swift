/// Periods per season, the main season first: `12`, or `24,168` for hours of the day and the week.
struct SeasonLengths: Equatable, Sendable {
  /// The length that every seasonal model uses.
  let main: Int
  /// Further lengths, for models of several seasons.
  let others: [Int]

  /// Lengths, the main one first.
  init(main: Int, others: [Int] = []) { (self.main, self.others) = (main, others) }

  /// The lengths of a text such as `24,168`.
  static func parse(_ text: String) throws -> SeasonLengths {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    let lengths = parts.compactMap { Int($0) }.filter { 1...10_000 ~= $0 }
    guard let first = lengths.first, lengths.count == parts.count,
      Set(lengths).count == lengths.count, lengths.count <= 8,
      lengths.count == 1 || !lengths.contains(1)
    else {
      throw OptionError(
        "a whole number from 1 to 10000 is needed, or several different ones above 1 such as 24,168"
      )
    }
    return SeasonLengths(main: first, others: Array(lengths.dropFirst()))
  }

  /// All lengths as one value for the manifest and for typing again.
  var setting: OptionSetting.Value {
    others.isEmpty ? .number(main) : .list(([main] + others).map(String.init))
  }
}
