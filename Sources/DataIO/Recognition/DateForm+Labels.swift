import TemporalData

extension DateForm {
  /// Whether texts of the form may have words in them.
  var hasLabels: Bool {
    switch self {
    case .quarter, .week, .namedDay, .namedMonth, .monthNumber, .fiscalMonth, .fiscalQuarter,
      .fiscalYear:
      true
    default: false
    }
  }

  /// The ordinal of the slot that the parts of a date name; nil if they are of another form.
  func read(_ tokens: DateTokens, _ fiscal: FiscalCalendar) -> Int? {
    switch self {
    case .quarter:
      Self.labelled(tokens, .quarter, in: 1...4).map { ($0 - 1970) * 4 + $1 - 1 }
    case .week: Self.labelled(tokens, .week, in: 1...53).flatMap(Self.isoWeek)
    case .namedDay: Self.namedDay(tokens)
    case .namedMonth: Self.namedMonth(tokens)
    case .monthNumber: Self.monthNumber(tokens)
    case .fiscalMonth: Self.fiscalPart(tokens, .monthNumber, in: 1...12, fiscal, months: 1)
    case .fiscalQuarter: Self.fiscalPart(tokens, .quarter, in: 1...4, fiscal, months: 3)
    case .fiscalYear: Self.fiscalYear(tokens, fiscal)
    default: nil
    }
  }

  /// A number as a year: four digits from 1800 to 2199, or two.
  private static func year(_ token: DateTokens.Token, mayBeShort: Bool = true) -> Int? {
    guard case .number(let number, let digits) = token else { return nil }
    if digits == 4 { return 1800...2199 ~= number ? number : nil }
    return digits == 2 && mayBeShort ? NumericDate.fullYear(number) : nil
  }

  /// A number of one or two digits in a range.
  private static func number(_ token: DateTokens.Token, in range: ClosedRange<Int>) -> Int? {
    guard case .number(let number, let digits) = token, digits <= 2, range ~= number else {
      return nil
    }
    return number
  }

  private static func isWord(_ token: DateTokens.Token, _ word: DateWord) -> Bool {
    if case .word(word) = token { true } else { false }
  }

  private static func month(_ token: DateTokens.Token) -> Int? {
    if case .word(.month(let month)) = token { month } else { nil }
  }

  /// A year and a numbered part of it, in any order: `2026-Q1`, `Q1 2026`, `1Q26`, `1. Quartal 2026`.
  private static func labelled(
    _ tokens: DateTokens, _ word: DateWord, in range: ClosedRange<Int>
  ) -> (year: Int, number: Int)? {
    guard tokens.count == 3 else { return nil }
    if isWord(tokens[0], word) {
      return number(tokens[1], in: range).flatMap { part in year(tokens[2]).map { ($0, part) } }
    }
    guard isWord(tokens[1], word) else { return nil }
    if let first = number(tokens[0], in: range), isOneDigit(tokens[0]) || word == .week,
      let year = year(tokens[2])
    {
      return (year, first)
    }
    return year(tokens[0], mayBeShort: word == .quarter).flatMap { year in
      number(tokens[2], in: range).map { (year, $0) }
    }
  }

  private static func isOneDigit(_ token: DateTokens.Token) -> Bool {
    if case .number(_, 1) = token { true } else { false }
  }

  private static func namedDay(_ tokens: DateTokens) -> Int? {
    guard tokens.count == 3 else { return nil }
    let (year, month, day): (Int?, Int?, Int?) =
      if let month = month(tokens[0]) {
        (Self.year(tokens[2], mayBeShort: false), month, number(tokens[1], in: 1...31))
      } else if let year = Self.year(tokens[0], mayBeShort: false) {
        (year, Self.month(tokens[1]), number(tokens[2], in: 1...31))
      } else {
        (Self.year(tokens[2]), Self.month(tokens[1]), number(tokens[0], in: 1...31))
      }
    guard let year, let month, let day else { return nil }
    return CivilDate(year: year, month: month, day: day)?.daysSince1970
  }

  private static func namedMonth(_ tokens: DateTokens) -> Int? {
    guard tokens.count == 2 else { return nil }
    if let month = month(tokens[0]), let year = year(tokens[1]) {
      return slot(year: year, month: month)
    }
    return year(tokens[0], mayBeShort: false).flatMap { year in
      month(tokens[1]).flatMap { slot(year: year, month: $0) }
    }
  }

