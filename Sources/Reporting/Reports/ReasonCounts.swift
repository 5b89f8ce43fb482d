/// How often each reason was given, where reasons that differ in numbers alone count as one.
///
/// "3 observations are too few" and "11 observations are too few" become "3–11 observations are too
/// few", with the number of series that said so.
public struct ReasonCounts: Hashable, Sendable {
  private struct Group: Hashable, Sendable {
    var count: Int
    var lowest: [Int]
    var highest: [Int]
  }

  /// Stands for a number; no word of a reason can hold a space.
  private static let number = " "
  private var groups: [[String]: Group] = [:]
  /// The number of reasons added.
  public private(set) var total = 0

  /// No reasons.
  public init() {}

  /// Adds one reason.
  ///
  /// O(length).
  public mutating func add(_ reason: String) {
    total += 1
    var words: [String] = []
    var numbers: [Int] = []
    for word in reason.split(separator: " ", omittingEmptySubsequences: false) {
      // Only whole words of digits: a date or `ETS(A,N,A)` stays as it is.
      if word.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let number = Int(word) {
        numbers.append(number)
        words.append(Self.number)
      } else {
        words.append(String(word))
      }
    }
    if let group = groups[words] {
      groups[words] = Group(
        count: group.count + 1, lowest: zip(group.lowest, numbers).map(min),
        highest: zip(group.highest, numbers).map(max))
    } else {
      groups[words] = Group(count: 1, lowest: numbers, highest: numbers)
    }
  }

  /// Adds the reasons of another count.
  mutating func add(_ other: ReasonCounts) {
    total += other.total
    groups.merge(other.groups) { mine, theirs in
      Group(
        count: mine.count + theirs.count, lowest: zip(mine.lowest, theirs.lowest).map(min),
        highest: zip(mine.highest, theirs.highest).map(max))
    }
  }

  /// One line per reason, such as `12 series: 3–11 observations are too few`.
  ///
  /// The most frequent come first, at most `limit`, then how many more there are. The text is
  /// sanitised.
  ///
  /// - Parameter noun: what gave the reasons.
  public func lines(limit: Int = 5, noun: String = "series") -> [String] {
    let ordered = groups.map { (count: $0.value.count, text: Self.text($0.key, $0.value)) }
      .sorted { $0.count == $1.count ? $0.text < $1.text : $0.count > $1.count }
    let shown = ordered.prefix(max(0, limit)).map {
      "\(counted($0.count, noun)): \($0.text)"
    }
    let hidden = ordered.dropFirst(max(0, limit))
    guard !hidden.isEmpty else { return shown }
    let series = hidden.reduce(0) { $0 + $1.count }
    return shown + ["\(counted(series, noun)): \(hidden.count) other reasons"]
  }

  private static func text(_ words: [String], _ group: Group) -> String {
    var place = 0
    let parts = words.map { word -> String in
      guard word == number else { return word }
      let (low, high) = (group.lowest[place], group.highest[place])
      place += 1
      return low == high ? String(low) : "\(low)–\(high)"
    }
    return TerminalText.sanitized(parts.joined(separator: " "))
  }
}
