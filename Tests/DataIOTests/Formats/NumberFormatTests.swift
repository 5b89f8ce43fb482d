import Testing

@testable import DataIO

/// The evidence of texts, the first one on line 2.
func numberEvidence(_ texts: [String]) -> NumberEvidence {
  var evidence = NumberEvidence()
  for (row, text) in texts.enumerated() {
    let bytes = Array(text.utf8)
    evidence.note(bytes.span, 0..<bytes.count, line: row + 2)
  }
  return evidence
}

/// The values of texts read as one column; nil where missing.
func numbers(
  _ texts: [String], pinned: DecimalMark? = nil, others: [(mark: DecimalMark, name: String)] = []
) throws -> [Double?] {
  var format = try numberEvidence(texts).format(pinned: pinned, others: others).format
  return try texts.map { text in
    let bytes = Array(text.utf8)
    switch format.read(bytes.span, 0..<bytes.count) {
    case .value(let value): return value
    case .missing: return nil
    case .invalid(let fault): throw NumberFault(text: text, fault: fault)
    }
  }
}

struct NumberFault: Error, Equatable {
  let text: String
  let fault: NumberField.Fault
}

@Test(
  "a number in the style of any locale is read",
  arguments: [
    ("1234.56", 1234.56), ("1,234.56", 1234.56), ("1.234,56", 1234.56), ("1 234,56", 1234.56),
    ("1\u{A0}234,56", 1234.56), ("1\u{202F}234,56", 1234.56), ("1\u{2009}234.56", 1234.56),
    ("1'234.56", 1234.56), ("1’234.56", 1234.56), ("12,34,567.89", 1_234_567.89),
    ("1,00,000", 100_000), ("1,234,567", 1_234_567), ("1.234.567", 1_234_567),
    ("$1,234.50", 1234.5), ("1.234,50 €", 1234.5), ("€ 1.234,50", 1234.5), ("US$5.25", 5.25),
    ("EUR 5,25", 5.25), ("5,25 EUR", 5.25), ("CHF 1'234.50", 1234.5), ("-$5.50", -5.5),
    ("$-5.50", -5.5), ("($5.50)", -5.5), ("$(5.50)", -5.5), ("(5)", -5), ("5-", -5),
    ("5.5-", -5.5), ("−5.5", -5.5), ("– 5.5", -5.5), ("+5.5", 5.5), ("- 5", -5), ("5,5- €", -5.5),
    ("12 %", 0.12), ("12.5%", 0.125), ("12,5 %", 0.125), ("(12,5 %)", -0.125), ("%5", 0.05),
    ("1.5k", 1500), ("1,5 Mio. €", 1_500_000), ("2 Mrd.", 2e9), ("3 Tsd.", 3000), ("1.2M", 1.2e6),
    ("5 T€", 5000), ("TEUR 5", 5000), ("5 k€", 5000), ("1.2m £", 1.2e6), ("$1.5bn", 1.5e9),
    ("1.5E+03", 1500), ("1,5e3", 1500), ("1e6", 1e6), (".5", 0.5), (",5", 0.5), ("0,125", 0.125),
    ("0.125", 0.125), ("1234.567", 1234.567), ("1234,567", 1234.567), ("1 234", 1234),
    ("  7  ", 7), ("\u{A0}7\u{A0}", 7), ("$5.00 USD", 5), ("zł 5,50", 5.5), ("500 kr", 500),
    ("Rs. 1,00,000", 100_000), ("0.1", 0.1),
    ("123456789012345678901234567890.5", 123456789012345678901234567890.5),
    ("9.007.199.254.740.993,0", 9007199254740992),
  ])
func styledNumbers(_ text: String, _ value: Double) throws {
  #expect(try numbers([text]) == [value])
}

@Test(
  "what is no number in any style is refused",
  arguments: [
    "abc", "12,34,56", "1.23.456", "01.02.2020", "2020-06-01", "1 23", "12 34", "1,2345,678",
    "--5", "-5-", "(-5)", "(5", "5)", "5%%", "$5€", "1,5,", "1_000", "0x1F", "5 apples", "5m",
    "3 x",
    "1.5e", "e5", "$", "%", "()", "-", "1'23", "030 123 456", "12:30", "1e5.5", "1.234,567.8",
    "5 $ k 5", "..5", "1..5", "1,,5", "‐", "5e5%x",
  ])
func unreadable(_ text: String) {
  let evidence = numberEvidence([text])
  #expect(evidence.numbers == 0, "\(text)")
}
