import RealModule
import TemporalData

/// Numbers that describe a history to the rule that weighs the members of `auto`.
///
/// | Feature | Meaning |
/// |---|---|
/// | `intercept` | 1 |
/// | `length` | log of the number of seasons over 4; without a season, of observations over 20 |
/// | `drift` | tanh(t / 4), t the mean change over a season (a period) by its standard error |
/// | `trend` | \|drift\| |
/// | `persistence` | autocorrelation of the changes at lag 1 |
/// | `season` | autocorrelation, at the lag of the season, of what a centred moving average leaves |
/// | `roughness` | spread of the changes over the spread of the values, less 1 |
///
/// All are the same for a history in another unit. Gaps are bridged. O(n).
struct SeriesFeatures {
  /// The features, in the order of the table.
  let values: [Double]

  /// The names of the features, as in the table of learned weights.
  static let names = [
    "intercept", "length", "drift", "trend", "persistence", "season", "roughness",
  ]

  /// The features of a history with two or more observations; 1 and zeros otherwise.
  init(_ history: TimeSeries, seasonLength: Int) {
    let trimmed = history.trimmed()
    let largest = trimmed.storage.reduce(0) { $1.isNaN ? $0 : max($0, $1.magnitude) }
    let filled = trimmed.interpolated(seasonLength: seasonLength).storage
    guard filled.count > 2, largest > 0 else {
      values = [1] + Self.names.dropFirst().map { _ in 0 }
      return
    }
    let series = filled.map { $0 / largest }
    let changes = Self.differences(series, lag: 1)
    let isSeasonal = seasonLength > 1 && series.count > 2 * seasonLength
    let slope =
      isSeasonal
      ? Self.standardizedMean(Self.differences(series, lag: seasonLength))
        * Double.sqrt(Double(series.count) / Double(seasonLength)) / 2
      : Self.standardizedMean(changes) * Double.sqrt(Double(changes.count))
    let drift = Double.tanh(slope / 4)
    let unit = seasonLength > 1 ? 4 * seasonLength : 20
    values = [
      1, Double.log(Double(series.count) / Double(unit)), drift, drift.magnitude,
      Self.autocorrelation(changes, lag: 1, about: Self.mean(changes)),
      isSeasonal ? Self.seasonal(series, seasonLength) : 0,
      Self.spread(changes) / (Self.spread(series) + Self.tiny) - 1,
    ]
  }

  private static let tiny = 1e-12

  private static func differences(_ values: [Double], lag: Int) -> [Double] {
    stride(from: lag, to: values.count, by: 1).map { values[$0] - values[$0 - lag] }
  }

  private static func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(max(1, values.count))
  }

  private static func spread(_ values: [Double]) -> Double {
    let centre = mean(values)
    return Double.sqrt(mean(values.map { ($0 - centre) * ($0 - centre) }))
  }

  private static func standardizedMean(_ values: [Double]) -> Double {
    mean(values) / (spread(values) + tiny)
  }

  private static func autocorrelation(
    _ values: [Double], lag: Int, about centre: Double
  ) -> Double {
    let total = values.reduce(0) { $0 + ($1 - centre) * ($1 - centre) }
    let product = stride(from: lag, to: values.count, by: 1).reduce(0.0) {
      $0 + (values[$1] - centre) * (values[$1 - lag] - centre)
    }
    return product / (total + tiny)
  }

  /// The autocorrelation at the lag of the season of what a centred moving average leaves.
  private static func seasonal(_ values: [Double], _ season: Int) -> Double {
    let half = season / 2
    let last = values.count - 1
    func value(_ slot: Int) -> Double { values[min(max(slot, 0), last)] }
    var sum = (-half...half).reduce(0.0) { $0 + value($1) }
    var rest: [Double] = []
    rest.reserveCapacity(values.count)
    for slot in values.indices {
      let ends = season.isMultiple(of: 2) ? (value(slot - half) + value(slot + half)) / 2 : 0
      rest.append(values[slot] - (sum - ends) / Double(season))
      sum += value(slot + half + 1) - value(slot - half)
    }
    return autocorrelation(rest, lag: season, about: 0)
  }
}
