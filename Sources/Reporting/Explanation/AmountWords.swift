import Forecasting
import PartnerKPI
import TemporalData

/// How amounts and periods of one series are said: one unit for all of them, named in the heading.
struct AmountWords: Sendable {
  private let numbers: NumberStyle
  /// Below this size an amount is an error of rounding.
  private let least: Double
  let frequency: Frequency

  /// The words for a series whose values and forecasts are of this size.
  init(_ values: [Double], isShare: Bool, frequency: Frequency) {
    let known = values.filter(\.isFinite)
    numbers = NumberStyle(fitting: known, isShare: isShare)
    least = (known.map(\.magnitude).max() ?? 0) * 1e-9
    self.frequency = frequency
  }

  /// The unit of every amount, such as `thousands`; nil for ones.
  var unit: String? { numbers.unit }

  /// An amount of the size of the series.
  func text(_ value: Double?) -> String {
    guard let value else { return numbers.text(nil) }
    return numbers.adapted(to: [value]).text(value)
  }

  /// An amount with the decimals of all others, for a column.
  func column(_ value: Double?) -> String { numbers.text(value) }

  /// An amount that may be far smaller than the series: with two digits at least.
  func fine(_ value: Double) -> String {
    let value = isNothing(value) ? 0 : value
    return numbers.showing(value).adapted(to: [value]).text(value)
  }

  /// Whether an amount is too small beside the series to be worth a word.
  func isSmall(_ value: Double) -> Bool { value.magnitude <= least * 1e6 }

  /// Whether an amount is 0 but for rounding.
  func isNothing(_ value: Double) -> Bool { value.magnitude <= least }

  /// A difference with its sign.
  func signed(_ value: Double) -> String {
    let text = fine(value)
    return value > 0 && text.contains { "123456789".contains($0) } ? "+" + text : text
  }

  /// The size of a difference, without its sign; of percentages in points.
  func size(_ value: Double) -> String {
    fine(value.magnitude) + (unit == "%" ? " points" : "")
  }

  /// The word for a period, such as `month`.
  var period: String { frequency.unitName }

  /// A period as a person names it; the number of an index period with the word for it.
  func text(_ period: Period) -> String {
    let label = PeriodLabel.dated(period)
    return period.frequency == .index ? "\(self.period) \(label)" : label
  }

  /// A period with its preposition: `in 2026-03`, `on 2026-03-01`, `in the week of 2026-03-02`.
  func during(_ period: Period) -> String {
    switch period.frequency {
    case .day: "on \(text(period))"
    case .week: "in the week of \(text(period))"
    case .index: "at \(text(period))"
    case .month, .quarter, .year, .retail: "in \(text(period))"
    }
  }

  /// `12 months`.
  func periods(_ count: Int) -> String { counted(count, period) }

  /// A share of a whole: `31 %`, `less than 1 %`, `more than 99 %`.
  static func percent(_ share: Double) -> String {
    let percent = share.magnitude * 100
    if percent > 0, percent < 0.5 { return "less than 1 %" }
    if percent >= 99.5, percent < 100 { return "more than 99 %" }
    return NumberStyle.whole.text(min(percent.rounded(), 1e6)) + " %"
  }
}

/// The place of a period in its season: `in December`, `in Q4`, `on Monday`.
enum SlotName {
  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
  private static let days = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]

  /// What a place of a season of this length is called, with its preposition; the period itself where
  /// there is no name.
  static func text(_ period: Period, seasonLength: Int) -> String {
    let day = period.firstDay
    switch (period.frequency, seasonLength) {
    case (.month, 12): return "in " + months[max(0, min(day.month - 1, 11))]
    case (.quarter(anchor: 1), 4): return "in Q\((day.month - 1) / 3 + 1)"
    case (.quarter, 4): return "in the quarter from \(months[max(0, min(day.month - 1, 11))])"
    // 1 January 1970 was a Thursday.
    case (.day, 7): return "on " + days[((day.daysSince1970 + 3) % 7 + 7) % 7]
    case (.week, _): return "in the week of \(period)"
    case (.index, _): return "where step \(period) is"
    default: return "where \(PeriodLabel.text(period)) is"
    }
  }
}
