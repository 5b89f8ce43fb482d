import Forecasting
import TemporalData

/// Croston's method for intermittent series: sizes of demands and intervals between them, smoothed
/// apart.
///
/// At a demand of size y after an interval of q periods
///
///     z ← z + α (y − z),   p ← p + α (q − p),   forecast c·z/p
///
/// with c = 1 (Croston 1972) or c = 1 − α/2, which takes out the bias of dividing by a smoothed
/// interval (Syntetos and Boylan 2005). Both levels start at their first value.
///
/// | Name | Default | Meaning | Range |
/// |---|---|---|---|
/// | `correction` | `.none` | the factor c | none, syntetosBoylan |
/// | `weight` | estimated in 0.1...0.3 | α, one for sizes and one for intervals | 0...1 |
///
/// Complexity: O(20 × demands).
///
/// J. D. Croston, *Forecasting and stock control for intermittent demands*, Oper. Res. Q. 23 (1972),
/// doi:10.1057/jors.1972.50; A. A. Syntetos, J. E. Boylan, *The accuracy of intermittent demand
/// estimates*, Int. J. Forecasting 21 (2005), doi:10.1016/j.ijforecast.2004.10.001.
public struct Croston: ForecastModel, Hashable {
  /// What the ratio of size and interval is multiplied by.
  public enum Correction: Hashable, Sendable {
    /// Nothing: the method of 1972.
    case none
    /// One minus half of the weight of the intervals.
    case syntetosBoylan
  }

  /// What the ratio is multiplied by.
  public let correction: Correction
  /// The weight of the newest size, and of the newest interval.
  public let weight: ETS.Weight

  /// The method with a correction and a weight.
  ///
  /// - Throws: `SpecificationError.outOfRange` for a weight outside 0...1.
  public init(
    correction: Correction = .none, weight: ETS.Weight = .estimated(within: 0.1...0.3)
  ) throws(SpecificationError) {
    try weight.checkShare("weight")
    (self.correction, self.weight) = (correction, weight)
  }

  /// `Croston` or `SBA`.
  public var name: String { correction == .none ? "Croston" : "SBA" }

  /// Smooths sizes and intervals.
  ///
  /// - Throws: `ModelError.tooFewObservations` without any observation.
  public func fit(_ history: TimeSeries) throws(ModelError) -> FittedIntermittent {
    let demand = DemandHistory(history)
    if let simpler = try demand.simplerAnswer(insteadOf: name) { return simpler }
    let sizes = LevelSmoothing(demand.sizes, weight: weight)
    let intervals = LevelSmoothing(demand.intervals, weight: weight)
    let factor = correction == .none ? 1 : 1 - intervals.weight / 2
    return .demand(
      FittedDemand(
        name: name, demand,
        demand.distribution(
          mean: factor * sizes.level / intervals.level, chance: 1 / intervals.level, size: sizes),
        fitted: demand.rates(sizes, intervals).map { $0 * factor },
        parameters: [
          .init("alpha (size)", sizes.weight), .init("alpha (interval)", intervals.weight),
          .init("interval", intervals.level),
        ]))
  }
}

extension DemandHistory {
  /// The ratio of size and interval that was known before each period; missing until the first
  /// demand.
  fileprivate func rates(_ sizes: LevelSmoothing, _ intervals: LevelSmoothing) -> [Double] {
    var seen = 0
    return values.map { value in
      let known = seen
      if value > 0 { seen += 1 }
      guard known > 0 else { return .nan }
      guard known < self.sizes.count else { return sizes.level / intervals.level }
      return sizes.before[known] / intervals.before[known]
    }
  }
}

extension ETS.Weight {
  /// Refuses a weight that is no share.
  ///
  /// - Throws: `SpecificationError.outOfRange` with the value outside 0...1.
  func checkShare(_ parameter: String) throws(SpecificationError) {
    let ends: [Double]
    switch self {
    case .fixed(let value): ends = [value]
    case .estimated(let range): ends = [range.lowerBound, range.upperBound]
    }
    for value in ends where !(0...1 ~= value) {
      throw .outOfRange(parameter: parameter, value: value, allowed: "0...1")
    }
  }
}
