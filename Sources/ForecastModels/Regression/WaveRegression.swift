import Forecasting
import TemporalData

/// A regression with waves of a long season, as many pairs of them as AICc bears out.
///
/// Pairs are added one at a time, with exponential smoothing errors, until three in a row do not pay;
/// the regression is that of the number with the smallest AICc.
public struct WaveRegression: ForecastModel {
  /// More pairs are not tried.
  public static let mostPairs = 12

  /// The length of the season in slots.
  public let length: Double
  private let regressors: Regressors
  private let regression: DynamicRegression

  /// A regression on waves and further columns and drivers; see `DynamicRegression`.
  ///
  /// - Throws: `SpecificationError` for a length of 2 or less, or a horizon below 1.
  public init(
    length: Double, regressors: Regressors = .none, drivers: [DynamicRegression.Driver] = [],
    errors: DynamicRegression.Errors = .ets, horizon: Int = 1
  ) throws(SpecificationError) {
    guard length > 2, length.isFinite else {
      throw .outOfRange(parameter: "season length", value: length, allowed: "above 2")
    }
    self.length = length
    regression = try DynamicRegression(
      regressors: .fourier(length: length, pairs: 1) + regressors, drivers: drivers,
      errors: errors, seasonLength: 1, horizon: horizon)
    self.regressors = regressors
  }

  /// `Regression`.
  public var name: String { regression.name }

  /// The regression of the best number of pairs; see `DynamicRegression`.
  public func fit(_ history: TimeSeries) throws(ModelError) -> FittedRegression {
    var best = try model(pairs: 1, .ets).fit(history)
    var (chosen, least) = (1, best.summary.correctedAIC ?? .infinity)
    let most = Int(min(Double(Self.mostPairs), length / 2))
    for pairs in stride(from: 2, through: most, by: 1) where pairs <= chosen + 3 {
      let found = try model(pairs: pairs, .ets).fit(history)
      guard !found.coefficients.isEmpty, let criterion = found.summary.correctedAIC,
        criterion < least
      else { continue }
      (best, chosen, least) = (found, pairs, criterion)
    }
    return regression.errors == .ets
      ? best : try model(pairs: chosen, regression.errors).fit(history)
  }

  private func model(pairs: Int, _ errors: DynamicRegression.Errors) -> DynamicRegression {
    DynamicRegression(
      regression, on: .fourier(length: length, pairs: pairs) + regressors, errors)
  }
}
