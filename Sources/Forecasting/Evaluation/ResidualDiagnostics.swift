import RealModule
import Statistics
import TemporalData

/// What the one-step errors of a fitted model still tell: a bias, a pattern in time, a shape.
///
/// A residual is the observed value minus the one-step mean, `y[t] − ŷ[t|t−1]`, in the unit of the
/// series, for models with multiplicative noise too. Periods without an observation or without a
/// one-step mean have none and are passed over.
///
/// A quantity is nil where there are too few residuals or where they do not vary.
public struct ResidualDiagnostics: Hashable, Sendable {
  /// The number of residuals.
  public let count: Int
  /// Their mean, in the unit of the series; far from 0 for a biased model.
  public let mean: Double?
  /// Their autocorrelation at lag 1.
  public let firstAutocorrelation: Double?
  /// The test of whether autocorrelation is left in them.
  public let ljungBox: LjungBox?
  /// The number of lags of that test.
  public let ljungBoxLags: Int?
  /// The test of whether they are normal.
  public let jarqueBera: JarqueBera?
  /// The test of whether they spread as far at the end as at the beginning.
  public let varianceRatio: VarianceRatio?

  /// The diagnostics of one-step means on the history they were fitted to.
  ///
  /// The autocorrelation test uses 10 lags without a season and two seasons with one, but no more than
  /// a fifth of the residuals, and at least three more than `fittedParameters` (Hyndman, R. J. and
  /// Athanasopoulos, G., *Forecasting: Principles and Practice*, 3rd ed. (2021), section 5.4). O(n · lags).
  ///
  /// - Parameters:
  ///   - seasonLength: slots per season; 1 for none.
  ///   - fittedParameters: the number of parameters that shape the autocorrelation, as
  ///     `FitSummary.dynamicParameterCount` counts them.
  public init(
    history: TimeSeries, fittedValues: TimeSeries, seasonLength: Int, fittedParameters: Int = 0
  ) {
    let residuals = history.residuals(fittedValues)
    let observed = residuals.storage.filter { !$0.isNaN }
    count = observed.count
    mean = observed.isEmpty ? nil : Moments.mean(of: observed)
    let first = residuals.autocorrelations(upTo: 1).last
    firstAutocorrelation = count > 2 ? first.flatMap { $0.isNaN ? nil : $0 } : nil
    let usual = seasonLength > 1 ? 2 * min(seasonLength, count) : 10
    let lags = max(min(usual, count / 5), fittedParameters + 3)
    ljungBox = try? LjungBox(residuals: observed, lags: lags, fittedParameters: fittedParameters)
    ljungBoxLags = ljungBox == nil ? nil : lags
    jarqueBera = try? JarqueBera(observed)
    varianceRatio = try? VarianceRatio(residuals: observed)
  }
}

extension TimeSeries {
  /// Observed values minus the values of another series, slot by slot of this one; missing where
  /// either is, O(n).
  public func residuals(_ fitted: TimeSeries) -> TimeSeries {
    TimeSeries(
      start: start,
      storage: zip(periods, storage).map { period, value in value - (fitted[period] ?? .nan) })
  }
}

extension FitSummary {
  /// How many of the parameters shape the autocorrelation of residuals: smoothing weights and
  /// autoregressive and moving-average coefficients, but no first states and no coefficients of
  /// regressors.
  public var dynamicParameterCount: Int {
    parameters.count { parameter in
      let name = parameter.name
      return ["alpha", "beta", "gamma", "phi"].contains(name)
        || ["ar", "ma", "sar", "sma"].contains(String(name.prefix { $0.isLetter }))
          && name.last?.isNumber == true
    }
  }
}
