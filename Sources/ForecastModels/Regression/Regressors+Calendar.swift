import Forecasting
import TemporalData

extension Regressors {
  /// Working days and Easter, for periods of a calendar; nothing for numbered periods.
  ///
  /// `working_days` counts Mondays to Fridays that are no holidays, less the long-run average of a period
  /// of this length; `easter` is the share of the eight days before Easter Sunday. A column that a
  /// history does not bear out is left out.
  public static func calendar(_ frequency: Frequency, holidays: Holidays = .none) -> Regressors {
    let average: Double? =
      switch frequency.unit {
      case .day: 5.0 / 7
      case .week: 5
      case .month: 365.2425 / 12 * 5 / 7
      case .quarter: 365.2425 / 4 * 5 / 7
      case .year: 365.2425 * 5 / 7
      case .step: nil
      }
    guard let average else { return .none }
    return Regressors([
      Column("working_days", isOptional: true) {
        Double($0.workingDays(without: holidays)) - average
      },
      Column("easter", isOptional: true) { $0.easterShare() },
    ])
  }

  /// How much oftener than Sunday each weekday occurs: six columns `monday` to `saturday`.
  public static let tradingDays = Regressors(
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday"].enumerated().map {
      weekday, name in
      Column(name, isOptional: true) { Double($0.tradingDayContrasts[weekday]) }
    })

  /// The number of days of a period, less the long-run average: `days`.
  public static let days = Regressors([
    Column("days", isOptional: true) { period in
      let average: Double =
        switch period.frequency.unit {
        case .month: 365.2425 / 12
        case .quarter: 365.2425 / 4
        case .year: 365.2425
        case .week: 7
        case .day, .step: 1
        }
      return Double(period.dayCount) - average
    }
  ])

  /// The leap day: `leap_february`, 0.75 in February of leap years and −0.25 in others.
  public static let leapFebruary = Regressors([
    Column("leap_february", isOptional: true) { $0.leapFebruary }
  ])

  /// A straight line: `trend`, 0 in a period of choice and one more per period.
  public static func trend(from start: Period) -> Regressors {
    Regressors([Column("trend") { Double($0.distance(from: start)) }])
  }

  /// These columns followed by those.
  public static func + (a: Regressors, b: Regressors) -> Regressors {
    Regressors(a.columns + b.columns)
  }
}
