import Forecasting
import TemporalData

/// The ARIMA model that a stepwise search prefers by a stricter form of Akaike's criterion.
///
/// The criterion has the small-sample correction, counts each ARMA coefficient one and a half times,
/// since it was picked from many, and a constant half where there is no season.
///
/// Differences are chosen first: one seasonal difference where the season is strong, then as many
/// plain ones as a test of stationarity asks for. The search begins with four small models, and
/// moves to a neighbour (one order up or down, a pair of orders up or down together, the constant in
/// or out) as long as one is better. A model counts only if every root of its polynomials is at
/// least 1.01 in modulus: nearer to 1 the differences would be wrong.
///
/// Likelihoods are exact. In long or weekly histories they are conditional while the search lasts,
/// and exact for the best few.
///
/// | Name | Default | Meaning | Range |
/// |---|---|---|---|
/// | `seasonLength` | | slots per season, 1 for none | 1...; above 366 no seasonal orders |
/// | `regressors` | none | columns of the regression | |
///
/// Reference: R. J. Hyndman, Y. Khandakar, *Automatic time series forecasting: the forecast package
/// for R*, J. Stat. Softw. 27(3) (2008), doi:10.18637/jss.v027.i03.
public struct ARIMASearch: ForecastModel {
  /// Slots per season; 1 for none.
  public let seasonLength: Int
  /// The columns of the regression.
  public let regressors: Regressors

  /// The fewest observations a search is made on.
  static let fewest = 4
  /// Longer seasons get no seasonal orders.
  static let longestSeason = 366

  /// A search with this season length, 1 or more.
  public init(seasonLength: Int, regressors: Regressors = .none) throws(SpecificationError) {
    guard seasonLength >= 1 else {
      throw .outOfRange(parameter: "season length", value: Double(seasonLength), allowed: "1...")
    }
    self.init(unchecked: seasonLength, regressors: regressors)
  }

  init(unchecked seasonLength: Int, regressors: Regressors = .none) {
    (self.seasonLength, self.regressors) = (seasonLength, regressors)
  }

  /// `ARIMA`, as the search is named on the command line.
  public var name: String { regressors.isEmpty ? "ARIMA" : "Regression with ARIMA errors" }

  /// Searches, and estimates the model found.
  ///
  /// - Throws: `ModelError.unknownRegressor` where a column has no value at an observed slot.
  public func fit(_ history: TimeSeries) throws(ModelError) -> FittedOrNaive<FittedARIMA> {
    let prepared = SmoothingHistory(history)
    guard prepared.observedCount >= Self.fewest else {
      return .naive(try Naive().fit(history, insteadOf: "an ARIMA model"))
    }
    if history.isConstant && regressors.isEmpty {
      return .naive(try Naive().fitConstant(history))
    }
    var walk = try ARIMAWalk(
      prepared, differences: try differences(prepared), regressors: regressors)
    if let found = try walk.best() { return .fitted(found) }
    return .naive(try Naive().fit(history, insteadOf: "an ARIMA model"))
  }

  /// The differences of the series, or of what a regression on the columns leaves of it.
  private func differences(_ history: SmoothingHistory) throws(ModelError) -> ARIMAOrder {
    var series = history.scaled
    if !regressors.isEmpty {
      let plain = ARIMAOrder(unchecked: 0, 0, 0, 0, 0, 0, seasonLength: 1)
      let problem = try ARIMAProblem(history, plain, constant: true, regressors)
      series = TimeSeries(start: series.start, storage: problem.differenced)
    }
    let season = seasonLength <= Self.longestSeason ? seasonLength : 1
    let seasonal = series.seasonalDifferencesNeeded(seasonLength: season)
    if seasonal > 0 { series = Differencing(lag: season).apply(to: series) }
    return ARIMAOrder(
      unchecked: 0, series.differencesNeeded, 0, 0, seasonal, 0, seasonLength: season,
      keepingSeason: true)
  }
}
