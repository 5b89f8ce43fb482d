import TemporalData

/// How periods are written in a column.
///
/// A column has one form. Forms that cannot be read are listed too, so that an error can name them.
enum DateForm: CaseIterable {
  /// `2026-03-15`, `2026/3/15`, `2026.03.15`, with or without a time of day.
  case day
  /// `2026-03`, `2026/3`.
  case month
  /// `2026-Q1`, `2026Q1`, `2026 Q1`.
  case quarter
  /// `2026-W09`, `2026W09` (ISO 8601 weeks).
  case week
  /// `20260315`.
  case compactDay
  /// `202603`.
  case compactMonth
  /// `2026`, from 1800 to 2100.
  case year
  /// Whole numbers 1, 2, 3, …
  case index
  /// `15/03/2026` or `03/15/2026`; known, but not read: which part is the day is ambiguous.
  case dayOrMonthFirst

  /// The frequency of the slots the form names.
  var frequency: Frequency {
    switch self {
    case .day, .compactDay, .dayOrMonthFirst: .day
    case .month, .compactMonth: .month
    case .quarter: .quarter
    case .week: .week
    case .year: .year
    case .index: .index
    }
  }

  /// The form in words.
  var name: String {
    switch self {
    case .day: "YYYY-MM-DD"
    case .month: "YYYY-MM"
    case .quarter: "YYYY-Qn"
    case .week: "YYYY-Wnn"
    case .compactDay: "YYYYMMDD"
    case .compactMonth: "YYYYMM"
    case .year: "YYYY"
    case .index: "whole numbers 1, 2, 3, …"
    case .dayOrMonthFirst: "day or month first (15/03/2026)"
    }
  }

  /// Whether a value of this form is a date beyond doubt, whatever the column is called.
  var isUnmistakable: Bool {
    switch self {
    case .day, .month, .quarter, .week: true
    default: false
    }
  }

  /// The forms that are read, in words.
  static let supported =
    "dates are read as " + allCases.dropLast().map(\.name).joined(separator: ", ")

  /// The first form that reads most of these values, and how many it reads.
  static func recognised(in values: [String]) -> (form: DateForm, count: Int)? {
    let present = values.filter { !$0.isEmpty }
    let scores = allCases.map { form in
      (form: form, count: present.count { form.ordinal(of: $0) != nil })
    }
    guard let best = scores.map(\.count).max(), best > 0 else { return nil }
    // An index reads every compact form and year too; the narrower form comes first.
    return scores.first { $0.count == best }
  }

  /// The form of one value, if it has any.
  static func of(_ value: String) -> DateForm? {
    allCases.first { $0.ordinal(of: value) != nil }
  }
}
