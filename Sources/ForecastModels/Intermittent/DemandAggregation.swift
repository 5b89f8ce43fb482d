import Forecasting
import TemporalData

/// Exponential smoothing of an intermittent series over longer periods, spread evenly again.
///
/// Sums over k periods, counted back from the end, have fewer zeros. ADIDA takes k as the mean
/// interval between demands; IMAPA takes the mean of the forecasts for every k from 1 to that:
///
///     S[j] = y[(j−1)k+1] + … + y[jk],   ℓ ← ℓ + α (S[j] − ℓ),   forecast ℓ/k
///
/// | Name | Default | Meaning | Range |
/// |---|---|---|---|
/// | `scheme` | | one length (ADIDA) or all up to it (IMAPA) | single, multiple |
/// | `weight` | estimated in 0.1...0.3 | α | 0...1 |
///
/// Complexity: O(20 n) for one length, O(n (20 log K + K)) for all up to K.
///
/// K. Nikolopoulos, A. A. Syntetos, J. E. Boylan, F. Petropoulos, V. Assimakopoulos, *An aggregate–
/// disaggregate intermittent demand approach (ADIDA) to forecasting*, J. Oper. Res. Soc. 62 (2011),
/// doi:10.1057/jors.2010.32; F. Petropoulos, N. Kourentzes, *Forecast combinations for intermittent
/// demand*, J. Oper. Res. Soc. 66 (2015), doi:10.1057/jors.2014.62.
public struct DemandAggregation: ForecastModel, Hashable {
  /// How long the sums are.
  public enum Scheme: Hashable, Sendable {
    /// The rounded mean interval between demands (ADIDA).
    case single
    /// Every length from 1 to that, averaged (IMAPA).
    case multiple
  }

  /// How long the sums are.
  public let scheme: Scheme
  /// The weight of the newest sum.
  public let weight: ETS.Weight

  /// The method with a scheme and a weight.
  ///
  /// - Throws: `SpecificationError.outOfRange` for a weight outside 0...1.
  public init(
    _ scheme: Scheme, weight: ETS.Weight = .estimated(within: 0.1...0.3)
  ) throws(SpecificationError) {
    try weight.checkShare("weight")
    (self.scheme, self.weight) = (scheme, weight)
  }

  /// `ADIDA` or `IMAPA`.
  public var name: String { scheme == .single ? "ADIDA" : "IMAPA" }

  /// Smooths the sums.
  ///
  /// - Throws: `ModelError.tooFewObservations` without any observation.
  public func fit(_ history: TimeSeries) throws(ModelError) -> FittedIntermittent {
    let demand = DemandHistory(history)
    if let simpler = try demand.simplerAnswer(insteadOf: name) { return simpler }
    let longest = demand.roundedInterval
    let lengths = scheme == .single ? longest...longest : 1...longest
    let share = 1 / Double(lengths.count)
    let events = demand.values.map { $0 > 0 ? 1.0 : 0 }
    var (mean, chance) = (0.0, 0.0)
    var fitted = [Double](repeating: 0, count: demand.values.count)
    for length in lengths {
      let sums = DemandSums(demand.values, length: length, weight: weight)
      // Numbers of demands, smoothed as the sums are: mean over chance is a mean of recent sizes.
      let demands = DemandSums(events, length: length, weight: .fixed(sums.smoothed.weight))
      mean += sums.rate * share
      chance += demands.rate * share
      for index in fitted.indices { fitted[index] += sums.rate(before: index) * share }
    }
    let sizes = LevelSmoothing(demand.sizes, weight: .fixed(0.1))
    // Sums can miss every demand; that does not make the next one impossible.
    if mean <= 0 {
      (mean, chance) = (demand.smallestProbability * sizes.level, demand.smallestProbability)
    }
    return .demand(
      FittedDemand(
        name: name, demand, demand.distribution(mean: mean, chance: chance, size: sizes),
        fitted: fitted,
        parameters: [.init("periods per sum", Double(longest))]))
  }
}

/// Smoothed sums over a number of periods.
private struct DemandSums {
  let length: Int
  /// The periods at the start that fill no sum.
  let left: Int
  let smoothed: LevelSmoothing

  init(_ values: [Double], length: Int, weight: ETS.Weight) {
    let left = values.count % length
    let sums = stride(from: left, to: values.count, by: length).map { first in
      values[first..<first + length].reduce(0, +)
    }
    (self.length, self.left) = (length, left)
    smoothed = LevelSmoothing(sums, weight: weight)
  }

  /// The rate per period after the last sum.
  var rate: Double { smoothed.level / Double(length) }

  /// The rate known before an observation; missing until the first sum is complete.
  func rate(before index: Int) -> Double {
    let complete = index < left ? 0 : (index - left) / length
    return complete == 0 ? .nan : smoothed.before[complete] / Double(length)
  }
}

extension DemandHistory {
  /// The mean interval between demands to the nearest whole number, halves to the even one.
  fileprivate var roundedInterval: Int {
    let mean = intervals.reduce(0, +) / Double(intervals.count)
    return max(1, Int(mean.rounded(.toNearestOrEven)))
  }
}
