/// Checks that a stream of bytes is UTF-8 without NUL (RFC 3629, section 4).
///
/// State is carried between chunks, so that a character may lie across a border. O(n); eight bytes
/// at a time while they are ASCII.
struct TextCheck {
  /// What is wrong at a byte.
  enum Fault {
    case nul
    /// The byte that begins what is no character.
    case notUTF8(UInt8)
  }

  /// Whether a character of more than one byte was found.
  private(set) var hasCharacters = false
  /// How many bytes of an unfinished character lie before the next one.
  private(set) var pendingCount = 0
  private var expected = 0
  private var lead: UInt8 = 0
  private var lower: UInt8 = 0x80
  private var upper: UInt8 = 0xBF

  /// Whether the bytes so far end inside a character.
  var isInsideCharacter: Bool { expected > 0 }

  /// The first fault in the next bytes and its offset, or nil.
  mutating func firstFault(in bytes: UnsafeRawBufferPointer) -> (offset: Int, fault: Fault)? {
    var index = 0
    while index < bytes.count {
      if expected == 0 {
        index = Self.skipASCII(bytes, from: index)
        if index == bytes.count { return nil }
      }
      let byte = bytes[index]
      if byte == 0 { return (index, .nul) }
      guard accept(byte) else { return (index, .notUTF8(lead)) }
      index += 1
    }
    return nil
  }

  /// The first position that needs a closer look.
  private static func skipASCII(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    var index = start
    while index + 8 <= bytes.count {
      let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      let high = word & 0x8080_8080_8080_8080
      let zero = (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
      if high | zero != 0 { break }
      index += 8
    }
    while index < bytes.count, bytes[index] != 0, bytes[index] < 0x80 { index += 1 }
    return index
  }

  private mutating func accept(_ byte: UInt8) -> Bool {
    if expected > 0 {
      guard lower...upper ~= byte else { return false }
      (expected, lower, upper) = (expected - 1, 0x80, 0xBF)
      pendingCount = expected == 0 ? 0 : pendingCount + 1
      if expected == 0 { hasCharacters = true }
      return true
    }
    lead = byte
    switch byte {
    case 0x01..<0x80: return true
    case 0xC2...0xDF: expected = 1
    case 0xE0...0xEF:
      expected = 2
      if byte == 0xE0 { lower = 0xA0 }
      if byte == 0xED { upper = 0x9F }
    case 0xF0...0xF4:
      expected = 3
      if byte == 0xF0 { lower = 0x90 }
      if byte == 0xF4 { upper = 0x8F }
    default: return false
    }
    pendingCount = 1
    return true
  }
}
