import Forecasting
import PartnerKPI

/// Rows of the forecast table, built series by series.
///
/// Columns: the key columns, `kpi, period, mean`, a pair `lo_, hi_` per level, `level, trend, season,
/// effects` if components are wanted, `model, source, status, reason`.
public struct ForecastTable: Hashable, Sendable {
  /// The columns, in order.
  public let columns: [ResultTable.Column]
  private let keys: KeyColumns
  private let levels: [Double]
  private let parts: [String]

  /// A table for these key columns and interval levels (shares in 0…1, not percentages).
  ///
  /// - Parameter components: whether there are columns of what the means are made of.
  public init(
    keyColumns: [String], levels: [Double] = [0.8, 0.95], components: Bool = false
  ) {
    parts = components ? ["level", "trend", "season", "effects"] : []
    let pairs = levels.map(Self.percentText).flatMap { ["lo_" + $0, "hi_" + $0] }
    let own: [ResultTable.Column] =
      [.init("kpi", .text), .init("period", .period), .init("mean", .number)]
      + (pairs + parts).map { .init($0, .number) }
      + ["model", "source", "status", "reason"].map { .init($0, .text) }
    keys = KeyColumns(keyColumns, beside: own)
    columns = keys.columns + own
    self.levels = levels
  }

  /// The rows of one series: one per period ahead, or, if it was refused, a single one with the
  /// reason and neither period nor numbers.
  public func rows(
    _ key: SeriesKey, _ outcome: SeriesOutcome<SeriesForecast>
  ) -> [ResultTable.Row] {
    let start = keys.cells(key) + [.text(key.kpi)]
    let end: [ResultTable.Cell] = [.text(outcome.status), .text(orMissing: outcome.reason)]
    guard let result = outcome.value else {
      let count = 2 * levels.count + parts.count + 4
      return [start + [ResultTable.Cell](repeating: .missing, count: count) + end]
    }
    let forecast = result.forecast
    return forecast.periods.indices.map { step in
      let distribution = forecast.distributions[step]
      return start + [.period(forecast.periods[step]), .number(distribution.mean)]
        + ends(distribution) + contributions(result.components, step)
        + [.text(forecast.model), .text(result.summary.source.rawValue)] + end
    }
  }

  /// The parts of the mean of one step.
  private func contributions(_ components: ForecastComponents?, _ step: Int) -> [ResultTable.Cell] {
    guard !parts.isEmpty else { return [] }
    guard let it = components else { return parts.map { _ in .missing } }
    return [it.level, it.trend, it.season, it.effects].map { .number($0[step]) }
  }

  /// The ends of the intervals, level by level.
  private func ends(_ distribution: ForecastDistribution) -> [ResultTable.Cell] {
    levels.flatMap { level -> [ResultTable.Cell] in
      let interval = distribution.interval(level: level)
      return [.number(interval.lower), .number(interval.upper)]
    }
  }

  /// A level as a percentage: `80` for 0.8, `97.5` for 0.975.
  static func percentText(_ level: Double) -> String {
    // Rounded, since 0.07 · 100 is not 7 in binary.
    NumberText.exact((level * 1e10).rounded() / 1e8) ?? "0"
  }
}
