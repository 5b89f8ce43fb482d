import Forecasting
import TemporalData

/// Autoregressive integrated moving-average models with a season, a constant and regressors.
///
///     y[t] = β x[t] + c t^(d+D) + η[t]
///     φ(B) Φ(Bᵐ) (1 − B)ᵈ (1 − Bᵐ)ᴰ η[t] = θ(B) Θ(Bᵐ) e[t],   e normal with variance σ²
///
/// The constant is a mean without differences and a drift per slot with one. Coefficients maximise
/// the exact likelihood of the differenced values within the stationary and invertible region;
/// regression coefficients and σ² are solved for at every step. Missing values inside the history
/// are left out of the likelihood exactly.
///
/// | Name | Default | Meaning | Range |
/// |---|---|---|---|
/// | `order` | | (p,d,q)(P,D,Q)m | see `ARIMAOrder` |
/// | `constant` | `d + D == 0` | whether a mean or drift is estimated | only with d + D ≤ 1 |
/// | `regressors` | none | columns x with a value for every period | |
///
/// References: G. E. P. Box, G. M. Jenkins, *Time Series Analysis: Forecasting and Control* (1970);
/// A. C. Harvey, *Forecasting, Structural Time Series Models and the Kalman Filter* (1989).
public struct ARIMA: ForecastModel {
  /// The orders.
  public let order: ARIMAOrder
  /// Whether a mean (without differences) or a drift (with one) is estimated.
  public let hasConstant: Bool
  /// The columns of the regression.
  public let regressors: Regressors

  /// A model of these orders.
  ///
  /// - Parameter constant: nil for a mean where nothing is differenced.
  /// - Throws: `SpecificationError.notAllowed` for a constant with two or more differences.
  public init(
    _ order: ARIMAOrder, constant: Bool? = nil, regressors: Regressors = .none
  ) throws(SpecificationError) {
    let differences = order.differences + order.seasonalDifferences
    guard constant != true || differences <= 1 else {
      throw .notAllowed("a constant under \(differences) differences would be a curved trend")
    }
    self.init(unchecked: order, constant: constant ?? (differences == 0), regressors: regressors)
  }

  init(unchecked order: ARIMAOrder, constant: Bool, regressors: Regressors) {
    (self.order, self.regressors) = (order, regressors)
    hasConstant = constant
  }

  /// The orders and the constant, as in `ARIMA(0,1,1)(0,1,1)[12]` or `ARIMA(1,1,0) with drift`.
  public var name: String {
    let model = regressors.isEmpty ? "ARIMA" : "Regression with ARIMA"
    guard hasConstant else { return "\(model)\(order)\(regressors.isEmpty ? "" : " errors")" }
    let constant = order.differences + order.seasonalDifferences == 0 ? "mean" : "drift"
    return "\(model)\(order)\(regressors.isEmpty ? " with \(constant)" : " errors and \(constant)")"
  }

  /// Estimates the model; O(iterations × (n r + r³)) with r the highest lag, some 20 iterations.
  ///
  /// - Throws: `ModelError.tooFewObservations` with fewer than differences, lags and parameters need;
  ///   `.unknownRegressor` where a column has no value at an observed slot; `.didNotConverge`.
  public func fit(_ history: TimeSeries) throws(ModelError) -> FittedARIMA {
    let problem = try ARIMAProblem(
      SmoothingHistory(history), order, constant: hasConstant, regressors)
    return try problem.fit(self)
  }
}
