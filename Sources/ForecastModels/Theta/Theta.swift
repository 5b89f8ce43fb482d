import Forecasting
import Optimization
import RealModule
import TemporalData

/// The theta method: exponential smoothing between a line and a curve of doubled curvature.
///
/// The history is seasonally adjusted if its autocorrelation at the season is significant (90 %):
/// by factors if no value is negative and every factor exists, else by amounts. On the adjusted
/// series, with ℓ simple exponential smoothing and κ = 1 − 1/θ, the value is
///
///     y[t] = ℓ[t−1] + κ d[t] + ε[t],   d[t] = (1 − α)^(t−1) A + (1 − (1 − α)^t)/α B
///     ℓ[t] = ℓ[t−1] + α (y[t] − ℓ[t−1])
///
/// A and B are intercept and slope of the least-squares line through the whole history or, in the
/// dynamic forms, through the values before t. The standard form is older: α is that of smoothing
/// alone and the line is a drift of B/2. The first level, and κ where it is estimated, enter the
/// errors linearly and are solved exactly for every α, so that the search has one dimension.
///
/// | Parameter | Default | Meaning | Range |
/// |---|---|---|---|
/// | `form` | `.standard` | θ = 2 or estimated; a fixed line or one that moves | see `Form` |
/// | `seasonLength` | | slots per season | 1… |
/// | `estimation` | `.leastSquares` | squares alone, or with a prior | see `Estimation` |
///
/// Missing values are interpolated first. With less than four observations, or if every value is the
/// same, the answer is `Naive`, with a reason; a line that moves needs seven, else it is fixed, with
/// a reason. O(40 n).
///
/// References: V. Assimakopoulos, K. Nikolopoulos, *The theta model*, Int. J. Forecasting 16 (2000),
/// doi:10.1016/S0169-2070(00)00066-2; R. J. Hyndman, B. Billah, *Unmasking the theta method*, 19
/// (2003), doi:10.1016/S0169-2070(01)00143-1; J. A. Fiorucci et al., *Models for optimising the theta
/// method*, 32 (2016), doi:10.1016/j.ijforecast.2016.02.005.
public struct Theta: ForecastModel, Hashable {
  /// How the share of the line is chosen, and whether the line moves.
  public enum Form: Hashable, Sendable {
    /// θ = 2, as simple exponential smoothing with half the slope as drift.
    case standard
    /// θ by least squares of the one-step errors.
    case optimized
    /// θ = 2 with a line through the values seen so far.
    case dynamic
    /// θ by least squares with a line through the values seen so far.
    case dynamicOptimized
  }

  /// What is minimised.
  public enum Estimation: Hashable, Sendable {
    /// The sum of squared one-step errors; θ of the optimized form lies in 1…10, that of the dynamic
    /// optimized form in 1…1000.
    case leastSquares
    /// The same with the density of Beta(2, 1) on α, and θ in 1…1000 in both forms.
    ///
    /// In a short history a nearly constant level and a line explain the past as well as a level
    /// that follows; forecasts that start at the latest values are the better ones.
    case regularized
  }

  /// The fewest observations the method is used on.
  static let fewest = 4
  /// The number of values that the first line through values seen so far is fitted to; their own
  /// errors do not count.
  static let pointsOfFirstLine = 3

  /// How the share of the line is chosen, and whether the line moves.
  public let form: Form
  /// Slots per season; 1 for none.
  public let seasonLength: Int
  /// What is minimised.
  public let estimation: Estimation

  /// The method in one of its forms for a season length of 1 or more.
  public init(
    _ form: Form = .standard, seasonLength: Int, estimation: Estimation = .leastSquares
  ) throws(SpecificationError) {
    guard seasonLength >= 1 else {
      throw .outOfRange(parameter: "season length", value: Double(seasonLength), allowed: "1...")
    }
    self.init(unchecked: form, seasonLength, estimation)
  }

  private init(unchecked form: Form, _ seasonLength: Int, _ estimation: Estimation) {
    (self.form, self.seasonLength, self.estimation) = (form, seasonLength, estimation)
  }

  /// `Theta`, `OptimizedTheta`, `DynamicTheta` or `DynamicOptimizedTheta`.
  public var name: String {
    (form.moves ? "Dynamic" : "") + (form.isOptimized ? "Optimized" : "") + "Theta"
  }

  /// Adjusts, smooths and keeps what the forecast needs.
  public func fit(_ history: TimeSeries) throws(ModelError) -> FittedOrNaive<FittedTheta> {
    let observed = history.trimmed()
    let found = observed.observedCount
    guard found >= Self.fewest else {
      return .naive(try Naive().fit(history, insteadOf: "the theta method"))
    }
    if observed.isConstant { return .naive(try Naive().fitConstant(history)) }
    let prepared = SmoothingHistory(observed.interpolated(seasonLength: seasonLength))
    let isShort = form.moves && found < Self.fewest + Self.pointsOfFirstLine
    return .fitted(
      FittedTheta(
        isShort ? withFixedLine : self, prepared, observedCount: found,
        ThetaSeason(prepared.scaled, seasonLength: seasonLength),
        gap: history.end.ordinal - observed.end.ordinal,
        reason: isShort
          ? "\(found) observations are too few for a line that moves: it is fixed" : nil))
  }

  /// The form without a line that moves.
  private var withFixedLine: Theta {
    Theta(unchecked: form.isOptimized ? .optimized : .standard, seasonLength, estimation)
  }
}

extension Theta.Form {
  /// Whether θ is estimated.
  var isOptimized: Bool { self == .optimized || self == .dynamicOptimized }
  /// Whether the line is fitted again at every value.
  var moves: Bool { self == .dynamic || self == .dynamicOptimized }
}
