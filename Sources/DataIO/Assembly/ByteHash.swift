/// A 64-bit hash of bytes: eight at a time, multiplied and folded, with a final avalanche.
///
/// Not keyed: the same bytes hash alike in every run, so that results do not depend on it.
struct ByteHash {
  private(set) var state: UInt64 = 0x9E37_79B9_7F4A_7C15

  @inline(__always)
  mutating func combine(_ word: UInt64) {
    let product = (state ^ word).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    state = product.high ^ product.low
  }

  /// Takes in a field and its length.
  @inline(__always)
  mutating func combine(_ text: Span<UInt8>, _ range: Range<Int>) {
    var position = range.lowerBound
    let raw = text.bytes
    while position + 8 <= range.upperBound {
      combine(raw.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self))
      position += 8
    }
    var word = UInt64(range.count) << 56
    var shift: UInt64 = 0
    while position < range.upperBound {
      word |= UInt64(text[position]) << shift
      shift += 8
      position += 1
    }
    combine(word)
  }

  /// The hash of what was taken in.
  var value: UInt64 {
    var mixed = state
    mixed ^= mixed >> 32
    mixed = mixed &* 0xD6E8_FEB8_6659_FD93
    return mixed ^ mixed >> 32
  }
}
