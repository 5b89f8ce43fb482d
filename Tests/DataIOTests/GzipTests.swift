import Testing

@testable import DataIO

/// `gzip.compress(b"ds,y\n2024-01-01,1\n2024-02-01,2\n", mtime=0)` of Python 3.11.
private let firstMember: [UInt8] = [
  0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x4B, 0x29, 0xD6, 0xA9, 0xE4, 0x32,
  0x32, 0x30, 0x32, 0xD1, 0x35, 0x30, 0x04, 0x22, 0x1D, 0x43, 0x28, 0xC7, 0x08, 0xC4, 0x31, 0xE2,
  0x02, 0x00, 0x2D, 0xB9, 0x05, 0x5F, 0x1F, 0x00, 0x00, 0x00,
]

/// `gzip.compress(b"2024-03-01,3\n2024-04-01,4\n", mtime=0)` of Python 3.11.
private let secondMember: [UInt8] = [
  0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x33, 0x32, 0x30, 0x32, 0xD1, 0x35,
  0x30, 0xD6, 0x35, 0x30, 0xD4, 0x31, 0xE6, 0x32, 0x02, 0x73, 0x4C, 0x40, 0x1C, 0x13, 0x2E, 0x00,
  0x4B, 0x95, 0x30, 0x4C, 0x1A, 0x00, 0x00, 0x00,
]

@Test("gzip is known by its bytes and read whatever the name")
func gzipTable() throws {
  let reading = try read(firstMember)
  #expect(reading.values == ["y": [1, 2]])
  #expect(reading.inputs.first?.bytes == firstMember.count)
  #expect(reading.inputs.first?.sha256 == SHA256.hexadecimal(of: firstMember))
  #expect(reading.finding("input")?.contains("gzip, UTF-8") == true)
}

@Test("gzip members one after the other are one table, in reads of any size", arguments: 1...30)
func gzipMembers(_ chunk: Int) throws {
  var limits = ReadingLimits()
  limits.chunk = chunk
  let bytes = firstMember + secondMember + [0, 0, 0]
  #expect(try read(bytes, limits: limits).values == ["y": [1, 2, 3, 4]])
}

@Test("a gzip stream that is cut off anywhere is refused")
func cutGzip() throws {
  for length in 2..<firstMember.count {
    let error = try #require(try failure(Array(firstMember.prefix(length))), "\(length) bytes")
    #expect(error.kind == .badData)
    #expect(error.what.contains("cut off"), "\(length) bytes: \(error)")
  }
}

@Test("a gzip stream with a damaged byte is refused")
func damagedGzip() throws {
  for place in 20..<firstMember.count {
    var bytes = firstMember
    bytes[place] ^= 0x55
    #expect(try failure(bytes)?.kind == .badData, "byte \(place)")
  }
}

@Test("bytes after a gzip stream that are no gzip are refused")
func trailingBytes() throws {
  let error = try #require(try failure(firstMember + Array("hello".utf8)))
  #expect(error.what == "bytes that are not gzip follow the gzip stream")
}
