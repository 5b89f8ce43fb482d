import RealModule
import Statistics

/// How far errors of the past reached, in standard deviations of their forecasts: by the step ahead and
/// the length of the history.
///
///     log q(h, n) = intercept + step·log h + length·log(n / unit) + s(h)
///     p(h) = a + b·(log h − c)                        what N series of the panel at hand show
///     s(h) = w·p(h) − recency,  w = N / (N + trust),  held within p(h) ± e
///     e = ½·√(0.45/M)·(1 + 20/M),  M = N / max(1, mean over h of (N₊ − N₋)²/N)
///
/// The first line is a law learned from many panels; a and b come from the quantiles of the panel's errors
/// at each step beside it, with the correction for a finite sample, the ⌈(N + 1)·level⌉-th smallest of N.
/// With few series the law decides, with many the panel. Series of a panel often share a shock, which the
/// next window will not repeat; then many of their errors have the same sign (N₊ above the mean, N₋ below),
/// the N series say no more than M independent ones, and weights learned from other panels decide. What
/// independent series show is contradicted by no more than half of its own error, e. n / unit counts within 1/8 and
/// 8, and p(h) within −1.5 and 1.5.
///
/// The last step is a limited translation estimate: B. Efron, C. Morris, *Limiting the risk of Bayes and
/// empirical Bayes estimators*, J. Am. Stat. Assoc. 67 (1972), doi:10.1080/01621459.1972.10481215.
///
/// References: V. Vovk, A. Gammerman, G. Shafer, *Algorithmic Learning in a Random World* (2005); J. Lei
/// et al., *Distribution-free predictive inference for regression*, J. Am. Stat. Assoc. 113 (2018),
/// doi:10.1080/01621459.2017.1307116; pooling over series: K. Stankevičiūtė, A. Alaa, M. van der Schaar,
/// *Conformal time-series forecasting*, NeurIPS 34 (2021).
public struct SpreadCalibration: Hashable, Sendable {
  /// The law of one level.
  public struct Law: Hashable, Sendable {
    /// The share of errors, 0…1.
    public let level: Double
    /// log q one step after `unit` observations.
    public let intercept: Double
    /// The change of log q per log h.
    public let step: Double
    /// The change of log q per log n.
    public let length: Double

    /// A law with these coefficients.
    public init(level: Double, intercept: Double, step: Double, length: Double) {
      (self.level, self.intercept, self.step, self.length) = (level, intercept, step, length)
    }
  }

  /// What the panel adds to a law: at the middle step, and per log h beside it.
  struct Shift: Hashable, Sendable {
    var atMiddle = 0.0
    var perStep = 0.0
    var middle = 0.0
  }

  /// The law of 80 % and that of 95 %.
  let laws: [Law]
  /// The number of observations at which `length` has no effect.
  let unit: Double
  /// How much smaller errors are at the end of a history than in windows before it, as a logarithm.
  let recency: Double
  /// The number of series that count as much as the laws.
  let trust: Double
  /// The variance of log q from the window of one series.
  ///
  /// From one error it is p(1 − p)/(q·f(q))², for normal errors .79 at 80 % and .91 at 95 %; the errors of
  /// the other steps of the window, half dependent on it, halve that.
  private static let varianceOfOne = 0.45
  /// The number of series from which their own error is known.
  private static let fewest = 20.0
  /// The most that a panel moves the law, as a logarithm.
  private static let furthest = 1.5

  private var shifts: [Shift]
  /// The number of series that the panel's part rests on.
  public private(set) var seriesCount = 0
  /// The number of series with nothing in common that would say as much.
  public private(set) var independentSeries = 0.0

  /// The laws alone.
  ///
  /// - Precondition: `unit` and `trust` are above 0.
  public init(at80: Law, at95: Law, unit: Double, recency: Double, trust: Double) {
    precondition(unit > 0 && trust > 0, "a calibration without a unit")
    (laws, self.unit, self.recency, self.trust) = ([at80, at95], unit, recency, trust)
    shifts = [Shift(), Shift()]
  }

