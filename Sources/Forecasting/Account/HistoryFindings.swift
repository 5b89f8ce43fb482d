import Statistics
import TemporalData

/// What a history shows before any model: its extent, its direction and its season.
///
/// Made once for an account and for nothing else: the season is found by a robust ``STL``, which costs
/// more than many a model. Values of any size are divided by a power of two first, so that sums stay in
/// range. O(n · season · passes).
public struct HistoryFindings: Hashable, Sendable {
  /// The direction over the whole history.
  public struct Trend: Hashable, Sendable {
    /// The median change of the level in a period, in the unit of the series.
    public let perPeriod: Double
    /// How much of the variation without the season a straight line explains, 0…1.
    public let steadiness: Double
  }

  /// The pattern that repeats from season to season.
  public struct Season: Hashable, Sendable {
    /// Slots per season.
    public let length: Int
    /// How much of the variation without the trend it explains, 0…1.
    public let strength: Double
    /// The strength that noise alone would show on average, 0…1.
    public let chanceStrength: Double
    /// Whether it is more than chance would show: at least three seasons, and fewer than 5 in 100 series
    /// of noise would show as much.
    public let isSure: Bool
    /// The last period of the highest place of the season, and what that place adds to the level.
    public let highest: Extreme
    /// The last period of the lowest place of the season, and what that place adds to the level.
    public let lowest: Extreme
  }

  /// One place of the season.
  public struct Extreme: Hashable, Sendable {
    /// The last period of the history in this place.
    public let period: Period
    /// What the place adds to the level, in the unit of the series.
    public let effect: Double
  }

  /// The periods from the first to the last observed value.
  public let periods: PeriodRange
  /// The number of observed values.
  public let observations: Int
  /// The number of periods before the forecast, at the end, without a value.
  public let missingAtEnd: Int
  /// The number of values that are 0.
  public let zeros: Int
  /// The smallest and the largest value; nil without any.
  public let extent: ClosedRange<Double>?
  /// The mean of the values; nil without any.
  public let mean: Double?
  /// Slots of the season that was looked for; 1 for none.
  public let seasonLength: Int
  /// The direction; nil below four values or without variation.
  public let trend: Trend?
  /// The season; nil if there was none to look for, or too little to see one.
  public let season: Season?

  /// What a history shows.
  ///
  /// - Parameter seasonLength: slots per season; 1 for none.
  public init(_ history: TimeSeries, seasonLength: Int) {
    let known = history.trimmed()
    let observed = known.storage.filter { !$0.isNaN }
    let unit = known.binaryUnit
    self.seasonLength = max(1, seasonLength)
    periods = known.periods
    observations = observed.count
    missingAtEnd = known.isEmpty ? history.count : history.end.distance(from: known.end)
    zeros = observed.count { $0 == 0 }
    mean = observed.isEmpty ? nil : observed.reduce(0) { $0 + $1 / Double(observed.count) }
    extent = observed.min().flatMap { low in observed.max().map { low...$0 } }
    demand = 2 * zeros > observed.count ? Demand(known.map { $0 / unit }) : nil
    guard known.varies else {
      (trend, season) = (nil, nil)
      return
    }
    let scaled = known.map { $0 / unit }
    let parts =
      seasonLength > 1 && known.observedCount >= 2 * seasonLength
      ? try? STL(seasonLength: seasonLength, isRobust: true).decompose(scaled) : nil
    season = parts.flatMap { Season($0, scaled, unit: unit) }
    let adjusted = season?.isSure == true ? parts?.seasonallyAdjusted ?? scaled : scaled
    trend = Trend(adjusted, unit: unit)
  }

  /// The mean number of periods between values other than 0, and the squared coefficient of variation of
  /// these; nil where most values are not 0.
  public let demand: Demand?

  /// How rare values other than 0 are, and how much they vary.
  public struct Demand: Hashable, Sendable {
    /// The mean number of periods from one to the next.
    public let meanGap: Double
    /// The squared coefficient of variation.
    public let squaredVariation: Double
  }

  /// The number of periods inside the history without a value.
  public var missing: Int { periods.count - observations }

