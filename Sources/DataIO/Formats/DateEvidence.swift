/// What the dates of one column show about how they are written.
///
/// A field is read in every form that all fields before it were read in, so that few remain after the
/// first ones. Memory does not grow with the fields.
struct DateEvidence: Sendable {
  /// The forms that read every date so far.
  private(set) var forms = DateForms.all
  /// How many fields are dates, missing, and neither.
  private(set) var dates = 0
  private(set) var missing = 0
  private(set) var texts = 0
  /// The first date, and the first field that is neither a date nor missing.
  private(set) var first: CellExample?
  private(set) var firstText: CellExample?
  /// Two dates that no form reads both, with the forms that read them.
  private(set) var conflict: (DateForms, CellExample, DateForms, CellExample)?
  /// The first date that shut each form out.
  private(set) var exclusions: [DateForm: CellExample] = [:]

  private var known: [(forms: DateForms, example: CellExample)] = []
  private(set) var parts = NumericDateParts()
  private(set) var shortYears = ShortYearParts()

  /// Takes in the field of one row.
  mutating func note(_ text: Span<UInt8>, _ range: Range<Int>, line: Int) {
    let field = NumberAffixes.spaceTrimmed(text, range)
    let remaining = forms.reading(text, field)
    if remaining.isEmpty { return noteOther(text, field, line) }
    if first == nil { first = CellExample(text, field, line: line) }
    dates += 1
    if remaining != forms || known.isEmpty { narrow(to: remaining, text, field, line) }
    if forms.isOrderOpen { parts.note(text, field) }
    if forms.contains(.namedMonth) { shortYears.note(text, field) }
  }

  /// Takes in a text, such as that of a header cell.
  mutating func note(_ text: String, line: Int) {
    let bytes = Array(text.utf8)
    note(bytes.span, 0..<bytes.count, line: line)
  }

  private mutating func narrow(
    to remaining: DateForms, _ text: Span<UInt8>, _ field: Range<Int>, _ line: Int
  ) {
    let example = CellExample(text, field, line: line)
    for form in DateForm.allCases where forms.contains(form) && !remaining.contains(form) {
      exclusions[form] = example
    }
    known.append((remaining, example))
    forms = remaining
  }

  /// A field that none of the forms so far reads.
  private mutating func noteOther(_ text: Span<UInt8>, _ field: Range<Int>, _ line: Int) {
    if MissingMark.matches(text, field) {
      missing += 1
      return
    }
    let example = CellExample(text, field, line: line)
    let other = DateForms.all.reading(text, field)
    guard !other.isEmpty, let first else {
      texts += 1
      if firstText == nil { firstText = example }
      return
    }
    dates += 1
    guard conflict == nil else { return }
    // The date that shut out the forms of this one, or else the first.
    let opponent = known.first { $0.forms.isDisjoint(with: other) }
    conflict = (opponent?.forms ?? forms, opponent?.example ?? first, other, example)
  }

  /// Whether the dates themselves tell the form.
  var isSettled: Bool { conflict == nil && dates > 0 && !forms.isOrderOpen }
}

/// A set of forms.
struct DateForms: OptionSet, Hashable, Sendable {
  let rawValue: UInt32

  init(rawValue: UInt32) { self.rawValue = rawValue }

  init(_ form: DateForm) { rawValue = 1 << UInt32(Self.position(form)) }

  static let all = DateForm.allCases.reduce(into: DateForms()) { $0.formUnion(DateForms($1)) }

  private static func position(_ form: DateForm) -> Int {
    DateForm.allCases.firstIndex(of: form) ?? 0
  }

  func contains(_ form: DateForm) -> Bool { contains(DateForms(form)) }

  /// The forms in the set, the narrower ones first.
  var elements: [DateForm] { DateForm.allCases.filter { contains($0) } }

  /// Those of the set that read a field.
  func reading(_ text: Span<UInt8>, _ field: Range<Int>) -> DateForms {
    var found = DateForms()
    for form in DateForm.allCases where contains(form) && form.ordinal(text, field) != nil {
      found.formUnion(DateForms(form))
    }
    return found
  }

  /// Whether it is open in which order day, month and year stand.
  var isOrderOpen: Bool {
    [DateForm.dayFirst, .monthFirst, .shortYearFirst].count { contains($0) } > 1
  }
}

/// The numbers that stand in the three places of dates whose order is open.
struct NumericDateParts: Sendable {
  private var firsts: UInt32 = 0
  private var seconds: UInt32 = 0
  private var thirds: UInt128 = 0
  /// Whether two orders read some date as different days.
  private(set) var areDifferent = false
  private var mayBeginWithYear = false
  /// Whether points stand between the numbers of every date, as they do only where the day comes first.
  private(set) var havePoints = true

  mutating func note(_ text: Span<UInt8>, _ field: Range<Int>) {
    var cursor = DateCursor(text, field)
    guard let date = NumericDate(&cursor) else { return }
    if date.first != date.second || date.mayBeginWithYear { areDifferent = true }
    if date.mayBeginWithYear { mayBeginWithYear = true }
    if !date.hasPoints { havePoints = false }
    firsts |= 1 << UInt32(min(date.first, 31))
    seconds |= 1 << UInt32(min(date.second, 31))
    if !date.hasFullYear { thirds |= 1 << UInt128(min(date.third, 99)) }
  }

  /// The order that regular dates show: all on the first day of three or more months.
  var orderOfMonths: DateOrder? {
    guard !mayBeginWithYear else { return nil }
    switch (firsts == 1 << 1, seconds == 1 << 1) {
    case (true, false) where seconds.nonzeroBitCount >= 3: return .dayMonthYear
    case (false, true) where firsts.nonzeroBitCount >= 3: return .monthDayYear
    default: return nil
    }
  }

  /// The order that the spread of two-digit numbers shows: days take most values up to 31, years few.
  var orderOfSpread: DateOrder? {
    guard mayBeginWithYear else { return nil }
    let (first, third) = (firsts.nonzeroBitCount, thirds.nonzeroBitCount)
    if first >= 20, third <= 10 { return .dayMonthYear }
    return third >= 20 && first <= 10 ? .yearMonthDay : nil
  }
}

/// The months and numbers of dates such as `Mar 26`, which may be a month and a year or a day.
struct ShortYearParts: Sendable {
  private var months: UInt16 = 0
  private var numbers: UInt128 = 0

  mutating func note(_ text: Span<UInt8>, _ field: Range<Int>) {
    guard let tokens = DateTokens(text, field), let date = DateForm.monthAndNumber(tokens) else {
      return
    }
    months |= 1 << UInt16(date.month)
    numbers |= 1 << UInt128(date.number)
  }

  /// Whether the numbers take more values than the months, as days do and years do not.
  var areRatherDays: Bool { numbers.nonzeroBitCount > months.nonzeroBitCount }
}
