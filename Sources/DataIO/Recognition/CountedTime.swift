/// Numbers that databases keep for times, which are no dates before a query makes them so.
enum CountedTime {
  /// What a text may count, and what to do about it; nil for anything else.
  ///
  /// Seconds and milliseconds since 1970, from 1973 on, and days of the Julian count, from 1858 to 2132.
  static func remedy(for text: String, in column: String) -> (meaning: String, fix: String)? {
    guard let number = Double(text), number.isFinite else { return nil }
    let name = ColumnLookup.isPlainPath(column) ? column : "COL"
    switch number {
    case 1e8..<4.2e9:
      return ("it may count seconds since 1970", fix("date(\(name), 'unixepoch')"))
    case 1e11..<4.2e12:
      return ("it may count milliseconds since 1970", fix("date(\(name) / 1000, 'unixepoch')"))
    case 2_400_000.5..<2_500_000: return ("it may count Julian days", fix("date(\(name))"))
    default: return nil
    }
  }

  private static func fix(_ expression: String) -> String {
    "in SQLite, let the query say so: --query \"select \(expression) as day, …\""
  }
}
