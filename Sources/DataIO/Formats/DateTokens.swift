/// The numbers and words of a date, and what stands between them.
struct DateTokens {
  /// A number or a word.
  enum Token {
    /// Its value and how many digits it has.
    case number(Int, digits: Int)
    case word(DateWord)
  }

  /// What stands before a token.
  struct Separator: OptionSet {
    let rawValue: UInt8
    static let space = Separator(rawValue: 1)
    static let hyphen = Separator(rawValue: 2)
    static let slash = Separator(rawValue: 4)
    static let point = Separator(rawValue: 8)
    static let comma = Separator(rawValue: 16)
    static let apostrophe = Separator(rawValue: 32)
  }

  private var tokens = InlineArray<6, Token>(repeating: .number(0, digits: 0))
  private var separators = InlineArray<6, Separator>(repeating: [])
  private(set) var count = 0

  /// Reads a field; nil if it has other things than numbers, known words and separators, or too many.
  ///
  /// A time of day behind it, with its zone, is left out: a date is meant as it is written.
  init?(_ text: Span<UInt8>, _ range: Range<Int>) {
    let field = Self.withoutTime(text, NumberAffixes.spaceTrimmed(text, range))
    guard let field, 1...40 ~= field.count,
      Self.separator(text, field.lowerBound, field.upperBound) == nil
    else { return nil }
    var position = field.lowerBound
    let end = field.upperBound
    var before: Separator = []
    while position < end {
      if let token = Self.token(text, &position, end) {
        guard keep(token, before) else { return nil }
        before = []
      } else if let (separator, width) = Self.separator(text, position, end) {
        guard !before.contains(separator) || separator == .space else { return nil }
        before.insert(separator)
        position += width
      } else {
        return nil
      }
    }
    guard count > 0, before.isEmpty || before == .point else { return nil }
  }

  subscript(index: Int) -> Token { tokens[index] }

  /// What stands before a token.
  func separator(_ index: Int) -> Separator { separators[index] }

  /// Keeps a token unless it only joins others; false if there are too many.
  private mutating func keep(_ token: Token, _ before: Separator) -> Bool {
    if case .word(.joint) = token { return count > 0 }
    if case .word(.ordinalEnd) = token {
      guard count > 0, case .number(let number, _) = tokens[count - 1] else { return false }
      return before.isEmpty && number <= 31
    }
    if case .word(.weekday) = token { return count == 0 }
    guard count < 6 else { return false }
    tokens[count] = token
    separators[count] = count == 0 ? [] : before
    count += 1
    return true
  }

  private static func token(
    _ text: Span<UInt8>, _ position: inout Int, _ end: Int
  ) -> Token? {
    if text[position] &- Byte.zero <= 9 {
      var (number, digits) = (0, 0)
      while position < end, case let digit = text[position] &- Byte.zero, digit <= 9, digits < 9 {
        number = number * 10 + Int(digit)
        (position, digits) = (position + 1, digits + 1)
      }
      return .number(number, digits: digits)
    }
    var next = position
    guard let word = FoldedWord(text, &next, end), let meaning = DateWord(word) else { return nil }
    position = next
    return .word(meaning)
  }

  private static func separator(
    _ text: Span<UInt8>, _ position: Int, _ end: Int
  ) -> (Separator, width: Int)? {
    let width = NumberAffixes.space(text, position, end)
    if width > 0 { return (.space, width) }
    switch text[position] {
    case Byte.minus: return (.hyphen, 1)
    case Byte.slash: return (.slash, 1)
    case Byte.point: return (.point, 1)
    case Byte.comma: return (.comma, 1)
    case 0x27: return (.apostrophe, 1)
    // º and ª behind a number.
    case 0xC2 where position + 1 < end && [0xBA, 0xAA].contains(text[position + 1]):
      return (.point, 2)
    case 0xE2 where position + 2 < end && text[position + 1] == 0x80:
      switch text[position + 2] {
      case 0x90...0x93: return (.hyphen, 3)
      case 0x98, 0x99: return (.apostrophe, 3)
      default: return nil
      }
    default: return nil
    }
  }

  /// Where the time behind a date begins, with the space or `T` before it; nil without one.
  static func timeStart(_ text: Span<UInt8>, _ field: Range<Int>) -> Int? {
    guard let colon = field.first(where: { text[$0] == 0x3A }) else { return nil }
    var start = colon
    while start > field.lowerBound, colon - start < 2, text[start - 1] &- Byte.zero <= 9 {
      start -= 1
    }
    guard start < colon, start > field.lowerBound + 4 else { return nil }
    let mark = text[start - 1]
    return mark == Byte.space || mark | 0x20 == 0x74 || mark == Byte.comma ? start - 1 : nil
  }

  /// The field without a time of day; nil if a colon stands in it that is none of a time.
  private static func withoutTime(_ text: Span<UInt8>, _ field: Range<Int>) -> Range<Int>? {
    guard field.contains(where: { text[$0] == 0x3A }) else { return field }
    guard field.count <= 64, let start = timeStart(text, field), isTime(text, start, field)
    else { return nil }
    var end = start
    while end > field.lowerBound, text[end - 1] == Byte.space || text[end - 1] == Byte.comma {
      end -= 1
    }
    return field.lowerBound..<end
  }

  /// Whether nothing but a time and its zone stands behind a position.
  private static func isTime(_ text: Span<UInt8>, _ start: Int, _ field: Range<Int>) -> Bool {
    (start + 1..<field.upperBound).allSatisfy { position in
      let byte = text[position]
      return byte <= 0x3A && byte >= 0x28 || byte == Byte.space || 0x61...0x7A ~= byte | 0x20
        || byte >= 0x80
    }
  }
}