  /// The month and the number of `Mar 26`, where the number may be a year or a day.
  static func monthAndNumber(_ tokens: DateTokens) -> (month: Int, number: Int)? {
    guard tokens.count == 2, let month = month(tokens[0]), tokens.separator(1) == .space,
      case .number(let number, 2) = tokens[1]
    else { return nil }
    return (month, number)
  }

  /// `03/2026`, `2026M03`, `M03 2026`.
  private static func monthNumber(_ tokens: DateTokens) -> Int? {
    if tokens.count == 2 {
      guard let month = number(tokens[0], in: 1...12), tokens.separator(1) != .space else {
        return nil
      }
      return year(tokens[1], mayBeShort: false).flatMap { slot(year: $0, month: month) }
    }
    guard tokens.count == 3 else { return nil }
    let isFirst = isWord(tokens[0], .monthNumber)
    guard isFirst || isWord(tokens[1], .monthNumber),
      let year = year(tokens[isFirst ? 2 : 0], mayBeShort: false),
      let month = number(tokens[isFirst ? 1 : 2], in: 1...12)
    else { return nil }
    return slot(year: year, month: month)
  }
}

extension DateForm {
  /// `FY26`, `FY2025/26`: the year by its name, and how many parts it takes from a place on.
  private static func fiscalName(
    _ tokens: DateTokens, at place: Int, _ fiscal: FiscalCalendar
  ) -> (year: Int, parts: Int)? {
    guard place + 1 < tokens.count, isWord(tokens[place], .fiscalYear),
      let first = year(tokens[place + 1])
    else { return nil }
    guard place + 2 < tokens.count,
      !tokens.separator(place + 2).isDisjoint(with: [.slash, .hyphen]),
      let second = year(tokens[place + 2])
    else { return (first, 2) }
    // Two years name both ends.
    guard second == first + 1 else { return nil }
    return (fiscal.yearName == .end && fiscal.firstMonth > 1 ? second : first, 3)
  }

  /// A numbered part of a fiscal year: `Q1 FY26`, `FY2026 Q1`, `FQ1 2026`.
  private static func fiscalPart(
    _ tokens: DateTokens, _ word: DateWord, in range: ClosedRange<Int>, _ fiscal: FiscalCalendar,
    months: Int
  ) -> Int? {
    var (name, part): (Int?, Int?) = (nil, nil)
    if let found = fiscalName(tokens, at: 0, fiscal) {
      guard tokens.count == found.parts + 2 else { return nil }
      let isNumberFirst = isWord(tokens[found.parts + 1], word)
      guard isNumberFirst || isWord(tokens[found.parts], word) else { return nil }
      part = number(tokens[found.parts + (isNumberFirst ? 0 : 1)], in: range)
      name = found.year
    } else if tokens.count >= 4, let found = fiscalName(tokens, at: 2, fiscal),
      tokens.count == 2 + found.parts
    {
      let isNumberFirst = isWord(tokens[1], word)
      guard isNumberFirst || isWord(tokens[0], word) else { return nil }
      (name, part) = (found.year, number(tokens[isNumberFirst ? 0 : 1], in: range))
    } else if word == .quarter, tokens.count == 3, isWord(tokens[0], .fiscalQuarter) {
      (name, part) = (year(tokens[2]), number(tokens[1], in: range))
    }
    guard let name, let part else { return nil }
    let start = firstMonth(ofYear: name, fiscal) + (part - 1) * months
    return months == 1 ? start : ordinal(fiscal.quarter, ofMonth: start)
  }

  private static func fiscalYear(_ tokens: DateTokens, _ fiscal: FiscalCalendar) -> Int? {
    guard let found = fiscalName(tokens, at: 0, fiscal), found.parts == tokens.count else {
      return nil
    }
    return ordinal(fiscal.year, ofMonth: firstMonth(ofYear: found.year, fiscal))
  }

  /// The first month of a fiscal year, counted from January 1970.
  static func firstMonth(ofYear name: Int, _ fiscal: FiscalCalendar) -> Int {
    let isNamedByEnd = fiscal.yearName == .end && fiscal.firstMonth > 1
    return (name - (isNamedByEnd ? 1 : 0) - 1970) * 12 + fiscal.firstMonth - 1
  }

  private static func ordinal(_ frequency: Frequency, ofMonth month: Int) -> Int {
    Period(frequency, containing: Period(.month, ordinal: month).firstDay).ordinal
  }
}
