import TemporalData

/// The columns of a table whose header names a period: `Jan 2024`, `2024-01`, or `M01` beside a year.
struct PeriodsAcross {
  /// The columns of one period: one for each value of the layout, -1 where it has none.
  struct Slot {
    let columns: [Int]
    /// The period, if the header tells the year.
    let ordinal: Int?
    /// The part of a year, if a column of years or a title does.
    let part: PeriodPart?
  }

  /// A column that adds up others, such as `Total`.
  struct TotalColumn {
    let column: Int
    /// The columns that it may add up, the likeliest first.
    var choices: [[Int]]
  }

  /// The periods, in the order of their columns.
  var slots: [Slot]
  /// The length of each.
  let frequency: Frequency
  /// The column of years, where headers name parts of a year.
  var yearColumn: Int?
  /// The year of all parts, where a title or the name of the file tells it.
  var year: Int?
  /// Which of its calendar years names a year whose parts pass the end of one.
  var yearName = FiscalCalendar.YearName.end
  /// What is checked against the sum of its columns, and not read.
  var totals: [TotalColumn]

  /// Every column of the periods.
  var columns: [Int] { slots.flatMap { $0.columns.filter { $0 >= 0 } } }

  /// The first column of each of so many values.
  func firstColumns(_ count: Int) -> [Int] {
    (0..<count).map { value in
      slots.lazy.map { $0.columns[value] }.first { $0 >= 0 } ?? 0
    }
  }

  /// The ordinals of the periods in a year; nil where there is no such period.
  ///
  /// Parts that pass the end of a calendar year, such as `Jul` to `Jun`, are those of a fiscal year.
  func ordinals(in year: Int?) -> [Int?] {
    let turn = turnOfYear
    return slots.indices.map { index in
      let slot = slots[index]
      guard slot.ordinal == nil, var year else { return slot.ordinal }
      if let turn { year += (index < turn ? 0 : 1) - (yearName == .end ? 1 : 0) }
      return slot.part?.period(in: year)?.ordinal
    }
  }

  /// The place of the first part of a second calendar year; nil if all are of one.
  var turnOfYear: Int? {
    let numbers = slots.compactMap { $0.part?.number }
    guard numbers.count == slots.count else { return nil }
    let falls = numbers.indices.dropFirst().filter { numbers[$0] < numbers[$0 - 1] }
    guard falls.count == 1, let first = numbers.first, let last = numbers.last, last < first else {
      return nil
    }
    return falls[0]
  }

  /// How periods are written, as a column of them would be.
  var form: DateForm {
    switch frequency.unit {
    case .day: .day
    case .week: .week
    case .month: .month
    case .quarter: .quarter
    case .year: .year
    case .step: .index
    }
  }
}
