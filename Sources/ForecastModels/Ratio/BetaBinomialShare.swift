import Forecasting
import RealModule
import Statistics

/// The share x/n of cases with a rate of which only a Beta distribution is known.
///
///     P(x) = C(n, x) B(x + μS, n − x + (1 − μ)S) / B(μS, (1 − μ)S)
///     mean of x/n = μ,   variance = μ(1 − μ)(S + n)/(n(S + 1))
struct BetaBinomialShare: Hashable, Sendable {
  let rate: Double
  let strength: Double

  /// Up to this many cases every share has its own probability.
  private static let mostCases = 150.0

  /// The probabilities of 0, 1, …, n of n, by the ratio of neighbours from the mode on.
  func probabilities(of size: Int) -> [Double] {
    let (n, a) = (Double(size), max(rate * strength, 1e-12))
    let b = max((1 - rate) * strength, 1e-12)
    var terms = [Double](repeating: 0, count: size + 1)
    let start = min(max(Int((n * rate).rounded()), 0), size)
    terms[start] = Double.exp(
      BetaBinomialFilter.logProbability(Double(start), of: n, a / (a + b), a + b))
    for index in stride(from: start, to: size, by: 1) {
      let x = Double(index)
      terms[index + 1] = terms[index] * ((n - x) / (x + 1)) * ((a + x) / (b + n - x - 1))
    }
    for index in stride(from: start, to: 0, by: -1) {
      let x = Double(index)
      terms[index - 1] = terms[index] * (x / (n - x + 1)) * ((b + n - x) / (a + x - 1))
    }
    return terms
  }

  /// The distribution of the share, mixed over denominators: exact for few cases, else the nearest share
  /// to a logit-normal value with the same mean and about the same variance.
  func distribution(of sizes: DenominatorOutlook.Step, upper: Double) -> ForecastDistribution {
    guard (sizes.sizes.last ?? 0) <= Self.mostCases, sizes.sizes.allSatisfy({ $0 == $0.rounded() })
    else { return large(sizes.effective.rounded(), upper) }
    var (values, weights) = ([Double](), [Double]())
    for (size, weight) in zip(sizes.sizes, sizes.weights) {
      for (part, chance) in probabilities(of: Int(size)).enumerated() {
        values.append(upper * (Double(part) / size))
        weights.append(weight * chance)
      }
    }
    let exact = try? Discrete(values, probabilities: weights)
    return exact.map { .discrete($0) } ?? .certain(upper * rate)
  }

  private func large(_ size: Double, _ upper: Double) -> ForecastDistribution {
    let inner = min(max(rate, 1e-9), 1 - 1e-9)
    // Beyond this spread of logits nothing is known.
    let spread = min(
      Double.sqrt((strength + size) / (size * (strength + 1) * inner * (1 - inner))), 2.5)
    let logit = Double.log(inner / (1 - inner))
    let linked = LinkedDistribution(
      .normal(mean: logit, standardDeviation: spread), .within(0, upper), rate: 1,
      mean: upper * inner)
    guard let linked else { return .certain(upper * rate) }
    let rounded = try? RoundedDistribution(.linked(linked), unit: upper / max(size, 1))
    return rounded.map { .rounded($0) } ?? .linked(linked)
  }
}

extension RandomNumberGenerator {
  /// A rate from a Beta distribution.
  mutating func rate(_ known: RateStrength) -> Double {
    let a = max(known.rate * known.strength, 1e-6)
    return beta(a, max((1 - known.rate) * known.strength, 1e-6))
  }
}
