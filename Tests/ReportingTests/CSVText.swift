/// A reader of CSV text as RFC 4180 describes it, for tests that read back what was written.
enum CSVText {
  static func rows(_ text: String) -> [[String]] {
    var (rows, row, field): ([[String]], [String], String) = ([], [], "")
    var (isQuoted, wasQuote) = (false, false)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"" where isQuoted && !wasQuote: wasQuote = true
      case "\"" where isQuoted: (wasQuote, field) = (false, field + "\"")
      case "\"" where field.isEmpty: isQuoted = true
      case "," where !isQuoted || wasQuote:
        row.append(field)
        (field, isQuoted, wasQuote) = ("", false, false)
      case "\n" where !isQuoted || wasQuote:
        rows.append(row + [field])
        (row, field, isQuoted, wasQuote) = ([], "", false, false)
      default: field.unicodeScalars.append(scalar)
      }
    }
    return rows
  }
}

/// Names as a hostile export may hold them.
enum HostileNames {
  static let all: [String] = [
    "", " padded ", "a,b", "say \"hi\"", "line\nbreak", "line\r\nbreak", "tab\there", "=1+1",
    "@SUM(A1)", "-2+3", "+49 30", "'quoted'", "\u{1B}[31mred\u{1B}[0m", "\u{1B}]0;title\u{7}",
    "bell\u{7}", "nul\u{0}byte", "\u{7F}del", "\u{9B}31mC1", "\u{2028}line", "\u{2029}par",
    "\u{202E}reversed\u{202C}", "\u{2066}isolate\u{2069}", "שלום עולם", "مرحبا", "日本語の名前",
    "한국어", "👩‍👩‍👧‍👦 family", "🇩🇪 flag", "❤️ heart", "e\u{301}clair", "\"\u{301}",
    "Z" + String(repeating: "\u{301}", count: 300), String(repeating: "x", count: 500),
    String(repeating: "語", count: 500), "\u{FEFF}bom", "zero\u{200B}width", "\\back\\slash", "NaN",
    "null", "007", "1e5",
  ]
}
