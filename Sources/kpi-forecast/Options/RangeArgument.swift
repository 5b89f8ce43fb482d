import Forecasting

/// The value of `--range`: `0:1`, `0:`, `:100`, or `any`.
struct RangeArgument: Equatable, Sendable {
  /// The values that are possible.
  let range: ValueRange

  private static let allowed =
    "two numbers such as 0:1 are needed, the lower one first; either may be left out, as in 0: or "
    + ":100, and 'any' sets no bound"

  /// The range of a text.
  static func parse(_ text: String) throws -> RangeArgument {
    if text.lowercased() == "any" { return RangeArgument(range: .any) }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, !(parts[0].isEmpty && parts[1].isEmpty) else {
      throw OptionError(allowed)
    }
    let ends = try parts.map { part throws(OptionError) -> Double? in
      guard !part.isEmpty else { return nil }
      guard let value = Double(part), value.isFinite else { throw OptionError(allowed) }
      return value
    }
    if let lower = ends[0], let upper = ends[1], lower >= upper { throw OptionError(allowed) }
    return RangeArgument(range: ValueRange(lower: ends[0], upper: ends[1]))
  }

  /// As it is typed after `--range`.
  var text: String { Self.text(range) }

  /// The argument for a range.
  static func text(_ range: ValueRange) -> String {
    guard range.lower != nil || range.upper != nil else { return "any" }
    return number(range.lower) + ":" + number(range.upper)
  }

  private static func number(_ value: Double?) -> String {
    guard let value else { return "" }
    return Int(exactly: value).map(String.init) ?? "\(value)"
  }

  /// As a setting of the run.
  static func setting(_ argument: RangeArgument?) -> [OptionSetting] {
    [OptionSetting("range", argument?.text)].compactMap { $0 }
  }
}
