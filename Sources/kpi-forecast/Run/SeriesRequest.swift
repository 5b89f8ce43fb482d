import Forecasting
import PartnerKPI

/// What to ask of every series of a run, each by its own model.
struct SeriesRequest: Sendable {
  var model: SeriesModel
  let ranges: RangePlan
  var calendar = CalendarPlan()
  let horizon: Int
  let paths: Int
  let seed: UInt64
  let details: Set<ForecastRequest.Detail>
  let seasonLength: Int
  /// The number of series, from the first on, whose forecast is accounted for.
  var accounts = 0
  /// What an account compares a model with.
  var reference: (any ForecastModel)?

  /// The answer for one series; a specification that is not valid is a refusal.
  ///
  /// - Parameter index: the place of the series in the panel.
  func answer(_ entry: KPIPanel.Entry, at index: Int) -> SeriesOutcome<SeriesForecast> {
    do {
      let details = index < accounts ? details.union([.account]) : details
      let request = ForecastRequest(
        model: try calendar.model(model, of: entry, ranges), horizon: horizon, paths: paths,
        seed: seed,
        details: details, seasonLength: seasonLength, reference: reference,
        pastModel: details.contains(.account)
          ? try calendar.pastModel(model, of: entry, ranges) : nil)
      return request.answer(entry.series.values, key: entry.key.description)
    } catch {
      return .refused(reason: "\(error)")
    }
  }
}
