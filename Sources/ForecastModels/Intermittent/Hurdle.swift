import Forecasting
import RealModule
import TemporalData

/// Occurrence and size of demands as two models with dynamics of their own, by maximum likelihood.
///
/// A demand comes with a probability learnt from discounted counts of periods with and without one.
/// Its size has a mean learnt from discounted sums; around it, whole sizes are 1 plus a negative
/// binomial number and amounts are gamma numbers. Each discount is zero unless Akaike's criterion
/// prefers another. Equations on docs/models/hurdle.md.
///
/// Complexity: O(60 n).
///
/// J. Mullahy, *Specification and testing of some modified count data models*, J. Econometrics 33
/// (1986), doi:10.1016/0304-4076(86)90002-3; R. D. Snyder, J. K. Ord, A. Beaumont, *Forecasting the
/// intermittent demand for slow-moving inventories*, Int. J. Forecasting 28 (2012),
/// doi:10.1016/j.ijforecast.2011.03.009.
public struct Hurdle: ForecastModel, Hashable {
  /// `Hurdle`.
  public var name: String { "Hurdle" }

  /// The model; it has no options.
  public init() {}

  /// Estimates both parts.
  ///
  /// - Throws: `ModelError.tooFewObservations` without any observation.
  public func fit(_ history: TimeSeries) throws(ModelError) -> FittedIntermittent {
    try fit(history, insteadOf: nil)
  }

  /// Estimates both parts, in the place of another model if there is a reason to.
  func fit(
    _ history: TimeSeries, insteadOf reason: String?
  ) throws(ModelError) -> FittedIntermittent {
    let demand = DemandHistory(history)
    if let simpler = try demand.simplerAnswer(insteadOf: name) { return simpler }
    return .hurdle(FittedHurdle(demand, reason: reason))
  }
}
