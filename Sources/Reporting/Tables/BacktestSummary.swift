import Forecasting
import PartnerKPI

/// How models did over all series: means over series, gathered series by series.
///
/// Every series counts the same. The skill is one minus the ratio of summed scaled errors to those of
/// the seasonal naive method on the same series, and not the mean of the skills: a single series that
/// is easy for last year's value would outweigh hundreds of others in that mean.
public struct BacktestSummary: Sendable {
  /// The means per model over all series, models in the order first seen.
  private(set) var total: [ModelScores] = []
  /// The means per KPI and model, in the order first seen.
  private(set) var sections: [(kpi: KPI.ID, models: [ModelScores])] = []

  let measures: BacktestMeasures

  /// A summary of no series.
  ///
  /// - Parameter levels: the levels of the intervals whose coverage is shown, 0 < level < 1.
  public init(levels: [Double] = [0.8, 0.95]) { measures = BacktestMeasures(levels: levels) }

  /// Adds the outcome of one model on one series.
  ///
  /// - Parameter model: the name that was asked for, such as `auto`.
  public mutating func add(
    _ key: SeriesKey, model: String, _ outcome: SeriesOutcome<BacktestScores>
  ) {
    add(model, outcome, to: &total)
    if sections.last?.kpi != key.kpi, !sections.contains(where: { $0.kpi == key.kpi }) {
      sections.append((key.kpi, []))
    }
    guard let place = sections.firstIndex(where: { $0.kpi == key.kpi }) else { return }
    var models = sections[place].models
    add(model, outcome, to: &models)
    sections[place].models = models
  }

  private func add(
    _ model: String, _ outcome: SeriesOutcome<BacktestScores>, to models: inout [ModelScores]
  ) {
    if let place = models.firstIndex(where: { $0.model == model }) {
      models[place].add(outcome)
    } else {
      var scores = ModelScores(model: model, measures: measures)
      scores.add(outcome)
      models.append(scores)
    }
  }
}

extension BacktestTable {
  /// One row per model over all series: `kpi, model, n_series, n_windows, horizon`, the measures and
  /// `status, reason`.
  ///
  /// `n_series` and `n_windows` count what was scored. With more than one KPI the column `kpi` is
  /// empty, and so are the measures in the unit of the KPI (`mae`, `rmse`, `bias`), since units
  /// cannot be averaged.
  public static func summary(_ summary: BacktestSummary) -> ResultTable {
    let kpis = summary.sections.map(\.kpi)
    let kpi: ResultTable.Cell = kpis.count == 1 ? .text(kpis[0]) : .missing
    var table = ResultTable(
      columns: [
        .init("kpi", .text), .init("model", .text), .init("n_series", .count),
        .init("n_windows", .count), .init("horizon", .count),
      ] + summary.measures.columns + ends)
    for scores in summary.total {
      table.append([kpi] + cells(scores, summary.measures, inUnits: kpis.count == 1))
    }
    return table
  }

  private static func cells(
    _ scores: ModelScores, _ measures: BacktestMeasures, inUnits: Bool
  ) -> [ResultTable.Cell] {
    let values = zip(measures.names, scores.means).map { name, mean -> ResultTable.Cell in
      let hasUnit = ["mae", "rmse", "bias"].contains(name)
      return .number(hasUnit && !inUnits ? nil : mean)
    }
    return [.text(scores.model), .count(scores.scored), .count(scores.windows)]
      + [scores.scored > 0 ? .count(scores.horizon) : .missing] + values
      + [.text(scores.status), .text(orMissing: scores.reason)]
  }
}
