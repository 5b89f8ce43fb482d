import Forecasting
import Statistics
import TemporalData

/// A member of the choice for sparse histories, ready to be mixed with others.
enum DemandMember: Sendable {
  case renewal(FittedRenewal)
  case hurdle(FittedHurdle, Occurrence)
  case smoothed(FittedDemand, Occurrence)

  /// The models beside the renewal model.
  static let others: [any DemandMemberModel] = [Hurdle(), ManySums()]

  /// A fitted model whose series may end as `activity` says; nil for a fallback.
  init?(_ fitted: FittedIntermittent, activity: Occurrence) {
    switch fitted {
    case .renewal(let it): self = .renewal(it)
    case .hurdle(let it): self = .hurdle(it, activity)
    case .demand(let it): self = .smoothed(it, activity)
    default: return nil
    }
  }

  private var base: any FittedModel {
    switch self {
    case .renewal(let it): it
    case .hurdle(let it, _): it
    case .smoothed(let it, _): it
    }
  }

  /// The name of the model.
  var name: String { base.name }

  /// The chance of a demand in each of the periods ahead, and its size.
  func demand(horizon: Int) -> [DemandDistribution] {
    switch self {
    case .renewal(let it): it.demand(horizon: horizon)
    case .hurdle(let it, let activity):
      zip(activity.ahead(horizon: horizon).active, 1...horizon).map {
        it.demand(stepsAhead: $1).times($0)
      }
    case .smoothed(let it, let activity):
      activity.ahead(horizon: horizon).active.map { it.ahead.times($0) }
    }
  }

  /// Joint futures; those of a series that has ended are 0.
  func simulate(
    horizon: Int, paths: Int, using generator: inout some RandomNumberGenerator
  ) -> SamplePaths {
    let drawn = base.simulate(horizon: horizon, paths: paths, using: &generator)
    guard let activity else { return drawn }
    let active = activity.ahead(horizon: horizon).active
    var values = drawn.values
    for path in 0..<paths {
      let end = generator.uniform()
      for step in 0..<horizon where active[step] <= end { values[path * horizon + step] = 0 }
    }
    return SamplePaths(periods: drawn.periods, values: values)
  }

  private var activity: Occurrence? {
    switch self {
    case .renewal: nil
    case .hurdle(_, let it), .smoothed(_, let it): it
    }
  }
}

/// A model of intermittent series that can be a member.
protocol DemandMemberModel: Sendable {
  func fit(_ history: TimeSeries) throws(ModelError) -> FittedIntermittent
}

extension Hurdle: DemandMemberModel {}

/// Smoothed sums over several lengths, as `DemandAggregation(.multiple)`.
private struct ManySums: DemandMemberModel {
  func fit(_ history: TimeSeries) throws(ModelError) -> FittedIntermittent {
    guard let model = try? DemandAggregation(.multiple) else { return try Hurdle().fit(history) }
    return try model.fit(history)
  }
}

extension DemandDistribution {
  /// The distribution of a period that only comes with a probability.
  func times(_ share: Double) -> DemandDistribution {
    DemandDistribution(probability: probability * share, size: size)
  }

  /// The value not exceeded with a probability.
  func quantile(_ level: Double) -> Double {
    let none = 1 - probability
    return level <= none ? 0 : size.quantile((level - none) / probability)
  }

  /// The expected value.
  var mean: Double { probability * size.mean }

  /// One of several is right, with these probabilities.
  static func mixed(_ parts: [DemandDistribution], weights: [Double]) -> ForecastDistribution {
    guard parts.count > 1 else { return parts[0].marginal }
    var (sizes, shares, none) = ([ForecastDistribution](), [Double](), 0.0)
    for (part, weight) in zip(parts, weights) {
      sizes.append(part.size)
      shares.append(weight * part.probability)
      none += weight * (1 - part.probability)
    }
    let mixture = try? Mixture([.certain(0)] + sizes, weights: [none] + shares)
    return mixture.map(ForecastDistribution.mixture) ?? parts[0].marginal
  }
}
