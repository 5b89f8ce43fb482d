import Forecasting
import PartnerKPI

/// Rows of the table of diagnostics, one per series.
///
/// Columns: the key columns, `kpi, model, n, sigma, log_likelihood, aicc, residual_mean, acf_1,
/// ljung_box_lags, ljung_box_p, jarque_bera_p, heteroscedasticity_p, parameters, status, reason`.
public struct DiagnosticsTable: Hashable, Sendable {
  /// The columns, in order.
  public let columns: [ResultTable.Column]
  private let keys: KeyColumns

  private static let numbers: [ResultTable.Column] =
    [.init("n", .count)]
    + ["sigma", "log_likelihood", "aicc", "residual_mean", "acf_1"].map { .init($0, .number) }
    + [.init("ljung_box_lags", .count)]
    + ["ljung_box_p", "jarque_bera_p", "heteroscedasticity_p"].map { .init($0, .number) }

  /// A table for these key columns.
  public init(keyColumns: [String]) {
    let own: [ResultTable.Column] =
      [.init("kpi", .text), .init("model", .text)] + Self.numbers
      + ["parameters", "status", "reason"].map { .init($0, .text) }
    keys = KeyColumns(keyColumns, beside: own)
    columns = keys.columns + own
  }

  /// The row of one series; a refused one has the reason and no numbers.
  public func row(
    _ key: SeriesKey, _ outcome: SeriesOutcome<SeriesForecast>
  ) -> ResultTable.Row {
    let start = keys.cells(key) + [.text(key.kpi)]
    let end: [ResultTable.Cell] = [.text(outcome.status), .text(orMissing: outcome.reason)]
    guard let result = outcome.value else {
      let empty = [ResultTable.Cell](repeating: .missing, count: Self.numbers.count + 2)
      return start + empty + end
    }
    return start + [.text(result.forecast.model)] + cells(result.summary, result.diagnostics)
      + [.text(orMissing: Self.text(result.summary.parameters))] + end
  }

  private func cells(
    _ summary: FitSummary, _ diagnostics: ResidualDiagnostics?
  ) -> [ResultTable.Cell] {
    [
      .count(summary.observations), .number(summary.residualStandardDeviation),
      .number(summary.logLikelihood), .number(summary.correctedAIC),
      .number(diagnostics?.mean), .number(diagnostics?.firstAutocorrelation),
      diagnostics?.ljungBoxLags.map { .count($0) } ?? .missing,
      .number(diagnostics?.ljungBox?.pValue), .number(diagnostics?.jarqueBera?.pValue),
      .number(diagnostics?.varianceRatio?.pValue),
    ]
  }

  /// Estimates as `alpha=0.31 leads=2.1 se(leads)=0.4`, standard errors where known; nil without any.
  static func text(_ parameters: [FitSummary.Parameter]) -> String? {
    guard !parameters.isEmpty else { return nil }
    return parameters.map { parameter in
      let estimate = "\(parameter.name)=\(NumberText.exact(parameter.value) ?? "")"
      guard let error = parameter.standardError.flatMap(NumberText.exact) else { return estimate }
      return estimate + " se(\(parameter.name))=\(error)"
    }
    .joined(separator: " ")
  }
}
