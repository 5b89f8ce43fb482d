/// What stands around the digits of a number.
struct NumberAffixes {
  private(set) var isNegative = false
  private(set) var isPercent = false
  /// The money that a sign or code names.
  private(set) var currency: Currency?
  /// The power of ten of a word for thousands or millions; 0 without one.
  private(set) var suffixPower = 0
  /// Where the digits stand.
  private(set) var digits: Range<Int>

  private var signs = 0
  private var opened = false
  private var closed = false
  private var hasSuffix = false

  /// Takes everything off a field that is not a digit or a mark between digits; nil if something
  /// stands there that a number does not have.
  init?(_ text: Span<UInt8>, _ range: Range<Int>) {
    digits = range
    while let first = digits.first, !Self.isDigitOrMark(text[first]) {
      guard takeFirst(text) else { return nil }
    }
    while let last = digits.last, text[last] &- Byte.zero > 9 {
      if text[last] == Byte.point || text[last] == Byte.comma, !isAbbreviation(text) { break }
      guard takeLast(text) else { return nil }
    }
    guard !digits.isEmpty, opened == closed, signs + (opened ? 1 : 0) <= 1,
      !(isPercent && (hasSuffix || currency != nil))
    else { return nil }
    if opened { isNegative = true }
  }

  /// The power of ten of all that scales the digits.
  var power: Int { suffixPower - (isPercent ? 2 : 0) }

  /// Whether something stands around the digits that is not a sign.
  var areNotPlain: Bool { isPercent || hasSuffix || currency != nil || opened }

  private static func isDigitOrMark(_ byte: UInt8) -> Bool {
    byte &- Byte.zero <= 9 || byte == Byte.point || byte == Byte.comma
  }

  private mutating func dropFirst(_ count: Int) -> Bool {
    digits = digits.lowerBound + count..<digits.upperBound
    return true
  }

  private mutating func dropLast(_ count: Int) -> Bool {
    digits = digits.lowerBound..<digits.upperBound - count
    return true
  }

  /// Takes one thing off the front.
  private mutating func takeFirst(_ text: Span<UInt8>) -> Bool {
    let (start, end) = (digits.lowerBound, digits.upperBound)
    let width = Self.space(text, start, end)
    if width > 0 { return dropFirst(width) }
    if let (isMinus, width) = Self.sign(text, start, end) {
      return take(sign: isMinus) && dropFirst(width)
    }
    if text[start] == 0x28 {
      guard !opened else { return false }
      opened = true
      return dropFirst(1)
    }
    if text[start] == Byte.percent, !isPercent {
      isPercent = true
      return dropFirst(1)
    }
    var letters = start
    while letters < end, Self.isLetter(text[letters]) { letters += 1 }
    if letters > start, takeWord(NumberField.string(text, start, letters), isInFront: true) {
      return dropFirst(letters - start)
    }
    guard let (found, next) = Currency.sign(text, at: start, end), take(found) else { return false }
    return dropFirst(next - start)
  }

  /// Takes one thing off the end.
  private mutating func takeLast(_ text: Span<UInt8>) -> Bool {
    let (start, end) = (digits.lowerBound, digits.upperBound)
    let width = Self.spaceBefore(text, start, end)
    if width > 0 { return dropLast(width) }
    if text[end - 1] == 0x29 {
      guard !closed, opened else { return false }
      closed = true
      return dropLast(1)
    }
    if text[end - 1] == Byte.percent {
      guard !isPercent else { return false }
      isPercent = true
      return dropLast(1)
    }
    if let (found, first) = Currency.sign(text, endingAt: end, start), take(found) {
      return dropLast(end - first)
    }
    if let (isMinus, width) = Self.signBefore(text, start, end), isMinus {
      return take(sign: true) && dropLast(width)
    }
    let stop = text[end - 1] == Byte.point ? end - 1 : end
    var letters = stop
    while letters > start, Self.isLetter(text[letters - 1]) { letters -= 1 }
    guard letters < stop, takeWord(NumberField.string(text, letters, stop), isInFront: false) else {
      return false
    }
    return dropLast(end - letters)
  }

  /// Whether the field ends in letters and a point.
  private func isAbbreviation(_ text: Span<UInt8>) -> Bool {
    digits.count > 1 && text[digits.upperBound - 1] == Byte.point
      && Self.isLetter(text[digits.upperBound - 2])
  }

