import TemporalData

/// Where years of whole weeks end, such as `last-saturday-september`.
struct YearEnd: Equatable, Sendable {
  let anchor: WeekYear.Anchor
  let weekday: Int
  let month: Int

  /// `last` or `nearest`, a weekday and a month, with hyphens or spaces between them.
  static func parse(_ text: String) throws -> YearEnd {
    let words = text.lowercased().split { $0 == "-" || $0 == " " }.map(String.init)
    guard words.count == 3, let anchor = WeekYear.Anchor(rawValue: words[0]),
      let weekday = WeekdayName.number(words[1]), let month = try? MonthName.number(words[2])
    else {
      throw OptionError(
        "'last' or 'nearest', a weekday and a month are needed, such as last-saturday-september")
    }
    return YearEnd(anchor: anchor, weekday: weekday, month: month)
  }

  /// As it is typed.
  var text: String {
    "\(anchor.rawValue)-\(WeekdayName.all[weekday - 1])-\(MonthName.all[month - 1])"
  }
}
