/// Turns text in UTF-16 or Windows-1252 into UTF-8, piece by piece.
///
/// A character may lie across the border of two pieces. O(bytes).
struct TextDecoder {
  /// What is wrong with the text.
  enum Fault {
    /// A NUL.
    case nul
    /// A byte to which Windows-1252 gives no character.
    case undefined(UInt8)
    /// Half of a pair of UTF-16 units without the other half.
    case loneSurrogate(UInt16)
    /// Bytes of which so many are characters of UTF-8 that they are not Windows-1252.
    case mixed
  }

  let encoding: TextEncoding
  private var pendingByte: UInt8?
  private var highSurrogate: UInt16 = 0
  /// How many sequences of bytes would be characters of UTF-8, and how many bytes would not.
  private var likeUTF8 = 0
  private var unlikeUTF8 = 0

  init(_ encoding: TextEncoding) { self.encoding = encoding }

  /// The most bytes of UTF-8 that a byte of text becomes.
  static let growth = 3

  /// Whether the text so far ends inside a character.
  var isInsideCharacter: Bool { pendingByte != nil || highSurrogate != 0 }

  /// Writes the characters of `raw` behind `end`; gives what is wrong, if anything is.
  mutating func decode(
    _ raw: Span<UInt8>, into target: inout MutableSpan<UInt8>, end: inout Int
  ) -> Fault? {
    encoding == .windows1252
      ? decodeWindows(raw, into: &target, end: &end) : decodeUnits(raw, into: &target, end: &end)
  }

  private mutating func decodeUnits(
    _ raw: Span<UInt8>, into target: inout MutableSpan<UInt8>, end: inout Int
  ) -> Fault? {
    for index in raw.indices {
      guard let first = pendingByte else {
        pendingByte = raw[index]
        continue
      }
      pendingByte = nil
      let (low, high) =
        encoding == .utf16LittleEndian ? (first, raw[index]) : (raw[index], first)
      let unit = UInt16(high) << 8 | UInt16(low)
      if let fault = take(unit, into: &target, end: &end) { return fault }
    }
    return nil
  }

  private mutating func take(
    _ unit: UInt16, into target: inout MutableSpan<UInt8>, end: inout Int
  ) -> Fault? {
    let isLow = unit & 0xFC00 == 0xDC00
    guard isLow == (highSurrogate != 0) else {
      return .loneSurrogate(isLow ? unit : highSurrogate)
    }
    if unit == 0 { return .nul }
    if isLow {
      let scalar = 0x10000 + (UInt32(highSurrogate & 0x3FF) << 10 | UInt32(unit & 0x3FF))
      highSurrogate = 0
      Self.append(scalar, to: &target, end: &end)
    } else if unit & 0xFC00 == 0xD800 {
      highSurrogate = unit
    } else {
      Self.append(UInt32(unit), to: &target, end: &end)
    }
    return nil
  }

  private mutating func decodeWindows(
    _ raw: Span<UInt8>, into target: inout MutableSpan<UInt8>, end: inout Int
  ) -> Fault? {
    var judged = 0
    for index in raw.indices {
      let byte = raw[index]
      if byte < 0x80 {
        if byte == 0 { return .nul }
        target[end] = byte
        end += 1
        continue
      }
      if index >= judged { judged = judge(raw, index) }
      guard likeUTF8 < 4 || likeUTF8 < 2 * unlikeUTF8 else { return .mixed }
      let scalar = byte < 0xA0 ? UInt32(Self.special[Int(byte) - 0x80]) : UInt32(byte)
      if scalar == 0 { return .undefined(byte) }
      Self.append(scalar, to: &target, end: &end)
    }
    return nil
  }

  /// Counts whether the bytes from here on would be a character of UTF-8; gives where they end.
  private mutating func judge(_ raw: Span<UInt8>, _ index: Int) -> Int {
    let length =
      switch raw[index] {
      case 0xC2...0xDF: 2
      case 0xE0...0xEF: 3
      case 0xF0...0xF4: 4
      default: 0
      }
    let isLike =
      length > 0 && index + length <= raw.count
      && (1..<length).allSatisfy { raw[index + $0] & 0xC0 == 0x80 }
    if isLike { likeUTF8 += 1 } else { unlikeUTF8 += 1 }
    return index + (isLike ? length : 1)
  }

  private static func append(
    _ scalar: UInt32, to target: inout MutableSpan<UInt8>, end: inout Int
  ) {
    let low = { (shift: UInt32) in UInt8(0x80 | (scalar >> shift & 0x3F)) }
    if scalar < 0x80 {
      target[end] = UInt8(scalar)
      end += 1
    } else if scalar < 0x800 {
      target[end] = UInt8(0xC0 | scalar >> 6)
      target[end + 1] = low(0)
      end += 2
    } else if scalar < 0x10000 {
      target[end] = UInt8(0xE0 | scalar >> 12)
      target[end + 1] = low(6)
      target[end + 2] = low(0)
      end += 3
    } else {
      target[end] = UInt8(0xF0 | scalar >> 18)
      target[end + 1] = low(12)
      target[end + 2] = low(6)
      target[end + 3] = low(0)
      end += 4
    }
  }

  /// The characters 0x80 to 0x9F of Windows-1252 (WHATWG Encoding Standard, index windows-1252, without
  /// the five that it maps to control characters); 0 where there is none.
  private static let special: [UInt16] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC,
    0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
  ]
}
