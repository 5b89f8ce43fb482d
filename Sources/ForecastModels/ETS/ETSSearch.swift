import Forecasting
import TemporalData

/// The exponential smoothing model with the smallest Akaike criterion.
///
/// Every candidate is estimated with the weak prior of `ETS.Estimation.regularized`, and compared by
/// −2 log L + 2k of its penalised likelihood, without the small-sample correction, which is derived
/// for parameters without a prior. A candidate is given up once the pace of its search says that
/// it will not come below the best criterion so far.
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
    if var found = best(of: prepared, noises: [.additive, .multiplicative]) {
      let fitted = try found.fitted()
      // A last value of another size than the rest can make relative errors so large that their
      // squares multiply.
      guard isExplosive(fitted, prepared), var calm = best(of: prepared, noises: [.additive])
      else { return .fitted(fitted) }
      return .fitted(try calm.fitted())
    }
    return .naive(try Naive().fit(history, insteadOf: "exponential smoothing"))
  }

  /// Whether the spread leaves the values far behind within two seasons.
  private func isExplosive(_ fitted: FittedETS, _ history: SmoothingHistory) -> Bool {
    let steps = max(12, min(60, 2 * seasonLength))
    let largest = history.scaled.storage.reduce(0) { $1.isNaN ? $0 : max($0, abs($1)) }
    let last = fitted.forecast(horizon: steps).distributions[steps - 1]
    return !(last.standardDeviation <= 1000 * largest * history.scale)
  }

  /// The candidate with the smallest criterion; nil if the history is too short for each.
  private func best(of prepared: SmoothingHistory, noises: [ETS.Noise]) -> SmoothingFit? {
    var best: SmoothingFit?
    for season in seasons(for: prepared) {
      for trend in [ETS.Trend.none, .additive(damped: false), .additive(damped: true)] {
        let forms = candidates(trend, season, noises, for: prepared)
        guard !forms.isEmpty else { continue }
        let start = SmoothingStart(prepared.scaled, trend: trend != .none, season: season)
        // Forms that differ in their noise alone have their best points close together.
        var neighbour: [Double]?
        for form in forms {
          var search = SmoothingFit(form, prepared, start)
          search.search(from: neighbour, givingUpAbove: best?.criterion ?? .infinity)
          neighbour = search.point
          if search.criterion < (best?.criterion ?? .infinity) { best = search }
        }
      }
    }
    return best
  }

  private func seasons(for history: SmoothingHistory) -> [ETS.Season] {
    guard seasonLength > 1, seasonLength <= ETS.maximumSeason, history.scaled.count > seasonLength
    else { return [.none] }
    return [.none, .additive(period: seasonLength), .multiplicative(period: seasonLength)]
  }

  /// The admissible forms with this trend and season that the history is long enough for.
  private func candidates(
    _ trend: ETS.Trend, _ season: ETS.Season, _ noises: [ETS.Noise], for history: SmoothingHistory
  ) -> [ETS] {
    let positive = history.firstNonPositive == nil
    return noises.compactMap { noise in
      if case (.additive, .multiplicative) = (noise, season) { return nil }
      let model = ETS(unchecked: noise, trend, season, estimation: .regularized)
      if model.needsPositive && !positive { return nil }
      return history.observedCount > model.parameterCount + 1 ? model : nil
    }
  }
}
