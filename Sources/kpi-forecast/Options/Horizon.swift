import DataIO
import PartnerKPI
import TemporalData

/// How far ahead: a number of periods, or a span of time such as `2q`.
enum Horizon: Equatable, Sendable {
  /// A unit of time and its letter.
  enum Unit: Character, Sendable {
    case day = "d"
    case week = "w"
    case month = "m"
    case quarter = "q"
    case year = "y"
  }

  case periods(Int)
  case span(Int, Unit)

  /// The longest horizon, in periods or units.
  static let limit = 10_000

  /// The horizon of a text such as `6`, `2q` or `30d`.
  static func parse(_ text: String) throws -> Horizon {
    let unit = text.last.flatMap { Unit(rawValue: Character($0.lowercased())) }
    let digits = unit == nil ? text : String(text.dropLast())
    guard let number = Int(digits), 1...limit ~= number else {
      throw OptionError(
        "a number of periods from 1 to \(limit), or a span such as 30d, 8w, 6m, 2q or 1y is needed")
    }
    return unit.map { .span(number, $0) } ?? .periods(number)
  }

  /// One season, or what is usual where there is none: 28 days, 13 weeks, 12 months, 4 quarters,
  /// 3 years, and a season but at least 6 steps of an index.
  static func usual(_ frequency: Frequency, seasonLength: Int) -> Int {
    switch frequency.unit {
    case .day: 28
    case .week: 13
    case .month: 12
    case .quarter: 4
    case .year: 3
    case .step: min(max(seasonLength, 6), limit)
    }
  }

  /// The usual horizon, but no more than a third of the typical history, so that short ones have
  /// windows to be scored on.
  static func scorable(in panel: KPIPanel, seasonLength: Int) -> Int {
    let lengths = panel.entries.map(\.series.values.count).sorted()
    let third = lengths[lengths.count / 2] / 3
    return min(usual(panel.frequency, seasonLength: seasonLength), max(1, third))
  }

  /// The number of periods of a frequency.
  ///
  /// Days and weeks round up to whole periods (a month is 365.25 / 12 days); months, quarters and
  /// years must be made of whole periods.
  ///
  /// - Throws: `usage` if the span is not a whole number of periods, or over the limit.
  func periods(of frequency: Frequency) throws(DataError) -> Int {
    guard case .span(let number, let unit) = self else {
      if case .periods(let count) = self { return count }
      return 1
    }
    guard let count = Self.convert(number, unit, to: frequency) else {
      throw DataError(
        .usage, "--horizon \(number)\(unit.rawValue) is not a whole number of the data's periods",
        details: ["the data has one value per \(frequency.unitName)"],
        fix: "give the horizon as a number of periods, such as --horizon 6")
    }
    guard count <= Self.limit else {
      throw DataError(
        .usage,
        "--horizon \(number)\(unit.rawValue) is \(count) periods of one \(frequency.unitName)",
        details: ["the longest horizon is \(Self.limit) periods"], fix: "ask for a shorter horizon")
    }
    return count
  }

  private static func convert(_ number: Int, _ unit: Unit, to frequency: Frequency) -> Int? {
    switch frequency.unit {
    case .day: roundedUp(number, unit, daysPerPeriod: 1)
    case .week: roundedUp(number, unit, daysPerPeriod: 7)
    case .month: whole(number, unit, monthsPerPeriod: 1)
    case .quarter: whole(number, unit, monthsPerPeriod: 3)
    case .year: whole(number, unit, monthsPerPeriod: 12)
    case .step: nil
    }
  }

  private static func roundedUp(_ number: Int, _ unit: Unit, daysPerPeriod: Double) -> Int {
    let days: Double =
      switch unit {
      case .day: 1
      case .week: 7
      case .month: 365.25 / 12
      case .quarter: 365.25 / 4
      case .year: 365.25
      }
    return Int((Double(number) * days / daysPerPeriod).rounded(.up))
  }

  private static func whole(_ number: Int, _ unit: Unit, monthsPerPeriod: Int) -> Int? {
    let months: Int? =
      switch unit {
      case .day, .week: nil
      case .month: number
      case .quarter: number * 3
      case .year: number * 12
      }
    guard let months, months % monthsPerPeriod == 0 else { return nil }
    return months / monthsPerPeriod
  }
}
