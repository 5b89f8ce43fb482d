import Forecasting
import TemporalData

/// The exponential smoothing model with the smallest corrected Akaike criterion.
///
/// Every candidate is estimated with the weak prior of `ETS.Estimation.regularized`, and compared by
/// its penalised likelihood.
///
/// Candidates are all admissible forms: noise A or M, trend N, A or Ad, season N, A or M, without
/// additive noise under a multiplicative season (whose variance can be infinite) and without
/// multiplicative parts where a value is not positive. A candidate needs more observations than
/// parameters plus one. With fewer observations than any candidate needs, or if every value is the
/// same, the answer is `Naive`, with a reason.
///
/// Reference: Hyndman et al. (2008), section 2.8; *Forecasting: the forecast package for R*, J. Stat.
/// Softw. 27(3) (2008), doi:10.18637/jss.v027.i03.
public struct ETSSearch: ForecastModel, Hashable {
  /// Slots per season; 1 for none.
  public let seasonLength: Int

  /// A search with this season length, 1 or more; above 400 seasonal forms are not tried.
  public init(seasonLength: Int) throws(SpecificationError) {
    guard seasonLength >= 1 else {
      throw .outOfRange(parameter: "season length", value: Double(seasonLength), allowed: "1...")
    }
    self.seasonLength = seasonLength
  }

  /// A search whose season length is known to be 1 or more.
  init(unchecked seasonLength: Int) { self.seasonLength = seasonLength }

  /// `ETS`, as the search is named on the command line.
  public var name: String { "ETS" }

  /// Fits every candidate and keeps the best.
  public func fit(_ history: TimeSeries) throws(ModelError) -> FittedOrNaive<FittedETS> {
    if history.isConstant { return .naive(try Naive().fitConstant(history)) }
    let prepared = SmoothingHistory(history)
    var best: FittedETS?
    for model in candidates(for: prepared) {
      guard let fitted = try? model.fit(prepared), let criterion = fitted.summary.correctedAIC
      else { continue }
      if criterion < (best?.summary.correctedAIC ?? .infinity) { best = fitted }
    }
    if let best { return .fitted(best) }
    return .naive(try Naive().fit(history, insteadOf: "exponential smoothing"))
  }

  /// The admissible forms that the history is long enough for, simple ones first.
  private func candidates(for history: SmoothingHistory) -> [ETS] {
    let positive = history.firstNonPositive == nil
    let seasons: [ETS.Season] =
      seasonLength > 1 && seasonLength <= ETS.maximumSeason
        && history.scaled.count > seasonLength
      ? [.none, .additive(period: seasonLength), .multiplicative(period: seasonLength)] : [.none]
    var models: [ETS] = []
    for season in seasons {
      for trend in [ETS.Trend.none, .additive(damped: false), .additive(damped: true)] {
        for noise in [ETS.Noise.additive, .multiplicative] {
          let model = ETS(unchecked: noise, trend, season, estimation: .regularized)
          if case (.additive, .multiplicative) = (noise, season) { continue }
          if model.needsPositive && !positive { continue }
          if history.observedCount > model.parameterCount + 1 { models.append(model) }
        }
      }
    }
    return models
  }
}
