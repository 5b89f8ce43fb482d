import Forecasting
import TemporalData

/// Exponential smoothing in innovations state-space form.
///
/// One step ahead the value is `f = q` (no season), `q + s` (additive) or `q · s` (multiplicative),
/// with `q = l + φb`; with the error `e = y − f` the states move by
///
///     l' = q + α e/k_l     b' = φ b + β e/k_l     s' = s + γ e/k_s
///
/// where `(k_l, k_s)` is `(s, q)` for a multiplicative season and `(1, 1)` otherwise. The noise is
/// `e` itself (additive) or `e / f` (multiplicative), independent and normal.
///
/// | Parameter | Meaning | Range |
/// |---|---|---|
/// | `noise` | whether the error's size is fixed or grows with the mean | additive, multiplicative |
/// | `trend` | no slope, a slope, or one that dies away (φ in 0.8…0.98) | none, additive(damped:) |
/// | `season` | none, added or multiplied, with its number of slots | period in 2…400 |
/// | `estimation` | likelihood alone, or with a prior | maximumLikelihood, regularized |
/// | `level` | the weight α of new information on the level | 0.0001…0.9999 |
///
/// By maximum likelihood β and γ lie in 0.0001…0.9999 like α; see `Estimation` for the
/// alternative. Missing values are passed over: the states move on without an
/// error and the likelihood leaves them out.
///
/// Reference: R. J. Hyndman, A. B. Koehler, J. K. Ord, R. D. Snyder, *Forecasting with Exponential
/// Smoothing* (2008), chapters 2 and 5, doi:10.1007/978-3-540-71918-2.
public struct ETS: ForecastModel, Hashable {
  /// The largest season length.
  public static let maximumSeason = 400

  /// How the error enters.
  public enum Noise: Hashable, Sendable {
    /// The error has one spread at every level.
    case additive
    /// The error's spread is proportional to the mean; the history must be positive.
    case multiplicative
  }

  /// How the level moves by itself.
  public enum Trend: Hashable, Sendable {
    /// It does not.
    case none
    /// It has a slope, which dies away if damped.
    case additive(damped: Bool)
  }

  /// The pattern that repeats.
  public enum Season: Hashable, Sendable {
    /// None.
    case none
    /// Amounts added to the level, one per slot of the season.
    case additive(period: Int)
    /// Factors of the level, one per slot of the season; the history must be positive.
    case multiplicative(period: Int)
  }

  /// Whether a smoothing weight is given or estimated.
  public enum Weight: Hashable, Sendable {
    /// Given.
    case fixed(Double)
    /// Estimated inside a range.
    case estimated(within: ClosedRange<Double>)
  }

  /// What is maximised.
  public enum Estimation: Hashable, Sendable {
    /// The likelihood.
    case maximumLikelihood
    /// The likelihood times a weak prior that prefers slow states.
    ///
    /// α, β/α and γ/(1 − α) have the densities of Beta(1, 1.5), Beta(1, 9) and Beta(1, 3). Short
    /// histories cannot tell a slope that moves fast from noise, and the likelihood then often
    /// has its maximum where forecasts are worst; so β lies in 0…α and γ in 0…1 − α, the region in
    /// which the states are weighted means.
    ///
    /// The spread of a forecast then allows for what was estimated: the noise's variance is
    /// Σr²/(n − k) · (1 + k/n) · ν/(ν − 2) with ν = n − k rather than Σr²/(n − k).
    case regularized
  }

  /// How the error enters.
  public let noise: Noise
  /// How the level moves by itself.
  public let trend: Trend
  /// The pattern that repeats.
  public let season: Season
  /// The weight of new information on the level.
  public let level: Weight
  /// What is maximised.
  public let estimation: Estimation

  /// A specification of these parts.
  ///
  /// - Throws: `SpecificationError.outOfRange` for a weight outside 0.0001…0.9999 or a season
  ///   outside 2…400.
  public init(
    noise: Noise = .additive, trend: Trend = .none, season: Season = .none,
    level: Weight = .estimated(within: 0.0001...0.9999),
    estimation: Estimation = .maximumLikelihood
  ) throws(SpecificationError) {
    let range = 0.0001...0.9999
    let weights: [Double] =
      switch level {
      case .fixed(let value): [value]
      case .estimated(let within): [within.lowerBound, within.upperBound]
      }
    for weight in weights where !range.contains(weight) {
      throw .outOfRange(parameter: "level", value: weight, allowed: "\(range)")
    }
    if let period = season.period, !(2...Self.maximumSeason).contains(period) {
      throw .outOfRange(
        parameter: "season length", value: Double(period), allowed: "2...\(Self.maximumSeason)")
    }
    self.init(unchecked: noise, trend, season, level: level, estimation: estimation)
  }

  /// A specification whose parts are known to be valid.
  init(
    unchecked noise: Noise, _ trend: Trend, _ season: Season,
    level: Weight = .estimated(within: 0.0001...0.9999), estimation: Estimation
  ) {
    (self.noise, self.trend, self.season) = (noise, trend, season)
    (self.level, self.estimation) = (level, estimation)
  }

  /// The name by error, trend and season, such as `ETS(M,Ad,M)`.
  public var name: String {
    let error = noise == .additive ? "A" : "M"
    let slope =
      switch trend {
      case .none: "N"
      case .additive(let damped): damped ? "Ad" : "A"
      }
    let pattern =
      switch season {
      case .none: "N"
      case .additive: "A"
      case .multiplicative: "M"
      }
    return "ETS(\(error),\(slope),\(pattern))"
  }

  /// The number of estimated quantities, the error's variance included.
  var parameterCount: Int {
    let slope =
      switch trend {
      case .none: 0
      case .additive(let damped): damped ? 3 : 2
      }
    let pattern = season.period.map { $0 } ?? 0
    let fixed = if case .fixed = level { 1 } else { 0 }
    return 3 + slope + pattern - fixed
  }

  /// Whether every value of the history must be positive.
  var needsPositive: Bool {
    if noise == .multiplicative { return true }
    if case .multiplicative = season { return true }
    return false
  }
}

extension ETS.Season {
  /// Slots per season; nil without one.
  public var period: Int? {
    switch self {
    case .none: nil
    case .additive(let period), .multiplicative(let period): period
    }
  }
}