  /// Whether two values differ.
  public var varies: Bool { extent.map { $0.lowerBound < $0.upperBound } ?? false }

  /// Rarity, trend and season as findings.
  public var findings: [Finding] {
    let rare = demand.map {
      Finding.intermittent(meanGap: $0.meanGap, squaredVariation: $0.squaredVariation)
    }
    let slope = trend.map { Finding.trend(perPeriod: $0.perPeriod) }
    let pattern = season.flatMap {
      $0.isSure ? Finding.season(length: $0.length, strength: $0.strength) : nil
    }
    return [rare, slope, pattern].compactMap { $0 }
  }
}

extension TimeSeries {
  fileprivate var isEmpty: Bool { storage.isEmpty }
}

extension HistoryFindings.Demand {
  /// The gaps and sizes of values of moderate size; nil below two of them.
  init?(_ series: TimeSeries) {
    let places = series.storage.indices.filter { series.storage[$0].magnitude > 0 }
    guard let first = places.first, let last = places.last, places.count > 1 else { return nil }
    let sizes = places.map { series.storage[$0] }
    let count = Double(sizes.count)
    let mean = sizes.reduce(0, +) / count
    let square = sizes.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    let variation = square / (mean * mean)
    guard variation.isFinite else { return nil }
    (meanGap, squaredVariation) = (Double(last - first) / (count - 1), variation)
  }
}

extension HistoryFindings.Trend {
  /// The median slope between values half a history apart; nil below four values.
  ///
  /// H. Theil, *A rank-invariant method of linear and polynomial regression analysis*, Proc. Kon. Ned.
  /// Akad. Wetensch. A 53 (1950), the incomplete method. O(n log n).
  init?(_ series: TimeSeries, unit: Double) {
    let values = series.storage
    let half = values.count / 2
    guard series.observedCount >= 4, half > 0 else { return nil }
    let slopes = (0..<values.count - half)
      .map { (values[$0 + half] - values[$0]) / Double(half) }
      .filter { !$0.isNaN }
      .sorted()
    guard !slopes.isEmpty else { return nil }
    let slope = (slopes[slopes.count / 2] + slopes[(slopes.count - 1) / 2]) / 2
    let known = values.indices.filter { !values[$0].isNaN }
    let total = Self.variance(known.map { values[$0] })
    let rest = Self.variance(known.map { values[$0] - slope * Double($0) })
    let change = slope * unit
    guard total > 0, change.isFinite else { return nil }
    (perPeriod, steadiness) = (change, max(0, 1 - rest / total))
  }

  private static func variance(_ values: [Double]) -> Double {
    let mean = values.reduce(0) { $0 + $1 / Double(values.count) }
    return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) / Double(values.count) }
  }
}

extension HistoryFindings.Season {
  /// The season of a series that was taken apart; nil if it does not vary.
  init?(_ parts: Decomposition, _ series: TimeSeries, unit: Double) {
    let (length, observed) = (parts.seasonLength, series.observedCount)
    let cycle = Array(parts.seasonal.storage.suffix(length))
    guard let strength = parts.seasonalStrength,
      let top = cycle.indices.max(by: { cycle[$0] < cycle[$1] }),
      let bottom = cycle.indices.min(by: { cycle[$0] < cycle[$1] }),
      (cycle[top] * unit - cycle[bottom] * unit).isFinite, cycle[top] > cycle[bottom]
    else { return nil }
    let start = series.end.advanced(by: -cycle.count)
    self.length = length
    self.strength = strength
    // Squared correlations of noise with m − 1 seasonal contrasts; the trend smoother takes about two
    // values per window of one and a half seasons.
    let rest = max(1, observed - length - 4 * observed / (3 * length))
    chanceStrength = Double(length - 1) / Double(length - 1 + rest)
    let noise = try? Beta(alpha: Double(length - 1) / 2, beta: Double(rest) / 2)
    isSure = observed >= 3 * length && (noise?.survival(strength) ?? 1) < 0.05
    highest = .init(period: start.advanced(by: top), effect: cycle[top] * unit)
    lowest = .init(period: start.advanced(by: bottom), effect: cycle[bottom] * unit)
  }
}
