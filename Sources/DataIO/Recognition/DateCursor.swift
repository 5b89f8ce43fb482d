/// A position in the bytes of a date.
struct DateCursor {
  private var text = InlineArray<40, UInt8>(repeating: 0)
  private var position = 0
  private var end = 0

  /// The field without outer spaces; nothing if it is too long for a date.
  init(_ field: Span<UInt8>, _ range: Range<Int>) {
    var (start, last) = (range.lowerBound, range.upperBound)
    while start < last, field[start] == Byte.space { start += 1 }
    while last > start, field[last - 1] == Byte.space { last -= 1 }
    guard last - start <= 40 else { return }
    end = last - start
    for offset in 0..<end { text[offset] = field[start + offset] }
  }

  var isAtEnd: Bool { position == end }

  /// The number of bytes that are left.
  var remaining: Int { end - position }

  /// Exactly that many digits.
  mutating func digits(_ count: Int) -> Int? {
    guard position + count <= end else { return nil }
    var number = 0
    for offset in 0..<count {
      let digit = text[position + offset] &- Byte.zero
      if digit > 9 { return nil }
      number = number * 10 + Int(digit)
    }
    position += count
    return number
  }

  mutating func oneOrTwoDigits() -> Int? { digits(2) ?? digits(1) }

  /// `-`, `/` or `.`.
  mutating func separator() -> UInt8? {
    guard position < end else { return nil }
    let byte = text[position]
    guard byte == Byte.minus || byte == Byte.slash || byte == Byte.point else { return nil }
    position += 1
    return byte
  }

  mutating func take(_ byte: UInt8) -> Bool {
    guard position < end, text[position] == byte else { return false }
    position += 1
    return true
  }

  mutating func skip(_ matches: (UInt8) -> Bool) {
    while position < end, matches(text[position]) { position += 1 }
  }

  /// A whole number of up to 9 digits, also written as `3.0`.
  mutating func integer() -> Int? {
    let isNegative = take(Byte.minus)
    var (number, count) = (0, 0)
    while count < 9, let digit = digits(1) { (number, count) = (number * 10 + digit, count + 1) }
    guard count > 0 else { return nil }
    if take(Byte.point) { skip { $0 == Byte.zero } }
    return isNegative ? -number : number
  }

  /// `T10:22:00Z`, ` 10:22 +0200`, ` 3:15 PM`.
  mutating func skipTimeOfDay() {
    guard take(0x54) || take(Byte.space), position < end, 0x30...0x39 ~= text[position]
    else { return }
    skip { byte in
      0x30...0x39 ~= byte || byte == 0x3A || byte == Byte.point || byte == Byte.plus
        || byte == Byte.minus || byte == Byte.space
        || [0x5A, 0x41, 0x50, 0x4D].contains(byte & 0xDF)
    }
  }
}
