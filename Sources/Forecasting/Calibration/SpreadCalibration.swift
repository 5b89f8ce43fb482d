import RealModule
import Statistics

/// How far errors of the past reached, in standard deviations of their forecasts: by the step ahead and
/// the length of the history.
///
///     log q(h, n) = intercept + step·log h + length·log(n / unit) − recency
///                   + w·(a + b·(log h − c)),        w = N / (N + trust)
///
/// The first line is a law learned from many panels, the second what N series of the panel at hand show
/// beside it: a and b come from the quantiles of their errors at each step, with the correction for a
/// finite sample, the ⌈(N + 1)·level⌉-th smallest of N. With few series the law decides, with many the
/// panel. n / unit counts within 1/8 and 8, and what the panel shows within −1 and 1.
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
  private var shifts: [Shift]
  /// The number of series that the panel's part rests on.
  public private(set) var seriesCount = 0

  /// The laws alone.
  ///
  /// - Precondition: `unit` and `trust` are above 0.
  public init(at80: Law, at95: Law, unit: Double, recency: Double, trust: Double) {
    precondition(unit > 0 && trust > 0, "a calibration without a unit")
    (laws, self.unit, self.recency, self.trust) = ([at80, at95], unit, recency, trust)
    shifts = [Shift(), Shift()]
  }

  /// Normal errors of correctly estimated spread, at every step and length.
  public static let none = SpreadCalibration(
    at80: Law(level: 0.8, intercept: Double.log(1.2815515655446004), step: 0, length: 0),
    at95: Law(level: 0.95, intercept: Double.log(1.959963984540054), step: 0, length: 0),
    unit: 1, recency: 0, trust: 1)

  /// The sizes below which 80 % and 95 % of the errors stay, `step` periods after `observations`
  /// values.
  public func reach(step: Int, observations: Int) -> (at80: Double, at95: Double) {
    let both = laws.indices.map { place in
      let shift = shifts[place]
      let weight = Double(seriesCount) / (Double(seriesCount) + trust)
      let panel = shift.atMiddle + shift.perStep * (Double.log(Double(step)) - shift.middle)
      return Double.exp(
        expected(laws[place], step, observations) - recency + weight * min(max(panel, -1), 1))
    }
    return (both[0], max(both[0], both[1]))
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
    result.shifts = laws.map { law in
      var points: [SIMD2<Double>] = []
      for step in 1...steps {
        let rests = errors.filter { $0.step == step }.map { error in
          Double.log(error.size + 1e-3) - expected(law, step, error.observations)
        }
        guard rests.count >= min(series, 10) else { continue }
        points.append(SIMD2(Double.log(Double(step)), Self.quantile(rests, law.level)))
      }
      return Self.line(points)
    }
    return result
  }

  /// The ⌈(n + 1)·level⌉-th smallest value, or the largest.
  private static func quantile(_ values: [Double], _ level: Double) -> Double {
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

/// An error of a past forecast in standard deviations of that forecast.
public struct StandardizedError: Hashable, Sendable {
  /// The step ahead, 1….
  public let step: Int
  /// The observations that the forecast knew.
  public let observations: Int
  /// The absolute error in units of the forecast's standard deviation.
  public let size: Double

  /// An error at a step ahead.
  public init(step: Int, observations: Int, size: Double) {
    (self.step, self.observations, self.size) = (step, observations, size)
  }
}
