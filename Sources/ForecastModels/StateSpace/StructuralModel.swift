import Forecasting
import TemporalData

/// A structural time series model: level, slope and season that move by disturbances of their own.
///
///     y[t] = μ[t] + γ[t] + x[t]′β + ε[t]             ε ~ N(0, σ²_ε)
///     μ[t+1] = μ[t] + φ ν[t] + η[t]                  η ~ N(0, σ²_η)
///     ν[t+1] = φ ν[t] + ζ[t]                         ζ ~ N(0, σ²_ζ)
///     γ[t+1] = −γ[t] − … − γ[t+2−s] + ω[t]           ω ~ N(0, σ²_ω)
///
/// First states and coefficients are diffuse: nothing is assumed of them. The variances maximise the
/// diffuse likelihood, the scale concentrated out; a variance of 0 is an answer. Missing values are
/// passed over exactly.
///
/// | Parameter | Default | Meaning | Range |
/// |---|---|---|---|
/// | `trend` | | how the level moves | level, smooth, linear, damped |
/// | `season` | none | the pattern that repeats | none, dummy(period: 2…400) |
/// | `regressors` | none | columns with constant coefficients | |
/// | `estimation` | likelihood | likelihood alone, or with a prior | maximumLikelihood, regularized |
///
/// References: A. C. Harvey, *Forecasting, Structural Time Series Models and the Kalman Filter* (1989),
/// doi:10.1017/CBO9781107049994; J. Durbin, S. J. Koopman, *Time Series Analysis by State Space
/// Methods*, 2nd ed. (2012), chapters 2, 3 and 7, doi:10.1093/acprof:oso/9780199641178.001.0001.
public struct StructuralModel: ForecastModel {
  /// The largest season length.
  public static let maximumSeason = 400

  /// How the level moves.
  public enum Trend: String, Hashable, Sendable, CaseIterable {
    /// A random walk without a slope: the local level model.
    case level
    /// A slope that is a random walk, and no disturbance of the level: the smooth trend.
    case smooth
    /// Level and slope with disturbances of their own: the local linear trend.
    case linear
    /// The same with a slope that dies away, φ in 0.8…0.98.
    case damped
  }

  /// The pattern that repeats.
  public enum Season: Hashable, Sendable {
    /// None.
    case none
    /// One effect per slot, of which successive ones add up to a disturbance.
    case dummy(period: Int)

    /// Slots per season; nil without one.
    public var period: Int? {
      switch self {
      case .none: nil
      case .dummy(let period): period
      }
    }
  }

  /// What is maximised.
  public enum Estimation: Hashable, Sendable {
    /// The diffuse likelihood.
    case maximumLikelihood
    /// The likelihood times a weak prior that prefers slow slopes.
    ///
    /// With s the share of a variance in the sum of all, the densities are (1 − s)⁸ for the slope and
    /// (1 − s)^½ for the noise. Short histories cannot tell a slope that moves fast from noise, and the
    /// likelihood then often has its maximum where forecasts are worst.
    case regularized
  }

  /// How the level moves.
  public let trend: Trend
  /// The pattern that repeats.
  public let season: Season
  /// Columns with constant coefficients.
  public let regressors: Regressors
  /// What is maximised.
  public let estimation: Estimation

  /// A specification of these parts.
  ///
  /// - Throws: `SpecificationError.outOfRange` for a season outside 2…400.
  public init(
    trend: Trend, season: Season = .none, regressors: Regressors = .none,
    estimation: Estimation = .maximumLikelihood
  ) throws(SpecificationError) {
    if let period = season.period, !(2...Self.maximumSeason).contains(period) {
      throw .outOfRange(
        parameter: "season length", value: Double(period), allowed: "2...\(Self.maximumSeason)")
    }
    self.init(unchecked: trend, season, regressors, estimation: estimation)
  }

  /// A specification whose season is known to be valid.
  init(
    unchecked trend: Trend, _ season: Season, _ regressors: Regressors,
    estimation: Estimation = .maximumLikelihood
  ) {
    (self.trend, self.season, self.regressors) = (trend, season, regressors)
    self.estimation = estimation
  }

  /// `LocalLevel`, `SmoothTrend`, `LocalLinearTrend` or `DampedTrend`; with a season `BSM`, the basic
  /// structural model, or the same with another trend such as `BSM(level)`.
  public var name: String {
    guard season == .none else { return trend == .linear ? "BSM" : "BSM(\(trend.rawValue))" }
    return trend.fullName
  }

  /// The number of estimated variances, and φ.
  var parameterCount: Int {
    let own =
      switch trend {
      case .level, .smooth: 2
      case .linear: 3
      case .damped: 4
      }
    return own + (season == .none ? 0 : 1)
  }

  /// The number of first states of which nothing is known, without coefficients.
  var diffuseCount: Int {
    (trend == .level ? 1 : 2) + (season.period.map { $0 - 1 } ?? 0)
  }
}

extension StructuralModel.Trend {
  /// The name without a season.
  var fullName: String {
    switch self {
    case .level: "LocalLevel"
    case .smooth: "SmoothTrend"
    case .linear: "LocalLinearTrend"
    case .damped: "DampedTrend"
    }
  }
}

extension StructuralModel {
  /// The form that a name such as `LocalLevel` or `BSM(damped)` stands for, in any case; nil if it is
  /// none.
  ///
  /// - Throws: `SpecificationError` for a form with a season where there is none.
  init?(named name: String, seasonLength: Int) throws(SpecificationError) {
    let letters = name.lowercased().filter { $0 != " " }
    if let trend = Trend.allCases.first(where: { $0.fullName.lowercased() == letters }) {
      try self.init(trend: trend)
      return
    }
    guard
      let trend = Trend.allCases.first(where: { letters == "bsm(\($0.rawValue))" })
        ?? (letters == "bsm" ? .linear : nil)
    else { return nil }
    if seasonLength < 2 {
      throw .notAllowed("\(name) needs a season, but the season length is \(seasonLength)")
    }
    try self.init(trend: trend, season: .dummy(period: seasonLength))
  }
}
