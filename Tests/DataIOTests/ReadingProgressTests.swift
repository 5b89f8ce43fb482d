import Testing

@testable import DataIO

/// A table of this many rows.
private func table(_ rows: Int) -> String {
  (0..<rows).reduce(into: "unique_id,ds,y\n") { text, row in
    text += "s\(row / 100),\(row % 100 + 1),\(row % 17)\n"
  }
}

@Test("reading tells how many bytes it has read, over all inputs, and of how many")
func progress() throws {
  let texts = [table(10_000), table(20_000).replacing("\ns", with: "\nt")]
  let files = try texts.map { try TemporaryTable($0) }
  var told: [(bytes: Int, total: Int?)] = []
  let limits = ReadingLimits(chunk: 4_096, head: 8_192)
  _ = try PanelReader.read(
    files.map { .file($0.path) }, schema: .with { $0.series = ["unique_id"] }, limits: limits
  ) { told.append(($0, $1)) }
  let total = texts.reduce(0) { $0 + $1.utf8.count }
  #expect(told.count >= 5)
  #expect(told.allSatisfy { $0.total == total && $0.bytes <= total })
  #expect(zip(told, told.dropFirst()).allSatisfy { $0.bytes <= $1.bytes })
  #expect(told.contains { $0.bytes > texts[0].utf8.count })
}

@Test("the bytes of inputs are known if all of them are files")
func inputBytes() throws {
  let file = try TemporaryTable("a,b\n1,2\n")
  #expect(InputSource.bytes(of: [.file(file.path), .file(file.path)]) == 16)
  #expect(InputSource.bytes(of: [.file(file.path), .file("/dev/zero")]) == nil)
  #expect(InputSource.bytes(of: [.file(file.path + "x")]) == nil)
}

@Test("a field that is no number is named, if the rest of its column are numbers")
func badCell() throws {
  let text = "partner,day,sold\nA,2024-01-01,1\nA,2024-01-02,2\nA,2024-01-03,n1\nA,2024-01-04,4\n"
  let error = try #require(try failure(text))
  #expect(error.kind == .badData)
  #expect(error.location?.line == 4 && error.location?.column == 3)
  #expect(error.what == "'sold' \"n1\" is not a number")
  #expect(error.details.first == "1 of the first 4 rows have no number there")
}