  /// The sizes below which 80 % and 95 % of the errors stay, `step` periods after `observations`
  /// values.
  public func reach(step: Int, observations: Int) -> (at80: Double, at95: Double) {
    let both = laws.indices.map { place in
      let shift = shifts[place]
      let panel = shift.atMiddle + shift.perStep * (Double.log(Double(step)) - shift.middle)
      return Double.exp(expected(laws[place], step, observations) + believed(panel))
    }
    return (both[0], max(both[0], both[1]))
  }

  /// What is added to a law where a panel shows this: its weighted part, not further from it than its
  /// half of its own error.
  private func believed(_ panel: Double) -> Double {
    guard seriesCount > 0 else { return -recency }
    let shown = min(max(panel, -Self.furthest), Self.furthest)
    let weighted = shown * Double(seriesCount) / (Double(seriesCount) + trust) - recency
    let error =
      Double.sqrt(Self.varianceOfOne / independentSeries) * (1 + Self.fewest / independentSeries)
    return min(max(weighted, shown - error / 2), shown + error / 2)
  }

  /// The law within the lengths that it was learned from, an eighth of the unit to four of it.
  private func expected(_ law: Law, _ step: Int, _ observations: Int) -> Double {
    let length = min(max(Double(observations) / unit, 1.0 / 8), 4)
    return law.intercept + law.step * Double.log(Double(max(1, step)))
      + law.length * Double.log(length)
  }

  /// The calibration beside which the errors of a panel are laid.
  ///
  /// - Parameters:
  ///   - errors: what windows at the end of the histories showed.
  ///   - series: the number of series that they come from.
  public func adjusted(to errors: [StandardizedError], series: Int) -> SpreadCalibration {
    let steps = errors.map(\.step).max() ?? 0
    guard series > 0, steps > 0 else { return self }
    var result = self
    result.seriesCount = series
    result.independentSeries = Double(series) / Self.repetition(errors, steps: steps)
    result.shifts = laws.map { law in
      var points: [SIMD2<Double>] = []
      for step in 1...steps {
        let rests = errors.filter { $0.step == step }.map { error in
          Double.log(min(error.size, 1e9) + 1e-3) - expected(law, step, error.observations)
        }
        guard rests.count >= min(series, 10) else { continue }
        points.append(SIMD2(Double.log(Double(step)), Self.quantile(rests, law.level)))
      }
      return Self.line(points)
    }
    return result
  }

  /// How many series say what one without anything in common would say, by the signs of their errors.
  ///
  /// Of n independent errors the number above their means has the variance n/4. What it is off the
  /// middle by beyond that has a common cause, which will be another one at the next window.
  private static func repetition(_ errors: [StandardizedError], steps: Int) -> Double {
    var balance = [(above: Int, count: Int)](repeating: (0, 0), count: steps)
    for error in errors where error.value != 0 {
      balance[error.step - 1].above += error.value > 0 ? 1 : 0
      balance[error.step - 1].count += 1
    }
    let seen = balance.filter { $0.count > 0 }
    guard !seen.isEmpty else { return 1 }
    let excess = seen.reduce(0) { sum, step in
      let difference = Double(2 * step.above - step.count)
      return sum + difference * difference / Double(step.count)
    }
    return max(1, excess / Double(seen.count))
  }

  /// The ⌈(n + 1)·level⌉-th smallest value, or the largest.
  static func quantile(_ values: [Double], _ level: Double) -> Double {
    let rank = Int((Double(values.count + 1) * level).rounded(.up))
    return values.sorted()[min(values.count, max(1, rank)) - 1]
  }

  /// The line of least squares through the points.
  private static func line(_ points: [SIMD2<Double>]) -> Shift {
    guard !points.isEmpty else { return Shift() }
    let mean = points.reduce(SIMD2(0, 0), +) / Double(points.count)
    let spread = points.reduce(0) { $0 + ($1.x - mean.x) * ($1.x - mean.x) }
    let product = points.reduce(0) { $0 + ($1.x - mean.x) * ($1.y - mean.y) }
    return Shift(
      atMiddle: mean.y, perStep: spread > 0 ? product / spread : 0, middle: mean.x)
  }
}
