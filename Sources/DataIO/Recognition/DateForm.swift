import TemporalData

/// How periods are written in a column.
///
/// A column has one form. Forms that cannot be read are listed too, so that an error can name them.
enum DateForm: CaseIterable {
  /// `2026-03-15`, `2026/3/15`, `2026.03.15`, with or without a time of day.
  case day
  /// `2026-03`, `2026/3`.
  case month
  /// `2026-Q1`, `2026Q1`, `Q1 2026`, `1Q26`, `T1 2026`, `1. Quartal 2026`.
  case quarter
  /// `2026-W09`, `2026W09`, `KW 9 2026`, `W09/2026` (ISO 8601 weeks).
  case week
  /// `20260315`.
  case compactDay
  /// `202603`.
  case compactMonth
  /// `2026`, from 1800 to 2100.
  case year
  /// `15/03/2026`, `15.3.26`, with or without a time of day.
  case dayFirst
  /// `03/15/2026`, `3-15-26`, with or without a time of day.
  case monthFirst
  /// `26-03-15`.
  case shortYearFirst
  /// `15 Mar 2026`, `15-Mar-26`, `March 15, 2026`, `15. März 2026`.
  case namedDay
  /// `Mar 2026`, `Mar-26`, `März 2026`, `2026 March`.
  case namedMonth
  /// `03/2026`, `2026M03`.
  case monthNumber
  /// `FY26 M03`, `FY2026 P03`: the third month of a fiscal year.
  case fiscalMonth
  /// `Q1 FY26`, `FY2026 Q1`, `FQ1 2026`.
  case fiscalQuarter
  /// `FY2026`, `FY26`, `FY2025/26`.
  case fiscalYear
  /// The day number of a spreadsheet, such as 46096; 1 is 1 January 1900.
  case serial
  /// Whole numbers 1, 2, 3, …
  case index

  /// The frequency of the slots the form names, with fiscal years that are calendar years.
  var frequency: Frequency {
    switch self {
    case .day, .compactDay, .dayFirst, .monthFirst, .shortYearFirst, .namedDay, .serial: .day
    case .month, .compactMonth, .namedMonth, .monthNumber, .fiscalMonth: .month
    case .quarter, .fiscalQuarter: .quarter
    case .week: .week
    case .year, .fiscalYear: .year
    case .index: .index
    }
  }

  /// The form in words.
  var name: String {
    switch self {
    case .day: "YYYY-MM-DD"
    case .month: "YYYY-MM"
    case .quarter: "YYYY-Qn or Qn YYYY"
    case .week: "YYYY-Wnn or Wnn YYYY"
    case .compactDay: "YYYYMMDD"
    case .compactMonth: "YYYYMM"
    case .year: "YYYY"
    case .dayFirst: "DD/MM/YYYY"
    case .monthFirst: "MM/DD/YYYY"
    case .shortYearFirst: "YY-MM-DD"
    case .namedDay: "15 Mar 2026"
    case .namedMonth: "Mar 2026"
    case .monthNumber: "MM/YYYY"
    case .fiscalMonth: "FY26 M03"
    case .fiscalQuarter: "FY26 Q1"
    case .fiscalYear: "FY26"
    case .serial: "spreadsheet day numbers"
    case .index: "whole numbers 1, 2, 3, …"
    }
  }

  /// Whether a value of this form is a date beyond doubt, whatever the column is called.
  var isUnmistakable: Bool {
    switch self {
    case .compactDay, .compactMonth, .year, .shortYearFirst, .serial, .index: false
    default: true
    }
  }

  /// Whether years of this form are fiscal years.
  var isFiscal: Bool { self == .fiscalMonth || self == .fiscalQuarter || self == .fiscalYear }

  /// The order of day, month and year, if the form has numbers alone and they could stand otherwise.
  var order: DateOrder? {
    switch self {
    case .dayFirst: .dayMonthYear
    case .monthFirst: .monthDayYear
    case .shortYearFirst: .yearMonthDay
    default: nil
    }
  }

  /// The forms that are read, in words.
  static let supported =
    "dates are read as YYYY-MM-DD, DD/MM/YYYY, 15 Mar 2026, 2026-03, Mar 2026, 2026-Q1, 2026-W09, "
    + "FY26 Q1, 20260315, 202603, 2026, or whole numbers 1, 2, 3, …"

  /// The first form that reads most of these values, and how many it reads.
  static func recognised(in values: [String]) -> (form: DateForm, count: Int)? {
    let present = values.filter { !$0.isEmpty }
    let scores = allCases.filter { $0 != .serial }.map { form in
      (form: form, count: present.count { form.ordinal(of: $0) != nil })
    }
    guard let best = scores.map(\.count).max(), best > 0 else { return nil }
    // An index reads every compact form and year too; the narrower form comes first.
    return scores.first { $0.count == best }
  }

  /// The form of one value, if it has any.
  static func of(_ value: String) -> DateForm? {
    allCases.first { $0 != .serial && $0.ordinal(of: value) != nil }
  }
}

/// In which order day, month and year stand in a date of numbers.
public enum DateOrder: String, Hashable, Sendable, CaseIterable {
  case dayMonthYear = "dmy"
  case monthDayYear = "mdy"
  case yearMonthDay = "ymd"
}
