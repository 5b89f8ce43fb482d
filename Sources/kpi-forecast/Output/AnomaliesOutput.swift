import Forecasting
import PartnerKPI
import Reporting
import TemporalData

/// What `auto` found in the histories: a table in the output folder, and one line for a person.
struct AnomaliesOutput {
  /// The file in the output folder; it is there only if something was found.
  static let fileName = "anomalies.csv"

  /// In how many series there is a kind of finding, and when it was found last.
  private struct Count {
    var series = 0
    var last: Period?

    mutating func add(_ dates: [Period]) {
      guard let newest = dates.max() else { return }
      series += 1
      last = max(last ?? newest, newest)
    }

    func text(_ noun: String) -> String? {
      last.map { "\(noun) in \(Counted.grouped(series)) (last \(PeriodLabel.text($0)))" }
    }
  }

  private let table: AnomalyTable
  private let folder: OutputFolder?
  private var file: TableFile?
  private var (outliers, shifts, shocks) = (Count(), Count(), Count())
  private var seen = 0

  init(keyColumns: [String], folder: OutputFolder?) {
    (table, self.folder) = (AnomalyTable(keyColumns: keyColumns), folder)
  }

  /// Counts and writes what was found in one series.
  mutating func add(_ key: SeriesKey, _ outcome: SeriesOutcome<SeriesForecast>) throws {
    seen += 1
    guard let findings = outcome.value?.findings, !findings.isEmpty else { return }
    outliers.add(findings.compactMap { if case .outlier(let at, _, _) = $0 { at } else { nil } })
    shifts.add(findings.compactMap { if case .levelShift(let from, _) = $0 { from } else { nil } })
    shocks.add(
      findings.compactMap { if case .shock(let periods, _) = $0 { periods.start } else { nil } })
    guard var file = try file ?? opened() else { return }
    for row in table.rows(key, findings) { try file.write(row) }
    self.file = file
  }

  /// The file, with its header; nil without a folder.
  private func opened() throws -> TableFile? {
    guard let folder else { return nil }
    var file = try TableFile(Self.fileName, in: folder)
    try file.begin(table.columns)
    return file
  }

  /// Ends the table where it stands.
  mutating func finish() throws { try file?.finish() }

  /// What was found, in words; nil if nothing was.
  var line: String? {
    let parts = [
      outliers.text("outliers"), shifts.text("level shifts"), shocks.text("shocks"),
    ].compactMap { $0 }
    guard !parts.isEmpty else { return nil }
    let place = folder == nil ? "--explain-model tells them" : "see \(Self.fileName)"
    return "of \(Counted.series(seen)), \(parts.joined(separator: ", ")); \(place)"
  }
}
