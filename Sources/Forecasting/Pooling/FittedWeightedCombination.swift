import Statistics
import TemporalData

/// Models estimated from one series and pooled with weights.
public struct FittedWeightedCombination: FittedModel {
  /// The names of the members joined by ` + `.
  public let name: String
  /// The first member's observations, with the weighted mean of the residual spreads.
  public let summary: FitSummary
  /// The weighted mean of the members' one-step-ahead means.
  public let fittedValues: TimeSeries
  /// The fitted members.
  public let members: [any FittedModel]
  /// The share of each member; they add up to 1.
  public let weights: [Double]

  /// Members fitted to one history, with shares on any common scale.
  init(members: [any FittedModel], weights: [Double], summary: FitSummary) {
    let total = weights.reduce(0, +)
    let shares = weights.map { total > 0 ? $0 / total : 1 / Double(weights.count) }
    (self.members, self.weights) = (members, shares)
    var names: [String] = []
    for member in members where !names.contains(member.name) { names.append(member.name) }
    name = names.joined(separator: " + ")
    self.summary = FitSummary(
      observations: summary.observations,
      residualStandardDeviation: zip(members, shares).reduce(0) {
        $0 + $1.0.summary.residualStandardDeviation * $1.1
      },
      fallbackReason: summary.fallbackReason, source: summary.source)
    fittedValues = Self.pooled(members.map(\.fittedValues), shares)
  }

  /// The weighted mean of series that share their end; where some have no value, that of the others.
  private static func pooled(_ all: [TimeSeries], _ weights: [Double]) -> TimeSeries {
    let length = all.map(\.count).min() ?? 0
    let parts = all.map { $0.suffix(length) }
    let values = (0..<length).map { slot in
      var (sum, share) = (0.0, 0.0)
      for (part, weight) in zip(parts, weights) where !part.storage[slot].isNaN {
        sum += weight * part.storage[slot]
        share += weight
      }
      return share > 0 ? sum / share : .nan
    }
    return TimeSeries(start: parts[0].start, storage: values)
  }

  /// The pooled distributions: mixtures of normal ones with the members' means and spreads, strays
  /// drawn in; a single member's own.
  public func forecast(horizon: Int) -> Forecast {
    let forecasts = members.map { $0.forecast(horizon: horizon) }
    guard forecasts.count > 1 else { return forecasts[0] }
    let distributions = (0..<horizon).map { step in
      pooled(forecasts.map { $0.distributions[step] })
    }
    return Forecast(model: name, start: forecasts[0].periods.start, distributions: distributions)
  }

  private func pooled(_ parts: [ForecastDistribution]) -> ForecastDistribution {
    let sound = parts.indices.filter { parts[$0].isFinite }
    let moments = StrayMembers.drawnIn(
      sound.map { SIMD2(parts[$0].mean, parts[$0].standardDeviation) })
    let normals = moments.map {
      ForecastDistribution.normal(mean: $0.x, standardDeviation: $0.y)
    }
    let pool = try? Mixture(normals, weights: sound.map { weights[$0] })
    return pool.map(ForecastDistribution.mixture) ?? parts[0]
  }

  /// The weighted mean of the members' parts; what drawing strays in changes is in the level.
  public func components(horizon: Int) -> ForecastComponents {
    let all = members.map { $0.components(horizon: horizon) }
    func mean(_ part: (ForecastComponents) -> [Double]) -> [Double] {
      (0..<horizon).map { step in
        zip(all, weights).reduce(0) { $0 + part($1.0)[step] * $1.1 }
      }
    }
    let (trend, season, effects) = (mean(\.trend), mean(\.season), mean(\.effects))
    let means = forecast(horizon: horizon).means
    let level = (0..<horizon).map { means[$0] - trend[$0] - season[$0] - effects[$0] }
    return ForecastComponents(level: level, trend: trend, season: season, effects: effects)
  }

  /// The members, their shares and what they say.
  ///
  /// Without the errors of the trial: the history may have been cleaned of what would have been missed.
  public func account(horizon: Int) -> ModelAccount? {
    ModelAccount(
      members: zip(members, weights).map { member, weight in
        ModelAccount.Member(
          name: member.name, weight: weight, means: member.forecast(horizon: horizon).means)
      })
  }

  /// Every member's paths in proportion to its share.
  public func simulate(
    horizon: Int, paths: Int, using generator: inout some RandomNumberGenerator
  ) -> SamplePaths {
    var values: [Double] = []
    var (passed, given) = (0.0, 0)
    for (member, weight) in zip(members, weights) {
      passed += weight
      let share = min(paths, Int((passed * Double(paths)).rounded())) - given
      guard share > 0 else { continue }
      values += member.simulate(horizon: horizon, paths: share, using: &generator).values
      given += share
    }
    if given < paths, let last = members.last {
      values += last.simulate(horizon: horizon, paths: paths - given, using: &generator).values
    }
    return SamplePaths(
      periods: PeriodRange(start: fittedValues.end, count: horizon), values: values)
  }
}
