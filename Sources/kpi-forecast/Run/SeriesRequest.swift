import Forecasting
import PartnerKPI

/// What to ask of every series of a run, each by its own model.
struct SeriesRequest: Sendable {
  let model: SeriesModel
  let horizon: Int
  let paths: Int
  let seed: UInt64
  let details: Set<ForecastRequest.Detail>
  let seasonLength: Int

  /// The answer for one series; a specification that is not valid is a refusal.
  func answer(_ entry: KPIPanel.Entry) -> SeriesOutcome<SeriesForecast> {
    do {
      let request = ForecastRequest(
        model: try model.model(for: entry.key), horizon: horizon, paths: paths, seed: seed,
        details: details, seasonLength: seasonLength)
      return request.answer(entry.series.values, key: entry.key.description)
    } catch {
      return .refused(reason: "\(error)")
    }
  }
}
