import Forecasting
import Statistics
import TemporalData

extension DemandHistory {
  /// The answer for a history that no model of intermittent series can carry; nil for all others.
  ///
  /// - Throws: `ModelError.tooFewObservations` without any observation.
  func simplerAnswer(insteadOf wanted: String) throws(ModelError) -> FittedIntermittent? {
    guard !values.isEmpty else { throw .tooFewObservations(needed: 1, found: 0) }
    if let slot = history.storage.firstIndex(where: { $0 < 0 }) {
      let reason =
        "the value of \(history.start.advanced(by: slot)) is negative but \(wanted) needs values "
        + "of at least 0: the mean is carried on"
      return history.isConstant
        ? .naive(try Naive().fitConstant(history)) : .mean(try Mean().fit(history, reason: reason))
    }
    if sizes.isEmpty { return .demand(withoutDemand()) }
    if history.isConstant { return .naive(try Naive().fitConstant(history)) }
    return values.count < 4 ? .demand(average(insteadOf: wanted)) : nil
  }

  /// Nothing was ever seen: one unit comes with the probability that a Beta(½, ½) prior leaves.
  private func withoutDemand() -> FittedDemand {
    let ahead = DemandDistribution(probability: smallestProbability, size: .certain(1))
    let periods = "\(values.count) period\(values.count == 1 ? "" : "s")"
    return FittedDemand(
      name: "NoDemand", self, ahead, fitted: values,
      reason: "no demand in \(periods): one unit is expected with probability 1/(2n + 2)")
  }

  /// Fewer than four observations: their mean, with the spread of their sizes.
  private func average(insteadOf wanted: String) -> FittedDemand {
    let sizes = LevelSmoothing(sizes, weight: .fixed(0), start: .average)
    let count = values.count
    let chance = Double(self.sizes.count) / Double(count)
    return FittedDemand(
      name: "Mean", self, distribution(mean: mean, chance: chance, size: sizes),
      fitted: values.map { _ in mean },
      reason: "\(count) observation\(count == 1 ? " is" : "s are") too few for \(wanted): "
        + "the mean is carried on")
  }
}

extension Mean {
  /// The mean of two or more observations in the place of another model, which it gives a reason for.
  func fit(_ history: TimeSeries, reason: String) throws(ModelError) -> FittedMean {
    guard history.observedCount > 1 else { return try fit(history) }
    let moments = Moments(history.storage.filter { !$0.isNaN })
    return FittedMean(
      history, mean: moments.mean, deviation: moments.sampleStandardDeviation, reason: reason)
  }
}
