import Forecasting
import Optimization
import RealModule

/// The likelihood of sizes around a mean that moves with a discount; its scratch space serves all
/// evaluations.
struct SizeLikelihood: Objective {
  let numbers: [Double]
  let isCount: Bool
  /// The mean of all numbers.
  let average: Double
  /// The mean before each number.
  private(set) var means: [Double]
  /// The mean after the last number.
  private(set) var mean = 0.0
  /// The number of equally weighted numbers whose mean would be as precise.
  private(set) var evidence = 1.0

  init(_ numbers: [Double], isCount: Bool) {
    (self.numbers, self.isCount) = (numbers, isCount)
    let average = numbers.reduce(0) { $0 + $1 / Double(numbers.count) }
    self.average = average
    means = numbers.map { _ in average }
  }

  /// Fills the means for a discount.
  mutating func learn(discount: Double) {
    let keep = 1 - discount
    var (sum, weight, squares) = (average / 2, 0.5, 0.25)
    for index in numbers.indices {
      means[index] = sum / weight
      sum = keep * sum + numbers[index]
      weight = keep * weight + 1
      squares = keep * keep * squares + 1
    }
    mean = sum / weight
    evidence = weight * weight / squares
  }

  // MARK: - Dispersion for one discount

  /// The dispersion that is most likely, and the log-likelihood there.
  mutating func dispersion(discount: Double) -> (dispersion: Double, logLikelihood: Double) {
    guard average > 0 else { return (0, 0) }
    learn(discount: discount)
    guard isCount else { return amounts() }
    let found = Brent(tolerance: 1e-3).minimize(in: Self.logRange) { log in
      counts(logDispersion: log)
    }
    return (Double.exp(found.point), prior(found.point) - found.value)
  }

  /// The best discount and dispersion together.
  mutating func search(
    from dispersion: Double
  ) -> (discount: Double, dispersion: Double, logLikelihood: Double) {
    guard isCount else {
      var copy = self
      let found = Brent(tolerance: 1e-3).minimize(in: 0...Self.largestDiscount) {
        -copy.dispersion(discount: $0).logLikelihood
      }
      let best = self.dispersion(discount: found.point)
      return (found.point, best.dispersion, best.logLikelihood)
    }
    var minimizer = NelderMead(
      maximumEvaluations: 150, functionTolerance: 1e-5, pointTolerance: 1e-3, initialStep: 0.15,
      maximumRestarts: 0)
    let found = minimizer.minimize(
      &self, from: [0.1, Double.log(dispersion)], lower: [0, Self.logRange.lowerBound],
      upper: [Self.largestDiscount, Self.logRange.upperBound])
    return (
      found.point[0], Double.exp(found.point[1]), prior(found.point[1]) - found.value
    )
  }

  /// Minus the logarithm of the posterior density at a discount and a log dispersion of counts.
  mutating func value(at x: [Double]) -> Double {
    learn(discount: x[0])
    return counts(logDispersion: x[1])
  }

  private static let largestDiscount = 0.3
  private static let logRange = -8...largestLogDispersion
  private static let largestLogDispersion = Double.log(ForecastDistribution.largestSizeVariation)

  // MARK: - Counts

  /// A weak normal prior of log d around log ½, for few sizes leave the dispersion open.
  private func prior(_ logDispersion: Double) -> Double {
    let z = (logDispersion + 0.693) / 2
    return z * z / 2
  }

  private func counts(logDispersion: Double) -> Double {
    let size = Double.exp(-logDispersion)
    var sum = 0.0
    for index in numbers.indices {
      let (x, m) = (numbers[index], means[index])
      let logOdds = Double.log(onePlus: m / size)
      sum -= size * logOdds
      if x > 0 {
        sum += LogGammaRise.value(size, by: x) + x * (Double.log(m / size) - logOdds)
      }
    }
    return prior(logDispersion) - sum
  }

  // MARK: - Amounts

  /// The gamma shape ν solves log ν − ψ(ν) = D, the mean of x/m − 1 − log(x/m).
  ///
  /// A quarter of one more size with the D of an exponential number, 0.577, and one degree of
  /// freedom for the mean: a single size leaves a spread as large as itself.
  private func amounts() -> (dispersion: Double, logLikelihood: Double) {
    var (deviance, logs) = (0.0, 0.0)
    for index in numbers.indices {
      let log = Double.log(numbers[index] / means[index])
      deviance += numbers[index] / means[index] - 1 - log
      logs += Double.log(numbers[index])
    }
    let count = Double(numbers.count)
    let target = (deviance + 0.25 * 0.5772) / (count - 1 + 0.25)
    let found = Brent(tolerance: 1e-4).minimize(in: -Self.largestLogDispersion...14) { log in
      Self.gammaLoss(shape: Double.exp(log), target)
    }
    let shape = Double.exp(found.point)
    return (1 / shape, -count * Self.gammaLoss(shape: shape, deviance / count) - logs)
  }

  /// Minus the mean log-density of x/m, apart from its logarithm, for a mean deviance.
  private static func gammaLoss(shape: Double, _ deviance: Double) -> Double {
    Double.logGamma(shape) - shape * Double.log(shape) + shape * (1 + deviance)
  }
}

/// log Γ(a + k) − log Γ(a) for whole k ≥ 0.
enum LogGammaRise {
  /// The logarithm of the product of few factors, else the difference.
  static func value(_ a: Double, by k: Double) -> Double {
    guard k <= 12 else { return Double.logGamma(a + k) - Double.logGamma(a) }
    var (product, factor) = (1.0, a)
    for _ in 0..<Int(k) {
      product *= factor
      factor += 1
    }
    return Double.log(product)
  }
}
