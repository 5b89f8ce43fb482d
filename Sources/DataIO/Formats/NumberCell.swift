/// What separates the whole part of a number from its fraction.
public enum DecimalMark: String, Hashable, Sendable, CaseIterable {
  case point = "."
  case comma = ","

  /// The byte that is written.
  var byte: UInt8 { self == .point ? Byte.point : Byte.comma }
}

/// One field taken apart as a number in the style of any locale.
///
/// A sign before or behind, or parentheses; a sign or code of money; `%`; a word for thousands or
/// millions; digits, in groups or not, and perhaps a power of ten. What the field does not tell is
/// whether a single `.` or `,` before three digits is a decimal mark: then both ways are open.
struct NumberCell {
  /// Which decimal marks read the digits.
  enum Marks {
    /// There is no mark that matters: both read the same number.
    case none
    case point
    case comma
    /// Both read it, as different numbers.
    case either
  }

  /// Which decimal marks read the digits.
  let marks: Marks
  /// What stands around the digits.
  let affixes: NumberAffixes
  private let groups: DigitGroups

  /// Takes a field apart; nil if it is no number.
  init?(_ text: Span<UInt8>, _ range: Range<Int>) {
    guard range.count <= 512, let affixes = NumberAffixes(text, range),
      let groups = DigitGroups(text, affixes.digits)
    else { return nil }
    let (point, comma) = (groups.isRead(with: .point), groups.isRead(with: .comma))
    switch (point, comma) {
    case (false, false): return nil
    case (true, false): marks = .point
    case (false, true): marks = .comma
    case (true, true): marks = groups.hasOpenMark ? .either : .none
    }
    (self.affixes, self.groups) = (affixes, groups)
  }

  /// Whether the digits stand in groups, with this decimal mark.
  func isGrouped(with mark: DecimalMark) -> Bool { groups.isGrouped(with: mark) }

  /// The digits before the first mark.
  var leadingDigits: Int { groups.leadingDigits }

  /// Whether the last digit is a zero.
  func endsInZero(_ text: Span<UInt8>) -> Bool {
    !affixes.digits.isEmpty && text[affixes.digits.upperBound - 1] == Byte.zero
  }

  /// The double nearest to the number that is written, if the decimal mark reads it.
  func value(_ text: Span<UInt8>, with mark: DecimalMark) -> NumberField {
    guard marks == .none || marks == .either || marks == (mark == .point ? .point : .comma) else {
      return .invalid(.otherMark)
    }
    var digits = DecimalDigits()
    digits.isNegative = affixes.isNegative
    groups.read(text, with: mark, into: &digits)
    digits.exponent += affixes.power
    if let value = digits.exactValue { return .value(value) }
    let value = general(text, mark, exponent: digits.exponent)
    return value.isFinite ? .value(value) : .invalid(.tooLarge)
  }

  /// The same for any number of digits, through the standard library.
  private func general(_ text: Span<UInt8>, _ mark: DecimalMark, exponent: Int) -> Double {
    let plain = affixes.digits.prefix(groups.mantissaLength).filter {
      text[$0] &- Byte.zero <= 9
    }
    let written = String(decoding: plain.map { text[$0] }, as: UTF8.self) + "e\(exponent)"
    let magnitude = Double(written) ?? .nan
    return affixes.isNegative ? -magnitude : magnitude
  }
}

/// Runs of digits and the marks between them.
struct DigitGroups {
  private enum Mark: UInt8 { case point, comma, apostrophe, space, thinSpace }

  private let digits: Range<Int>
  /// How many bytes the digits and marks take, without a power of ten.
  private(set) var mantissaLength = 0
  private var lengths = InlineArray<13, Int>(repeating: 0)
  private var marks = InlineArray<12, Mark>(repeating: .point)
  private var count = 0
  private var startsWithZero = false
  private var exponent = DecimalDigits()
  private var hasExponent = false

