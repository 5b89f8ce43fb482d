/// A stretch of time behind a date, such as `6 months`.
public struct KPIWindow: Hashable, Sendable, CustomStringConvertible {
  /// What the stretch is counted in.
  public enum Unit: String, Hashable, Sendable, CaseIterable {
    /// Days.
    case day
    /// Weeks of seven days.
    case week
    /// Calendar months.
    case month
    /// Three calendar months.
    case quarter
    /// Twelve calendar months.
    case year
  }

  /// How many units.
  public let count: Int
  /// What is counted.
  public let unit: Unit

  /// So many units, at least one; nil otherwise.
  public init?(_ count: Int, _ unit: Unit) {
    guard 1...10_000 ~= count else { return nil }
    (self.count, self.unit) = (count, unit)
  }

  /// The window of a text such as `6 months` or `1 year`; nil for any other text.
  public init?(_ text: String) {
    let words = text.split(separator: " ")
    guard words.count == 2, let count = Int(words[0]) else { return nil }
    let word = words[1].hasSuffix("s") ? words[1].dropLast() : words[1]
    guard let unit = Unit(rawValue: String(word)) else { return nil }
    self.init(count, unit)
  }

  /// The window in words.
  public var description: String { "\(count) \(unit.rawValue)\(count == 1 ? "" : "s")" }

  /// The number of days, with months of 30.4 days where they are counted.
  public var days: Double {
    switch unit {
    case .day: Double(count)
    case .week: 7 * Double(count)
    case .month: 365.25 / 12 * Double(count)
    case .quarter: 365.25 / 4 * Double(count)
    case .year: 365.25 * Double(count)
    }
  }
}
