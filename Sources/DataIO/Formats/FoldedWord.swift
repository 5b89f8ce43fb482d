/// A short word without case, accents and points: `März`, `MÄRZ` and `marz` are one.
struct FoldedWord: Hashable, Sendable {
  /// The letters as digits to the base 27, a = 1.
  private(set) var key: UInt64 = 0
  private(set) var length = 0

  /// A word of ASCII letters in lower case.
  init(_ letters: StaticString) {
    letters.withUTF8Buffer { bytes in
      for byte in bytes { append(byte) }
    }
  }

  /// Reads the word that begins at a position and moves behind it; nil if no letter stands there, or
  /// more than 13.
  ///
  /// An accent may be part of its letter (NFC) or follow it (NFD).
  init?(_ text: Span<UInt8>, _ position: inout Int, _ end: Int) {
    var next = position
    while next < end {
      let byte = text[next]
      if 0x61...0x7A ~= byte | 0x20, byte < 0x80 {
        append(byte | 0x20)
        next += 1
      } else if byte == 0xC3, next + 1 < end, let base = Self.base(text[next + 1]) {
        append(base)
        next += 2
      } else if length > 0, byte == 0xCC || byte == 0xCD, next + 1 < end {
        next += 2
      } else {
        break
      }
    }
    guard 1...13 ~= length else { return nil }
    position = next
  }

  private mutating func append(_ letter: UInt8) {
    length += 1
    if length <= 13 { key = key * 27 + UInt64(letter & 0x1F) }
  }

  /// The letter without its accent for the second byte of a Latin-1 letter in UTF-8.
  private static func base(_ second: UInt8) -> UInt8? {
    switch second | 0x20 {
    case 0xA0...0xA5: UInt8(ascii: "a")
    case 0xA7: UInt8(ascii: "c")
    case 0xA8...0xAB: UInt8(ascii: "e")
    case 0xAC...0xAF: UInt8(ascii: "i")
    case 0xB1: UInt8(ascii: "n")
    case 0xB2...0xB6: UInt8(ascii: "o")
    case 0xB9...0xBC: UInt8(ascii: "u")
    case 0xBD: UInt8(ascii: "y")
    default: nil
    }
  }
}

extension FoldedWord: ExpressibleByStringLiteral {
  init(stringLiteral letters: StaticString) { self.init(letters) }
}
