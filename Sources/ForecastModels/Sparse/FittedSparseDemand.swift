import Forecasting
import Statistics
import TemporalData

/// Models of demands mixed by their weights.
public struct FittedSparseDemand: FittedModel {
  /// The names of the members, the one with most weight first.
  public let name: String
  /// The estimates of the renewal model, and the weights.
  public let summary: FitSummary
  /// The rate of demand so far, before each period.
  public let fittedValues: TimeSeries

  /// The renewal model, which says how likely the series is still active.
  public let renewal: FittedRenewal
  let members: [DemandMember]
  let weights: [Double]
  private let demandFindings: [Finding]

  init(
    _ history: TimeSeries, _ renewal: FittedRenewal, _ members: [DemandMember], weights: [Double]
  ) {
    let order = weights.indices.sorted { (weights[$0], -$0) > (weights[$1], -$1) }
    self.renewal = renewal
    self.members = order.map { members[$0] }
    self.weights = order.map { weights[$0] }
    name = self.members.map(\.name).joined(separator: " + ")
    fittedValues = renewal.fittedValues
    demandFindings = renewal.findings(history)
    summary = FitSummary(
      observations: renewal.summary.observations,
      parameters: renewal.summary.parameters
        + zip(self.members, self.weights).map { .init("weight of \($0.name)", $1) },
      residualStandardDeviation: renewal.summary.residualStandardDeviation,
      fallbackReason: renewal.summary.fallbackReason)
  }

  /// The members' distributions, mixed.
  public func forecast(horizon: Int) -> Forecast {
    let all = members.map { $0.demand(horizon: horizon) }
    let distributions = (0..<horizon).map { step in
      DemandDistribution.mixed(all.map { $0[step] }, weights: weights)
    }
    return Forecast(model: name, start: fittedValues.end, distributions: distributions)
  }

  /// Paths of the members, in numbers as their weights.
  public func simulate(
    horizon: Int, paths: Int, using generator: inout some RandomNumberGenerator
  ) -> SamplePaths {
    var (values, drawn, share) = ([Double](), 0, 0.0)
    for (member, weight) in zip(members, weights) {
      share += weight
      let upTo = min(paths, Int((share * Double(paths)).rounded()))
      guard upTo > drawn else { continue }
      values +=
        member.simulate(horizon: horizon, paths: upTo - drawn, using: &generator).values
      drawn = upTo
    }
    return SamplePaths(
      periods: PeriodRange(start: fittedValues.end, count: horizon), values: values)
  }

  /// What was found in the history, and what each member said; how well they did is left to the caller.
  public func account(horizon: Int) -> ModelAccount? {
    let parts = zip(members, weights).map { member, weight in
      ModelAccount.Member(
        name: member.name, weight: weight, means: member.demand(horizon: horizon).map(\.mean))
    }
    return ModelAccount(
      findings: demandFindings, members: parts,
      intervalReasons: renewal.intervalReasons(horizon: horizon))
  }
}