  /// The runs in a range that begins and ends with a digit or a decimal mark; nil if other bytes
  /// stand there.
  init?(_ text: Span<UInt8>, _ digits: Range<Int>) {
    self.digits = digits
    var position = digits.lowerBound
    let end = digits.upperBound
    guard position < end else { return nil }
    startsWithZero = text[position] == Byte.zero
    while position < end {
      let byte = text[position]
      if byte &- Byte.zero <= 9 {
        lengths[count] += 1
        position += 1
        continue
      }
      if byte | 0x20 == 0x65 {
        guard exponent.takeExponent(text, position + 1, end) else { return nil }
        hasExponent = true
        break
      }
      guard count < 12, let (mark, next) = Self.mark(text, position, end) else { return nil }
      marks[count] = mark
      count += 1
      position = next
    }
    mantissaLength = position - digits.lowerBound
  }

  /// The mark at a position, and where it ends.
  private static func mark(
    _ text: Span<UInt8>, _ position: Int, _ end: Int
  ) -> (Mark, next: Int)? {
    switch text[position] {
    case Byte.point: return (.point, position + 1)
    case Byte.comma: return (.comma, position + 1)
    case 0x27, 0x60: return (.apostrophe, position + 1)
    case Byte.space: return (.space, position + 1)
    case 0xC2 where position + 1 < end && text[position + 1] == 0xA0:
      return (.thinSpace, position + 2)
    case 0xC2 where position + 1 < end && text[position + 1] == 0xB4:
      return (.apostrophe, position + 2)
    case 0xE2 where position + 2 < end && text[position + 1] == 0x80:
      switch text[position + 2] {
      case 0x87, 0x88, 0x89, 0x8A, 0xAF: return (.thinSpace, position + 3)
      case 0x98, 0x99: return (.apostrophe, position + 3)
      default: return nil
      }
    default: return nil
    }
  }

  /// The digits before the first mark.
  var leadingDigits: Int { lengths[0] }

  /// Whether the number of marks leaves open what they mean: one point or comma alone.
  var hasOpenMark: Bool { count == 1 && (marks[0] == .point || marks[0] == .comma) }

  /// Whether the digits are a number with this decimal mark.
  func isRead(with decimal: DecimalMark) -> Bool {
    let fraction = fractionMark(decimal)
    let groupMarks = fraction ?? count
    if let fraction {
      guard lengths[0] > 0 || (fraction == 0 && lengths[1] > 0) else { return false }
      guard lengths[count] > 0 || decimal == .point else { return false }
    } else if lengths[0] == 0 {
      return false
    }
    return groupMarks == 0 || (!hasExponent && areGroups(groupMarks, decimal))
  }

  func isGrouped(with decimal: DecimalMark) -> Bool { (fractionMark(decimal) ?? count) > 0 }

  /// The place of the decimal mark, which is the last one.
  private func fractionMark(_ decimal: DecimalMark) -> Int? {
    guard count > 0, marks[count - 1] == (decimal == .point ? .point : .comma) else { return nil }
    return count - 1
  }

  /// Whether the first runs are groups of three, or of two before the last three as in India.
  private func areGroups(_ count: Int, _ decimal: DecimalMark) -> Bool {
    let mark = marks[0]
    guard mark != (decimal == .point ? .point : .comma), !startsWithZero, 1...3 ~= lengths[0],
      lengths[count] == 3
    else { return false }
    for offset in 0..<count where marks[offset] != mark { return false }
    let isLakh = count > 1 && lengths[1] == 2 && lengths[0] <= 2 && decimal == .point
    guard !isLakh || mark == .comma else { return false }
    for offset in 1..<max(1, count) where lengths[offset] != (isLakh ? 2 : 3) { return false }
    return true
  }

  /// Puts the digits and their power of ten together.
  func read(_ text: Span<UInt8>, with decimal: DecimalMark, into number: inout DecimalDigits) {
    for position in digits.prefix(mantissaLength) {
      let digit = text[position] &- Byte.zero
      if digit <= 9 { number.append(digit) }
    }
    let fraction = fractionMark(decimal) == nil ? 0 : lengths[count]
    number.exponent = exponent.exponent - fraction
  }
}
