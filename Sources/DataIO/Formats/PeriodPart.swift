import TemporalData

/// A part of a year that a header names without the year, such as `M01`, `Jan`, `Q2` or `KW 12`.
///
/// With a year from elsewhere, a merged cell above or a column beside, it is a period.
enum PeriodPart: Hashable, Sendable {
  case month(Int)
  case quarter(Int)
  case week(Int)

  /// The part that a text names; nil if it names none.
  init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard let tokens = DateTokens(bytes.span, 0..<bytes.count), tokens.count <= 2 else {
      return nil
    }
    if tokens.count == 1, case .word(.month(let month)) = tokens[0] {
      self = .month(month)
      return
    }
    guard tokens.count == 2 else { return nil }
    switch (tokens[0], tokens[1]) {
    case (.word(let word), .number(let number, let digits)) where digits <= 2:
      self.init(word, number)
    case (.number(let number, let digits), .word(let word)) where digits == 1:
      self.init(word, number)
    default: return nil
    }
  }

  private init?(_ word: DateWord, _ number: Int) {
    switch word {
    case .monthNumber where 1...12 ~= number: self = .month(number)
    case .quarter where 1...4 ~= number: self = .quarter(number)
    case .fiscalQuarter where 1...4 ~= number: self = .quarter(number)
    case .week where 1...53 ~= number: self = .week(number)
    default: return nil
    }
  }

  /// The length of the part.
  var frequency: Frequency {
    switch self {
    case .month: .month
    case .quarter: .quarter
    case .week: .week
    }
  }

  /// The place of the part in its year, from 1.
  var number: Int {
    switch self {
    case .month(let number), .quarter(let number), .week(let number): number
    }
  }

  /// The period of that part in a calendar year; nil for a week 53 in a year without one.
  func period(in year: Int) -> Period? {
    switch self {
    case .month(let month): Period(.month, ordinal: (year - 1970) * 12 + month - 1)
    case .quarter(let quarter): Period(.quarter, ordinal: (year - 1970) * 4 + quarter - 1)
    case .week(let week):
      DateForm.isoWeek(year: year, number: week).map { Period(.week, ordinal: $0) }
    }
  }

  /// The period of that part in a fiscal year: `M01` and `Q1` are its first month and quarter.
  func period(inFiscalYear name: Int, _ fiscal: FiscalCalendar) -> Period? {
    switch self {
    case .month(let month):
      let start = DateForm.firstMonth(ofYear: name, fiscal)
      return Period(.month, ordinal: start + month - 1)
    case .quarter(let quarter):
      let start = Period(.month, ordinal: DateForm.firstMonth(ofYear: name, fiscal))
      return Period(fiscal.quarter, containing: start.advanced(by: 3 * (quarter - 1)).firstDay)
    case .week: return period(in: name)
    }
  }

  /// The year that a text names, and whether it is a fiscal one: `2020`, `FY20`.
  static func year(_ text: String) -> (year: Int, isFiscal: Bool)? {
    if let ordinal = DateForm.year.ordinal(of: text) { return (1970 + ordinal, false) }
    return DateForm.fiscalYear.ordinal(of: text).map { (1970 + $0, true) }
  }
}
