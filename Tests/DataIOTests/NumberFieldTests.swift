import Testing

@testable import DataIO

private func parsed(_ text: String) -> NumberField {
  let bytes = Array(text.utf8)
  return NumberField.read(bytes.span, 0..<bytes.count)
}

@Test("every decimal number is read as the double nearest to it")
func exactNumbers() {
  var generator = SeededGenerator(seed: 7)
  for _ in 0..<20_000 {
    let text = generator.decimal()
    guard let expected = Double(text), expected.isFinite else { continue }
    #expect(parsed(text) == .value(expected), "\(text)")
  }
}

@Test("a double that was printed is read back exactly")
func printedDoubles() {
  var generator = SeededGenerator(seed: 8)
  for _ in 0..<20_000 {
    let value = Double(bitPattern: generator.next())
    guard value.isFinite else { continue }
    #expect(parsed("\(value)") == .value(value))
  }
}

@Test(
  "numbers at the border of the exact path are right",
  arguments: [
    "9007199254740992", "9007199254740993", "9007199254740993e22", "1e22", "1e23", "1e-22",
    "0.1e-22", "123456789012345678901234567890", "4.9e-324", "2.2250738585072011e-308",
    "1.7976931348623157e308", "0.000000000000000000000000000001", "-0", "+7", "1.", ".5",
    "00000000000000000000000012.5", "1e-400",
  ])
func borderNumbers(_ text: String) throws {
  let digits = text.hasPrefix(".") ? "0" + text : text.hasSuffix(".") ? text + "0" : text
  let expected = try #require(Double(digits))
  #expect(parsed(text) == .value(expected))
}

@Test(
  "words for 'not available' and empty fields are missing",
  arguments: ["", "  ", "NA", "n/a", "#N/A", "null", "NULL", "-", "NaN", "None", "."])
func missingNumbers(_ text: String) { #expect(parsed(text) == .missing) }

@Test(
  "numbers in the style of a locale are refused by that reason",
  arguments: ["1,234.56", "1.234,56", "$3", "12 %", "(5)", "€ 1.200", "1 234", "7-"])
func localizedNumbers(_ text: String) { #expect(parsed(text) == .invalid(.localized)) }

@Test("infinities, overflow and text are refused, each by its reason")
func refusedNumbers() {
  #expect(parsed("inf") == .invalid(.infinite))
  #expect(parsed("-Infinity") == .invalid(.infinite))
  #expect(parsed("1e400") == .invalid(.tooLarge))
  for text in ["abc", "0x1F", "1e", "1e+", "1e5x", "e5", "+", "1_000"] {
    #expect(parsed(text) == .invalid(.text), "\(text)")
  }
}

@Test("spaces around a number do not matter")
func spacedNumbers() { #expect(parsed("  12.5\t") == .value(12.5)) }
