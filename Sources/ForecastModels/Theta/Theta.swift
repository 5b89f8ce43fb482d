import Forecasting
import Optimization
import RealModule
import TemporalData

/// The theta method: exponential smoothing between a line and a curve of doubled curvature.
///
/// The history is seasonally adjusted if its autocorrelation at the season is significant (90 %):
/// by factors if no value is negative and every factor exists, else by amounts. On the adjusted series, with A and B the
/// intercept and slope of its least-squares line,
///
///     standard    ŷ[n+h] = ℓ[n] + B/2 · (h − 1 + (1 − (1 − α)ⁿ)/α)
///     optimized   ŷ[n+h] = ℓ[n] + κ((1 − α)ⁿ A + (h − 1 + (1 − (1 − α)ⁿ⁺¹)/α) B),   κ = 1 − 1/θ
///
/// where ℓ is simple exponential smoothing. The first level, and κ of the optimized form, enter the
/// errors linearly and are solved exactly for every α, so that the search has one dimension. The
/// variance is σ²(1 + (h − 1)α²).
///
/// | Parameter | Default | Meaning | Range |
/// |---|---|---|---|
/// | `form` | `.standard` | θ = 2 as drift, or θ estimated | standard, optimized |
/// | `seasonLength` | | slots per season | 1… |
///
/// Missing values are interpolated first. With less than four observations, or if every value is the
/// same, the answer is `Naive`, with a reason. O(40 n).
///
/// References: V. Assimakopoulos, K. Nikolopoulos, *The theta model*, Int. J. Forecasting 16 (2000),
/// doi:10.1016/S0169-2070(00)00066-2; R. J. Hyndman, B. Billah, *Unmasking the theta method*, 19
/// (2003), doi:10.1016/S0169-2070(01)00143-1; J. A. Fiorucci et al., *Models for optimising the theta
/// method*, 32 (2016), doi:10.1016/j.ijforecast.2016.02.005.
public struct Theta: ForecastModel, Hashable {
  /// How the curvature is chosen.
  public enum Form: Hashable, Sendable {
    /// θ = 2, as simple exponential smoothing with half the slope as drift.
    case standard
    /// θ in 1…10 by least squares of the one-step errors.
    case optimized
  }

  /// The fewest observations the method is used on.
  static let fewest = 4

  /// How the curvature is chosen.
  public let form: Form
  /// Slots per season; 1 for none.
  public let seasonLength: Int

  /// The method in one of its forms for a season length of 1 or more.
  public init(_ form: Form = .standard, seasonLength: Int) throws(SpecificationError) {
    guard seasonLength >= 1 else {
      throw .outOfRange(parameter: "season length", value: Double(seasonLength), allowed: "1...")
    }
    (self.form, self.seasonLength) = (form, seasonLength)
  }

  /// `Theta` or `OptimizedTheta`.
  public var name: String { form == .standard ? "Theta" : "OptimizedTheta" }

  /// Adjusts, smooths and keeps what the forecast needs.
  public func fit(_ history: TimeSeries) throws(ModelError) -> FittedOrNaive<FittedTheta> {
    let observed = history.trimmed()
    guard observed.observedCount >= Self.fewest else {
      return .naive(try Naive().fit(history, insteadOf: "the theta method"))
    }
    if observed.isConstant { return .naive(try Naive().fitConstant(history)) }
    let prepared = SmoothingHistory(observed.interpolated(seasonLength: seasonLength))
    let season = ThetaSeason(prepared.scaled, seasonLength: seasonLength)
    return .fitted(
      FittedTheta(
        name: name, form: form, prepared, observedCount: observed.observedCount, season,
        gap: history.end.ordinal - observed.end.ordinal))
  }
}
