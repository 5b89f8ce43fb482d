import DataIO
import Forecasting
import Glibc
import KPIProject
import PartnerKPI
import ProgramHistory
import Reporting
import TemporalData

/// Keeps what a run read and forecast in the history beside the project file.
struct VintageKeeping {
  private let plan: ProgramPlan
  private let reading: PanelReading
  private let options: JSONValue
  private let seed: UInt64

  init(_ plan: ProgramPlan, _ reading: PanelReading, options: [JSONValue.Member], seed: UInt64) {
    (self.plan, self.reading, self.seed) = (plan, reading, seed)
    self.options = .object(options)
  }

  /// Keeps the forecasts, one per entry of the panel; gives the number of the vintage and whether it is new.
  func keep(
    _ forecasts: [KeptRun.Forecast]
  ) throws -> (id: Int64, isNew: Bool) {
    let panel = reading.panel
    var kinds: [KPI.ID: String] = [:]
    let series = panel.entries.indices.map { place -> KeptRun.Series in
      let entry = panel.entries[place]
      kinds[entry.key.kpi] = entry.series.kpi.kind.name
      return KeptRun.Series(
        key: entry.key, values: Self.values(entry.series.values),
        forecast: forecasts.indices.contains(place) ? forecasts[place] : nil)
    }
    let run = KeptRun(
      asOf: reading.asOf.map { "\($0)" }, frequency: panel.frequency, keyColumns: panel.keyColumns,
      kinds: kinds, levels: plan.levels.percents, series: series)
    return try ProgramArchive(besideProject: plan.project.path).opened().keep(run, try facts())
  }

  private func facts() throws -> VintageFacts {
    let project = SHA256.hexadecimal(of: try ResultFile.bytes(plan.project.path))
    let panel = reading.panel
    let parts =
      [
        ProgramVersion.text, options.text(), "\(seed)", project, panel.frequency.description,
        reading.asOf.map { "\($0)" } ?? "",
      ] + panel.keyColumns + reading.inputs.map(\.sha256)
    let identity = JSONValue.strings(parts).text()
    return VintageFacts(
      identity: SHA256.hexadecimal(of: Array(identity.utf8)), createdAt: Self.now,
      version: ProgramVersion.text, options: options.text(),
      inputs: reading.inputs.map {
        .init(path: $0.path, sha256: $0.sha256, bytes: $0.bytes, rows: $0.rows)
      })
  }

  private static func values(_ series: TimeSeries) -> [Int: Double] {
    var values: [Int: Double] = [:]
    for period in series.periods {
      if let value = series[period], value.isFinite { values[period.ordinal] = value }
    }
    return values
  }

  /// The time of day in UTC, which stands in the history alone.
  private static var now: String {
    let seconds = time(nil)
    let (day, second) = (seconds / 86_400, seconds % 86_400)
    let clock = [second / 3600, second / 60 % 60, second % 60]
      .map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    return "\(CivilDate(daysSince1970: day))T\(clock)Z"
  }
}

extension KeptRun.Forecast {
  /// What is kept of the outcome of one series.
  init(_ outcome: SeriesOutcome<SeriesForecast>, levels: [Double]) {
    let result = outcome.value
    let steps = (result?.forecast.periods).map { periods in
      zip(periods, result?.forecast.distributions ?? []).map { period, distribution in
        KeptRun.Step(
          period: period.ordinal, mean: distribution.mean,
          bounds: levels.flatMap { level -> [Double] in
            let interval = distribution.interval(level: level)
            return [interval.lower, interval.upper]
          })
      }
    }
    self.init(
      status: outcome.status, reason: outcome.reason, model: result?.forecast.model,
      source: result?.summary.source.rawValue, steps: steps ?? [])
  }
}
