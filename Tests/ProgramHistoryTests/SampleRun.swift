import Foundation
import PartnerKPI
import ProgramHistory
import TemporalData

/// Small runs whose numbers are plain arithmetic.
enum SampleRun {
  /// A run of two partners and two KPIs over the months 0 to `end`, with forecasts of three months.
  static func run(
    end: Int = 11, partners: Int = 2, revised: [Int: Double] = [:],
    kpis: [String] = ["revenue", "rate"]
  ) -> KeptRun {
    var series: [KeptRun.Series] = []
    for kpi in kpis {
      for partner in 1...partners {
        var values: [Int: Double] = [:]
        for month in 0...end { values[month] = Double(100 * partner + month) / 3 }
        if partner == 1, kpi == "revenue" { values.merge(revised) { _, new in new } }
        let steps = (1...3).map { ahead in
          let mean = Double(100 * partner + end + ahead) / 3
          return KeptRun.Step(
            period: end + ahead, mean: mean, bounds: [mean - 1, mean + 1, mean - 2, mean + 2])
        }
        series.append(
          .init(
            key: SeriesKey(values: ["P\(partner)"], kpi: kpi), values: values,
            forecast: .init(status: "ok", model: "naive", source: "own", steps: steps)))
      }
    }
    let kinds = ["revenue": "flow", "rate": "ratio"].filter { kpis.contains($0.key) }
    return KeptRun(
      asOf: "\(Period(.month, ordinal: end).lastDay)", frequency: .month, keyColumns: ["partner"],
      kinds: kinds, levels: [80, 95], series: series)
  }

  /// The facts of a run by what tells it from others.
  static func facts(_ identity: String) -> VintageFacts {
    VintageFacts(
      identity: identity, createdAt: "2026-04-01T12:00:00Z", version: "0.1.0", options: "{}",
      inputs: [.init(path: "h.csv", sha256: "ab", bytes: 10, rows: 2)])
  }
}

/// A folder of its own, removed at the end of the test.
final class Place {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "kpi-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  var path: String { folder.appending(path: "history.sqlite").path }
}
