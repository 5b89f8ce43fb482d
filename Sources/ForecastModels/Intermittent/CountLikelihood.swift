import Optimization
import RealModule

/// The weights and the spread of a smoothed count.
struct CountEstimate: Hashable, Sendable {
  let form: CountSmoothing.Form
  /// The weight α of the newest count.
  let weight: Double
  /// The share ρ of a distance from the long-run mean that is left one period later.
  let persistence: Double
  /// The ratio κ of variance and mean.
  let ratio: Double
  let logLikelihood: Double
  /// The corrected Akaike criterion; infinite where it is not defined.
  let criterion: Double
}

/// The likelihood of counts around a smoothed mean.
struct CountLikelihood: Objective {
  private let counts: [Double]
  /// The mean of the counts: the start and the long-run mean.
  let mean: Double
  /// Σ log y!, which no estimate changes.
  private let logFactorials: Double
  private var form = CountSmoothing.Form.static

  init(_ counts: [Double]) {
    self.counts = counts
    mean = counts.reduce(0) { $0 + $1 / Double(counts.count) }
    logFactorials = counts.reduce(0) { $0 + ($1 > 1 ? Double.logGamma($1 + 1) : 0) }
  }

  /// The most likely parameters of a form.
  mutating func maximize(_ form: CountSmoothing.Form) -> CountEstimate {
    self.form = form
    var minimizer = NelderMead(
      maximumEvaluations: 250, functionTolerance: 1e-6, pointTolerance: 1e-3, initialStep: 0.2,
      maximumRestarts: 0)
    let start = [Double.log(max(0.1, momentRatio - 1)), 0.1, 0.8]
    let used = form == .static ? 1 : form == .undamped ? 2 : 3
    let found = minimizer.minimize(
      &self, from: Array(start.prefix(used)), lower: Array([-8, 0, 0].prefix(used)),
      upper: Array([14, 0.6, 0.98].prefix(used)))
    let (weight, persistence) = dynamics(found.point)
    let logLikelihood = prior(found.point[0]) - found.value
    let (n, k) = (Double(counts.count), Double(used + 1))
    return CountEstimate(
      form: form, weight: weight, persistence: persistence,
      ratio: 1 + Double.exp(found.point[0]), logLikelihood: logLikelihood,
      criterion: n > k + 1 ? 2 * (k * n / (n - k - 1) - logLikelihood) : .infinity)
  }

  /// Minus the log-likelihood with a weak prior on the spread; x is log(κ − 1), α and the share of
  /// 1 − α that persists.
  mutating func value(at x: [Double]) -> Double {
    let excess = Double.exp(x[0])
    let (weight, persistence) = dynamics(x)
    let logNone = -Double.log(onePlus: excess)
    let logMore = x[0] + logNone
    var (level, sum) = (mean, 0.0)
    for count in counts {
      let size = level / excess
      sum += size * logNone
      if count > 0 { sum += count * logMore + LogGammaRise.value(size, by: count) }
      level = max(
        mean * 1e-9, mean + persistence * (level - mean) + weight * (count - level))
    }
    return prior(x[0]) - sum + logFactorials
  }

  private func dynamics(_ x: [Double]) -> (weight: Double, persistence: Double) {
    switch form {
    case .static: (0, 0)
    case .undamped: (x[1], 1)
    case .damped: (x[1], x[1] + (1 - x[1]) * x[2])
    }
  }

  private func prior(_ logExcess: Double) -> Double {
    let z = (logExcess + 0.693) / 3
    return z * z / 2
  }

  private var momentRatio: Double {
    let squares = counts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return squares / max(1, Double(counts.count) - 1) / mean
  }
}
