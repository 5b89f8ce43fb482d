import Testing

@testable import DataIO

/// A text as the bytes of an encoding.
private func encoded(_ text: String, _ encoding: TextEncoding) -> [UInt8] {
  switch encoding {
  case .utf8: return Array(text.utf8)
  case .utf16LittleEndian: return text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
  case .utf16BigEndian: return text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
  case .windows1252:
    return text.unicodeScalars.map { $0 == "€" ? 0x80 : $0 == "š" ? 0x9A : UInt8($0.value) }
  }
}

private func partners(
  _ bytes: [UInt8], chunk: Int = 1 << 20, encoding: TextEncoding? = nil
) throws -> (names: [String], form: String) {
  let file = try TemporaryTable(bytes)
  var limits = ReadingLimits()
  (limits.chunk, limits.head) = (chunk, 60)
  var table = try TableInput(
    .file(file.path), limits: limits, form: TextForm(encoding: encoding))
  var names: [String] = []
  while try table.advance() { names.append(table.text(1)) }
  return (names, table.form)
}

private let names = ["Händler", "Peña & Søn", "café", "a€b", "Škoda š"].map {
  $0.replacing("Š", with: "S")
}
private let table =
  "month,partner,y\r\n" + names.map { "2024-01,\($0),1\r\n" }.joined()

@Test(
  "a table reads the same in every encoding, however it is cut",
  arguments: TextEncoding.allCases, [1, 2, 3, 5, 7, 64, 1_000])
func everyEncoding(_ encoding: TextEncoding, _ chunk: Int) throws {
  let read = try partners(encoding.mark + encoded(table, encoding), chunk: chunk)
  #expect(read.names == names)
  #expect(read.form == "\(encoding.name), ',' between fields")
}

@Test("an encoding without its mark is read when it is named", arguments: TextEncoding.allCases)
func statedEncoding(_ encoding: TextEncoding) throws {
  #expect(try partners(encoded(table, encoding), encoding: encoding).names == names)
}

@Test("characters beyond 16 bits survive UTF-16", arguments: [1, 2, 3, 4, 5])
func surrogatePairs(_ chunk: Int) throws {
  for encoding in [TextEncoding.utf16LittleEndian, .utf16BigEndian] {
    let bytes = encoding.mark + encoded("a,b\n1,x😀y\n", encoding)
    #expect(try partners(bytes, chunk: chunk).names == ["x😀y"])
  }
}

@Test("Windows-1252 that ends in a letter without a line end is no cut-off UTF-8")
func lastLetter() throws {
  #expect(try partners(Array("a,b\n1,Soci".utf8) + [0xE9]).names == ["Soci\u{E9}"])
}

@Test(
  "text that is in no encoding is refused by its line",
  arguments: [
    ([0x81], 3, "byte 0x81 is no character of Windows-1252"),
    ([0xC3, 0xA9, 0x0A, 0xE9], 4, "byte 0xE9 is not UTF-8"),
    ([0xE9, 0x2C] + Array("éüßöÄ".utf8), 3, "the text is neither UTF-8 nor Windows-1252"),
    ([0xE9, 0], 3, "a NUL byte"),
  ] as [([UInt8], Int, String)])
func noEncoding(_ bytes: [UInt8], _ line: Int, _ what: String) throws {
  let error = #expect(throws: DataError.self) {
    try partners(Array("month,partner\n2024-01,x\n2024-02,".utf8) + bytes + [0x0A])
  }
  #expect(error?.what.hasPrefix(what) == true, "\(String(describing: error))")
  #expect(error?.location?.line == line)
  #expect(error?.exitCode == 65)
}

@Test("text that is cut off inside a character is refused")
func cutOff() throws {
  let utf8 = #expect(throws: DataError.self) {
    try partners(Array("a,b\n1,é".utf8) + [0xC3])
  }
  #expect(utf8?.what == "the text ends inside a character")
  let utf16 = #expect(throws: DataError.self) { try partners([0xFF, 0xFE, 0x61, 0, 0x2C]) }
  #expect(utf16?.what == "the text ends inside a character")
  let half = #expect(throws: DataError.self) {
    try partners([0xFF, 0xFE] + encoded("a,b\n1,", .utf16LittleEndian) + [0x3D, 0xD8, 0x61, 0])
  }
  #expect(half?.what == "half of a character of UTF-16 (little-endian)")
  #expect(half?.location?.line == 2)
}

@Test("a stated encoding that does not fit is an error, not another guess")
func wrongEncoding() throws {
  let error = #expect(throws: DataError.self) {
    try partners(encoded(table, .windows1252), encoding: .utf8)
  }
  #expect(error?.what == "byte 0xE4 is not UTF-8")
  #expect(error?.fix == "leave out --encoding, or name another one")
}
