/// What was found about the totals of a table.
struct TotalsReport {
  /// One row or column that adds up others.
  struct Total {
    let name: String
    let place: DataError.Location
    /// Its number, or the sum of its numbers.
    let value: Double
    /// How many rows it adds up.
    let rows: Int
    let isRounded: Bool

    init(name: String, place: DataError.Location, value: Double, rows: Int, isRounded: Bool) {
      (self.name, self.place, self.value) = (name, place, value)
      (self.rows, self.isRounded) = (rows, isRounded)
    }

    init(
      _ name: String, _ place: DataError.Location, _ value: Double,
      _ agreement: TotalsLedger.Agreement
    ) {
      (self.name, self.place, self.value) = (name, place, value)
      switch agreement {
      case .exact(let rows): (self.rows, isRounded) = (rows, false)
      case .rounded(let rows): (self.rows, isRounded) = (rows, true)
      }
    }
  }

  private(set) var confirmed: [Total] = []
  /// How many rows agreed with each column that adds up others.
  var columns: [(name: String, rows: Int, rounded: Int)] = []
  /// Rows called totals that were kept as data, and why.
  private(set) var kept: [String] = []
  /// Rows that were left out without a check.
  private(set) var dropped: [String] = []
  /// Rows that check the table and hold no data.
  private(set) var checks: [String] = []

  mutating func confirm(_ total: Total) { confirmed.append(total) }
  mutating func keep(_ text: String) { kept.append(text) }
  mutating func drop(_ text: String) { dropped.append(text) }
  mutating func noteCheck(_ text: String) { checks.append(text) }

  /// What to say.
  var decisions: [Decision] {
    var decisions: [Decision] = []
    for column in columns where column.rows > 0 {
      let rounded = column.rounded > 0 ? ", \(column.rounded) of them up to rounding" : ""
      decisions.append(
        Decision(
          "totals",
          "column \(column.name) = sum of its columns in "
            + "\(column.rows.of("row", "rows"))\(rounded) ✓"))
    }
    if let last = confirmed.last {
      let others = confirmed.count - 1
      let more =
        others > 0
        ? "; so \(others == 1 ? "is 1 subtotal" : "are \(others) subtotals") above (line"
          + "\(others == 1 ? "" : "s") \(Self.lines(confirmed.dropLast())))" : ""
      let rounded = last.isRounded ? " up to rounding" : ""
      decisions.append(
        Decision(
          "totals",
          "\"\(last.name)\" \(Self.text(last.value)) (line \(last.place.line ?? 0)) = sum of "
            + "\(last.rows.of("row", "rows"))\(rounded) ✓\(more)"))
    }
    decisions += checks.map { Decision("totals", $0) }
    decisions += kept.prefix(5).map { Decision("totals", $0, flag: "--totals keep") }
    decisions += dropped.prefix(5).map { Decision("totals", $0, flag: "--totals drop") }
    return decisions
  }

  private static func lines(_ totals: ArraySlice<Total>) -> String {
    let lines = totals.prefix(6).map { String($0.place.line ?? 0) }
    return lines.joined(separator: ", ") + (totals.count > 6 ? ", …" : "")
  }

  /// A number with thousands parted off and two digits, or none if it is whole.
  static func text(_ value: Double) -> String {
    guard abs(value) < 1e15 else { return "\(value)" }
    let cents = (abs(value) * 100).rounded()
    let (whole, rest) = (Int(cents / 100), Int(cents.truncatingRemainder(dividingBy: 100)))
    var digits = Array(String(whole))
    var position = digits.count - 3
    while position > 0 {
      digits.insert(",", at: position)
      position -= 3
    }
    let fraction = rest == 0 ? "" : "." + (rest < 10 ? "0" : "") + String(rest)
    return (value < 0 ? "-" : "") + String(digits) + fraction
  }
}
