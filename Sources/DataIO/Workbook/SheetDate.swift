import TemporalData

/// Day numbers of spreadsheets.
enum SheetDate {
  /// The text of a day number, `2026-03-15` or `2026-03-15 10:22:00`; nil if it is no day that a
  /// spreadsheet can show.
  ///
  /// Days count from 31 December 1899, as if 1900 were a leap year (day 60, the 29 February, is told as
  /// the 28), or from 1 January 1904.
  static func text(_ number: Double, countsFrom1904: Bool) -> String? {
    guard number >= (countsFrom1904 ? 0 : 1), number < 2_958_466 else { return nil }
    var whole = Int(number.rounded(.down))
    var seconds = Int(((number - Double(whole)) * 86_400).rounded())
    if seconds == 86_400 { (whole, seconds) = (whole + 1, 0) }
    let first = countsFrom1904 ? -24_107 : whole >= 60 ? -25_569 : -25_568
    let day = "\(CivilDate(daysSince1970: whole + first))"
    guard seconds > 0 else { return day }
    let parts = [seconds / 3600, seconds / 60 % 60, seconds % 60]
    return day + " " + parts.map { ($0 < 10 ? "0" : "") + String($0) }.joined(separator: ":")
  }

  /// A date that a cell holds as text, without a time at midnight.
  static func text(iso text: String) -> String {
    guard let mark = text.firstIndex(of: "T"),
      text[mark...].dropFirst().allSatisfy({
        "0:.Z".contains($0)
      })
    else { return text }
    return String(text[..<mark])
  }
}