  private mutating func take(sign isMinus: Bool) -> Bool {
    signs += 1
    if isMinus { isNegative = true }
    return signs == 1
  }

  private mutating func take(_ found: Currency) -> Bool {
    guard let known = currency else {
      currency = found
      return true
    }
    // `$5.00 USD` names its money twice.
    guard known != found, known.agrees(with: found) else { return false }
    if known.isShared { currency = found }
    return true
  }

  /// A code of money, a word for a power of ten, or both as in `TEUR`.
  private mutating func takeWord(_ word: String, isInFront: Bool) -> Bool {
    if let found = Currency(code: word) { return take(found) }
    let lower = word.lowercased()
    if !isInFront, let power = Self.powers[word == "M" || word == "MM" ? word : lower] {
      return take(power: power)
    }
    if word.utf8.count == 4, let found = Currency(code: String(word.dropFirst())),
      let power = Self.prefixes[word.utf8.first ?? 0]
    {
      return take(found) && take(power: power)
    }
    // Before a sign of money that was taken already: `5 T€`, `1.2m £`.
    guard !isInFront, let currency, lower == "m" || lower == "t" else { return false }
    guard lower == "m" || currency.name == "EUR" || currency.name == "CHF" else { return false }
    return take(power: lower == "m" ? 6 : 3)
  }

  private mutating func take(power: Int) -> Bool {
    guard !hasSuffix else { return false }
    (hasSuffix, suffixPower) = (true, power)
    return true
  }

  private static let prefixes: [UInt8: Int] = [
    UInt8(ascii: "T"): 3, UInt8(ascii: "k"): 3, UInt8(ascii: "K"): 3, UInt8(ascii: "M"): 6,
  ]

  private static let powers: [String: Int] = [
    "k": 3, "tsd": 3, "tds": 3, "tausend": 3, "thousand": 3,
    "M": 6, "MM": 6, "mio": 6, "mln": 6, "mn": 6, "million": 6, "millionen": 6, "millions": 6,
    "millones": 6, "b": 9, "bn": 9, "mrd": 9, "mld": 9, "milliarden": 9,
  ]

  private static func isLetter(_ byte: UInt8) -> Bool { 0x61...0x7A ~= byte | 0x20 }

  /// A field without outer spaces of any width.
  static func spaceTrimmed(_ text: Span<UInt8>, _ field: Range<Int>) -> Range<Int> {
    var (start, end) = (field.lowerBound, field.upperBound)
    while start < end, case let width = space(text, start, end), width > 0 { start += width }
    while start < end, case let width = spaceBefore(text, start, end), width > 0 { end -= width }
    return start..<end
  }

  /// The width of the space at a position; 0 if there is none.
  static func space(_ text: Span<UInt8>, _ position: Int, _ end: Int) -> Int {
    switch text[position] {
    case Byte.space, Byte.tab: return 1
    case 0xC2 where position + 1 < end && text[position + 1] == 0xA0: return 2
    case 0xE2 where position + 2 < end && text[position + 1] == 0x80:
      return (0x80...0x8B).contains(text[position + 2]) || text[position + 2] == 0xAF ? 3 : 0
    default: return 0
    }
  }

  /// The width of the space that ends at a position; 0 if there is none.
  static func spaceBefore(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    for width in 1...3 where end - width >= start {
      if space(text, end - width, end) == width { return width }
    }
    return 0
  }

  /// Whether the sign at a position is a minus, and its width.
  private static func sign(
    _ text: Span<UInt8>, _ position: Int, _ end: Int
  ) -> (isMinus: Bool, width: Int)? {
    switch text[position] {
    case Byte.minus: return (true, 1)
    case Byte.plus: return (false, 1)
    case 0xE2 where position + 2 < end:
      let isMinus =
        (text[position + 1] == 0x88 && text[position + 2] == 0x92)
        || (text[position + 1] == 0x80 && [0x90, 0x91, 0x93].contains(text[position + 2]))
      return isMinus ? (true, 3) : nil
    default: return nil
    }
  }

  private static func signBefore(
    _ text: Span<UInt8>, _ start: Int, _ end: Int
  ) -> (isMinus: Bool, width: Int)? {
    for width in [1, 3] where end - width >= start {
      if let found = sign(text, end - width, end), found.width == width { return found }
    }
    return nil
  }
}
