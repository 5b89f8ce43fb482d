import Testing

@testable import DataIO

@Test("a column written in any locale reads back to the same values or is a named ambiguity")
func everyLocale() throws {
  var generator = SeededGenerator(seed: 21)
  var (read, ambiguous) = (0, 0)
  for _ in 0..<4_000 {
    let locale = NumberLocale(&generator)
    let column = locale.column(1 + generator.below(30), &generator)
    do {
      let values = try numbers(column.map(\.text))
      #expect(values == column.map { Optional($0.value) }, "\(locale) \(column)")
      read += 1
    } catch let error as NumberAmbiguity {
      guard case .open(let cell) = error else {
        Issue.record("\(error) \(column)")
        continue
      }
      #expect(cell.text.contains { ",.".contains($0) })
      ambiguous += 1
    }
  }
  #expect(read > 6 * ambiguous)
}

@Test("with its mark pinned, a column of any locale reads back to the same values")
func everyPinnedLocale() throws {
  var generator = SeededGenerator(seed: 22)
  for _ in 0..<2_000 {
    let locale = NumberLocale(&generator)
    let column = locale.column(1 + generator.below(10), &generator)
    let mark = try #require(DecimalMark(rawValue: locale.decimal))
    #expect(try numbers(column.map(\.text), pinned: mark) == column.map { Optional($0.value) })
  }
}

@Test("rows of two decimal marks are never read without being told")
func mixedLocales() throws {
  var generator = SeededGenerator(seed: 23)
  for _ in 0..<1_000 {
    var (first, second) = (NumberLocale(&generator), NumberLocale(&generator))
    (first.decimal, first.group, first.fraction, first.isPercent) = (".", "", 2, false)
    (second.decimal, second.group, second.fraction, second.isPercent) = (",", "", 2, false)
    (first.before, first.after, second.before, second.after) = ("", "", "", "")
    let texts = first.column(5, &generator).map(\.text) + second.column(5, &generator).map(\.text)
    #expect(throws: NumberAmbiguity.self) { try numbers(texts) }
  }
}

@Test("any bytes are a number, missing or a fault, and never stop the program")
func hostileBytes() {
  var generator = SeededGenerator(seed: 24)
  let alphabet: [UInt8] = Array("0123456789.,'()-+%eE$ kM\u{A0}€’−".utf8)
  for _ in 0..<20_000 {
    let isWild = generator.below(4) == 0
    let bytes = (0..<generator.below(24)).map { _ in
      isWild ? UInt8(generator.below(256)) : alphabet[generator.below(alphabet.count)]
    }
    var format = NumberFormat(mark: [nil, .point, .comma][generator.below(3)])
    if case .value(let value) = format.read(bytes.span, 0..<bytes.count) {
      #expect(value.isFinite)
    }
    var evidence = NumberEvidence()
    evidence.note(bytes.span, 0..<bytes.count, line: 1)
    #expect(evidence.numbers + evidence.missing + evidence.texts == 1)
  }
}

@Test("numbers of any length are read exactly or refused as too large")
func longNumbers() throws {
  let digits = String(repeating: "123,", count: 11) + "123"
  #expect(try numbers([digits]) == [Double(digits.filter { $0 != "," })])
  let plain = String(repeating: "7", count: 400)
  #expect(throws: NumberFault(text: plain, fault: .tooLarge)) { try numbers([plain]) }
  #expect(try numbers(["1." + plain]) == [Double("1." + plain)])
}
