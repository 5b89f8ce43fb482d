import Forecasting
import PartnerKPI
import TemporalData

/// What a forecast report shows of one series.
struct ForecastLine: Sendable {
  /// The most slots of history that a sparkline shows.
  static let longestHistory = 24

  let key: SeriesKey
  let label: String?
  /// The size of the series by which lines are ordered.
  let size: Double
  /// The last slots of the history; NaN where there is no value.
  let history: [Double]
  /// The value of the last period and of the one a year before.
  let (lastValue, yearAgo): (Double?, Double?)
  /// The expected values of the periods after the last one; NaN where there is none.
  let ahead: [Double]
  /// The range of the first period ahead.
  let range: PredictionInterval?
  /// The model; nil if the series was refused.
  let model: String?
  let isFallback: Bool
  /// Whose history the forecast rests on.
  let source: ForecastSource

  /// - Parameter last: the last period of the section; nil for the series' own.
  init(
    _ entry: KPIPanel.Entry, _ outcome: SeriesOutcome<SeriesForecast>, last: Period?,
    yearLag: Int?, level: Double
  ) {
    let values = entry.series.values
    let last = last ?? values.trimmed().end.advanced(by: -1)
    (key, label) = (entry.key, entry.label)
    size = Self.size(entry.series, upTo: last, slots: yearLag ?? 12)
    history = Self.slots(values, upTo: last, count: Self.longestHistory)
    lastValue = values[last]
    yearAgo = yearLag.flatMap { values[last.advanced(by: -$0)] }
    let forecast = outcome.value?.forecast
    ahead = Self.ahead(forecast, after: last)
    range = Self.distribution(forecast, at: last.advanced(by: 1))?.interval(level: level)
    model = forecast?.model
    isFallback = outcome.status == "fallback"
    source = outcome.value?.summary.source ?? .own
  }

  /// Larger series come first, equal ones in the order of their keys.
  func precedes(_ other: ForecastLine) -> Bool {
    size == other.size ? key < other.key : size > other.size
  }

  /// The sum of sizes over the last year: of the values of a flow, of the denominators of a ratio if
  /// known, and the mean size of values that do not add up.
  private static func size(_ series: KPISeries, upTo last: Period, slots count: Int) -> Double {
    let source = series.exposure ?? series.values
    let sizes = slots(source, upTo: last, count: count).filter(\.isFinite).map(\.magnitude)
    let isSummed = series.kpi.kind == .flow || series.exposure != nil
    let sum = isSummed ? sizes.reduce(0, +) : AggregationRule.mean.combine(sizes) ?? 0
    return min(sum, .greatestFiniteMagnitude)
  }

  private static func slots(_ values: TimeSeries, upTo last: Period, count: Int) -> [Double] {
    (0..<count).map { values[last.advanced(by: $0 - count + 1)] ?? .nan }
  }

  private static func ahead(_ forecast: Forecast?, after last: Period) -> [Double] {
    guard let forecast else { return [] }
    let end = forecast.periods.start.ordinal + forecast.periods.count - 1
    return (0..<max(0, end - last.ordinal)).map {
      distribution(forecast, at: last.advanced(by: $0 + 1))?.mean ?? .nan
    }
  }

  private static func distribution(
    _ forecast: Forecast?, at period: Period
  ) -> ForecastDistribution? {
    guard let forecast else { return nil }
    let place = period.ordinal - forecast.periods.start.ordinal
    return forecast.distributions.indices.contains(place) ? forecast.distributions[place] : nil
  }
}
