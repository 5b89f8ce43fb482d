/// The words by which tables call rows and columns that add up others.
enum TotalName {
  /// How a text speaks of a total.
  enum Kind: Equatable {
    /// The text is a word for a total and nothing else: `Grand Total`.
    case exact
    /// The text names what is added up: `Summe EMEA`, `EMEA Total`.
    case named(String)
    /// The text is a word for a row that checks the table: `Check`.
    case check
  }

  /// Whether a field may speak of a total, by its first and last letters alone.
  static func isLikely(_ text: Span<UInt8>, _ field: Range<Int>) -> Bool {
    guard field.count >= 3, text[field.lowerBound] > 0x40 else { return false }
    let first = key(text, field.lowerBound)
    let last = key(text, field.upperBound - 3)
    return starts.contains(first) || ends.contains(last) || text[field.upperBound - 1] <= 0x3A
  }

  private static func key(_ text: Span<UInt8>, _ place: Int) -> UInt32 {
    UInt32(text[place] | 0x20) << 16 | UInt32(text[place + 1] | 0x20) << 8
      | UInt32(text[place + 2] | 0x20)
  }

  private static func keys(_ texts: [String]) -> Set<UInt32> {
    Set(
      texts.compactMap { text in
        let bytes = Array(text.utf8)
        return bytes.count < 3 ? nil : key(bytes.span, 0)
      })
  }

  private static let starts = keys(Array(words) + Array(exact) + Array(checks))
  private static let ends = keys(
    (Array(words) + Array(exact)).map { String($0.suffix(3)) })

  /// What a text says; nil if it does not speak of a total.
  static func kind(_ text: String) -> Kind? {
    // Numbers, which most texts are, go at once.
    guard let byte = text.utf8.first, byte > 0x40 || byte == Byte.space else { return nil }
    let plain = folded(text)
    guard let first = plain.first, first.isLetter else { return nil }
    if exact.contains(plain) { return .exact }
    if checks.contains(plain) { return .check }
    // `Grand Totals (39 records)`.
    if let open = plain.firstIndex(of: "("), exact.contains(String(plain[..<open]).trimmed) {
      return .exact
    }
    for word in words {
      if plain.hasPrefix(word + " ") {
        return .named(String(text.trimmed.dropFirst(word.count + 1)).trimmed)
      }
      if plain.hasSuffix(" " + word) {
        return .named(String(text.trimmed.dropLast(word.count + 1)).trimmed)
      }
    }
    return nil
  }

  /// Whether a text is nothing but a word for a total.
  static func isExact(_ text: String) -> Bool { kind(text) == .exact }

  /// Whether a text is nothing but a word for an average.
  static func isAverage(_ text: String) -> Bool { averages.contains(folded(text)) }

  private static let averages: Set<String> = [
    "average", "averages", "avg", "mean", "durchschnitt", "mittelwert", "mittel", "schnitt", "ø",
    "moyenne", "media", "promedio", "média", "gemiddelde", "gemiddeld", "overall average",
    "gesamtdurchschnitt", "arithmetic mean", "column average", "row average",
  ]

  /// A text in lower case without a colon at its end.
  private static func folded(_ text: String) -> String {
    var text = text.lowercased().trimmed
    while text.last == ":" || text.last == "." { text.removeLast() }
    return text
  }

  /// Words that stand before or behind what is added up, longer ones first.
  private static let words = [
    "zwischensumme", "gesamtergebnis", "teilergebnis", "gesamtsumme", "sous-total", "sub-total",
    "sub total", "grand total", "subtotale", "subtotaal", "subtotals", "subtotal", "gesamt",
    "ergebnis", "totals", "totale", "totaal", "somme", "total", "summe", "somma", "sum", "suma",
    "soma",
  ]

  private static let exact: Set<String> =
    Set(words).union([
      "grand totals", "overall total", "overall", "all", "insgesamt", "gesamtwert", "endsumme",
      "total général", "total general", "total geral", "total global", "totale complessivo",
      "totale generale", "eindtotaal", "algemeen totaal", "ensemble", "sous total", "sub totals",
      "total sum", "sum total", "σ", "jahressumme", "jahresgesamt", "year total", "total year",
    ])

  private static let checks: Set<String> = [
    "check", "checks", "check row", "check sum", "checksum", "control", "control total",
    "kontrolle", "kontrollsumme", "prüfsumme", "prüfung", "probe", "contrôle", "controle",
    "controllo", "difference", "differenz", "diff", "delta", "abweichung",
  ]
}
