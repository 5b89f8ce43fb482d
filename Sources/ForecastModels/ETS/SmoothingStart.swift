import Forecasting
import TemporalData

/// First guesses of the states of a smoothing model, and how far they may be off.
struct SmoothingStart {
  var states: SmoothingStates
  /// The spread of changes from one observation to the next after the season is taken out.
  var noise: Double
  /// The first observation.
  private let firstValue: Double

  /// Guesses for a history without missing ends.
  ///
  /// The season comes from the classical decomposition (from deviations from the mean of the first
  /// season if there are less than two), level and slope from a straight line through the first
  /// ten or two seasons' worth of seasonally adjusted values. Hyndman et al. (2008), section 2.6.1.
  init(_ history: TimeSeries, trend: Bool, season: ETS.Season) {
    let figure = Self.seasonalFigure(history, season)
    let period = max(1, figure.count)
    let multiplicative = if case .multiplicative = season { true } else { false }
    var adjusted = history.storage
    for index in adjusted.indices where !figure.isEmpty {
      let value = figure[index % period]
      adjusted[index] = multiplicative ? adjusted[index] / value : adjusted[index] - value
    }
    let leading = adjusted.prefix(max(10, 2 * period))
    let line = Self.line(through: leading, sloped: trend)
    states = SmoothingStates(level: line.level, slope: line.slope, season: figure)
    noise = Self.spread(of: adjusted)
    firstValue = history.storage.first ?? 0
    if multiplicative && states.level <= 0 { states.level = noise }
  }

  /// The same level without slope and season: a start that no form rejects on a positive history.
  func flattened(_ season: ETS.Season) -> SmoothingStart {
    let factor = if case .multiplicative = season { 1.0 } else { 0.0 }
    var flat = self
    flat.states.slope = 0
    flat.states.level = firstValue
    flat.states.season = states.season.map { _ in factor }
    return flat
  }

  /// The mean absolute change between neighbours, never 0.
  private static func spread(of values: [Double]) -> Double {
    var (sum, count, previous) = (0.0, 0.0, Double.nan)
    for value in values where !value.isNaN {
      if !previous.isNaN { (sum, count) = (sum + abs(value - previous), count + 1) }
      previous = value
    }
    return count > 0 && sum > 0 ? sum / count : 1e-6
  }

  /// The value at slot −1 and the slope of the least-squares line; the mean without a slope.
  private static func line(
    through values: ArraySlice<Double>, sloped: Bool
  ) -> (level: Double, slope: Double) {
    var (count, meanT, meanY) = (0.0, 0.0, 0.0)
    for (t, y) in values.enumerated() where !y.isNaN {
      count += 1
      meanT += (Double(t + 1) - meanT) / count
      meanY += (y - meanY) / count
    }
    guard sloped, count > 1 else { return (meanY, 0) }
    var (across, along) = (0.0, 0.0)
    for (t, y) in values.enumerated() where !y.isNaN {
      let d = Double(t + 1) - meanT
      across += d * (y - meanY)
      along += d * d
    }
    let slope = across / along
    return (meanY - slope * meanT, slope)
  }

  /// One value per slot of the season from the first slot on; empty without a season.
  private static func seasonalFigure(_ history: TimeSeries, _ season: ETS.Season) -> [Double] {
    let (period, multiplicative) =
      switch season {
      case .none: (0, false)
      case .additive(let period): (period, false)
      case .multiplicative(let period): (period, true)
      }
    guard period > 0 else { return [] }
    let filled = history.hasMissing ? history.interpolated(seasonLength: period) : history
    let composition: Decomposition.Composition = multiplicative ? .multiplicative : .additive
    if let parts = try? filled.classicalDecomposition(seasonLength: period, composition) {
      return (0..<period).map {
        multiplicative ? max(0.01, parts.seasonalValue(at: $0)) : parts.seasonalValue(at: $0)
      }
    }
    let firstSeason = Array(filled.storage.prefix(period))
    let mean = firstSeason.reduce(0, +) / Double(max(1, firstSeason.count))
    return (0..<period).map { slot in
      guard slot < firstSeason.count else { return multiplicative ? 1 : 0 }
      return multiplicative ? max(0.01, firstSeason[slot] / mean) : firstSeason[slot] - mean
    }
  }
}
