import Statistics
import TemporalData

/// How many cases the ratios ahead will be made of.
///
/// The denominators of the past are a series like any other: a model of it, held at 0 and above (in whole
/// numbers if all of them are), says what to expect. A ratio that will be observed has a denominator
/// above 0, so that is taken for granted.
public struct DenominatorOutlook: Sendable {
  /// The fitted model of the denominators.
  public let fitted: any FittedModel
  private let isWhole: Bool

  /// The middle probabilities of as many parts of equal probability.
  private static let parts = [0.1, 0.3, 0.5, 0.7, 0.9]

  /// The outlook that a model gives for the denominators up to a period; nil if there is none.
  ///
  /// - Parameters:
  ///   - end: the period after the last one of the ratio's history.
  public init?(_ exposure: TimeSeries, until end: Period, model: any ForecastModel) {
    let count = min(exposure.count, end.distance(from: exposure.start))
    guard count > 0 else { return nil }
    let missing = [Double](repeating: .nan, count: end.distance(from: exposure.start) - count)
    let known = TimeSeries(
      start: exposure.start, storage: Array(exposure.storage.prefix(count)) + missing)
    let observed = known.storage.filter { !$0.isNaN }
    isWhole = observed.allSatisfy { $0 == $0.rounded() && $0 <= 1e9 }
    let ranged = RangedModel(model, range: isWhole ? .counts : .nonNegative)
    guard let fitted = try? ranged.fit(known) else { return nil }
    self.fitted = fitted
  }

  /// One period's denominators with their probabilities.
  public struct Step: Sendable {
    /// Denominators above 0, ascending.
    public let sizes: [Double]
    /// Their probabilities; they add up to 1.
    public let weights: [Double]

    /// Denominators with their probabilities, which add up to 1.
    public init(sizes: [Double], weights: [Double]) {
      (self.sizes, self.weights) = (sizes, weights)
    }

    /// The denominator that is not exceeded with this probability.
    public func drawn(_ probability: Double) -> Double {
      var rest = probability
      for (size, weight) in zip(sizes, weights).dropLast() {
        if rest < weight { return size }
        rest -= weight
      }
      return sizes[sizes.count - 1]
    }

    /// The denominator whose reciprocal is the mean of the reciprocals: the sampling variance of a ratio
    /// is that of this many cases.
    public var effective: Double {
      1 / zip(sizes, weights).reduce(0) { $0 + $1.1 / $1.0 }
    }
  }

  /// The denominators of each period ahead, five of equal probability, equal ones joined.
  public func steps(horizon: Int) -> [Step] {
    fitted.forecast(horizon: horizon).distributions.map(step)
  }

  private func step(_ distribution: ForecastDistribution) -> Step {
    let none = isWhole ? min(distribution.cdf(0), 0.999) : 0
    let share = 1 / Double(Self.parts.count)
    var (sizes, weights) = ([Double](), [Double]())
    for part in Self.parts {
      let quantile = distribution.quantile(none + (1 - none) * part)
      let least = isWhole ? 1 : max(distribution.mean / 100, 1e-9)
      let size = quantile.isFinite ? max(quantile, least) : least
      if sizes.last == size {
        weights[weights.count - 1] += share
      } else {
        sizes.append(size)
        weights.append(share)
      }
    }
    return Step(sizes: sizes, weights: weights)
  }
}
