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
  func ordinals(in year: Int?) -> [Int?] {
    slots.map { slot in
      slot.ordinal ?? year.flatMap { year in slot.part?.period(in: year)?.ordinal }
    }
  }

  /// How periods are written, as a column of them would be.
  var form: DateForm {
    switch frequency {
    case .day: .day
    case .week: .week
    case .month: .month
    case .quarter: .quarter
    case .year: .year
    case .index: .index
    }
  }
}
