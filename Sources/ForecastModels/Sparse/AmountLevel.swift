import RealModule
import Statistics

/// The level of amounts on the log scale and the spread around it, known as well as few amounts can tell.
///
/// With x the logarithm of an amount, and n the number of amounts that the level m rests on,
///
///     n ← λ n + 1,   m ← m + (x − m)/n,   next x ~ t(m, s² (1 + 1/n))
///
/// s² is the mean of the squared errors and of `priorVariance`, which counts as `priorWeight` amounts.
/// The discounts λ are averaged by how well each foretold the amounts.
struct AmountLevel: Hashable, Sendable {
  /// The mean of the logarithm of the next amount.
  let mean: Double
  /// The variance of a logarithm around its level.
  let variance: Double
  /// The variance of the level itself.
  let levelVariance: Double
  /// The variance that the level gains with every amount.
  let drift: Double

  /// The discounts, from a level that stays to one that follows.
  static let discounts = [1, 0.95, 0.85, 0.6]
  static let priorVariance = 0.45
  static let priorWeight = 2.0
  /// Where peers vouch for the level, they do so for the spread.
  static let sharedWeight = 6.0
  /// The largest variance of a logarithm: log(1 + 10).
  ///
  /// Beyond it the mean would lie above nine of ten values, for the sake of a single giant.
  static let largestVariance = 2.4

  /// Learns from at least one amount above zero, in order of time.
  ///
  /// - Parameter prior: what is expected of the logarithms before; nil for nothing.
  init(_ amounts: [Double], prior: NormalPrior? = nil) {
    let logs = amounts.map { Double.log($0) }
    let parts = Self.discounts.map { Part(logs, discount: $0, prior: prior) }
    let largest = parts.reduce(-Double.infinity) { max($0, $1.logLikelihood) }
    let raw = parts.map { Double.exp($0.logLikelihood - largest) }
    let total = raw.reduce(0, +)
    let shares = raw.map { $0 / total }
    func mean(_ value: (Part) -> Double) -> Double {
      zip(parts, shares).reduce(0) { $0 + $1.1 * value($1.0) }
    }
    let level = mean(\.level)
    self.mean = level
    let spread = mean(\.variance)
    let ofLevel = mean { $0.variance / $0.count + ($0.level - level) * ($0.level - level) }
    let factor = min(1, Self.largestVariance / (spread + ofLevel))
    (variance, levelVariance) = (spread * factor, ofLevel * factor)
    drift = factor * mean { (1 - $0.discount) * (1 - $0.discount) * $0.variance }
  }

  private struct Part {
    let discount: Double
    var (level, count, variance, logLikelihood) = (0.0, 1.0, AmountLevel.priorVariance, 0.0)

    init(_ logs: [Double], discount: Double, prior: NormalPrior?) {
      self.discount = discount
      // A prior with the variance τ² is worth s²/τ² amounts.
      if let prior {
        level = prior.mean
        count = AmountLevel.priorVariance / max(AmountLevel.priorVariance, prior.variance)
      } else {
        level = logs[0]
      }
      var (sum, weight) = (
        0.0, prior == nil ? AmountLevel.priorWeight : AmountLevel.sharedWeight
      )
      sum = weight * AmountLevel.priorVariance
      for log in prior == nil ? logs.dropFirst() : logs[...] {
        let error = log - level
        let square = error * error * count / (count + 1)
        logLikelihood +=
          Self.logScale(variance, count) - (weight + 1) / 2 * Double.log(onePlus: square / sum)
        sum += square
        weight += 1
        variance = sum / weight
        count = discount * count + 1
        level += error / count
      }
    }

    private static func logScale(_ variance: Double, _ count: Double) -> Double {
      -0.5 * Double.log(variance * (1 + 1 / count))
    }
  }
}
