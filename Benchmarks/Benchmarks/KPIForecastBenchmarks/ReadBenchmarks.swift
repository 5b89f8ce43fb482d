import Benchmark
import DataIO
import Foundation
import TemporalData

/// Reading a long table: 100,000 rows of 50 months × 2,000 series, written once to a temporary file.
func readBenchmarks() {
  Benchmark("read / CSV, 100,000 long rows") { benchmark in
    let path = try longTable(series: 2_000, months: 50)
    defer { try? FileManager.default.removeItem(atPath: path) }
    benchmark.startMeasurement()
    for _ in benchmark.scaledIterations {
      let reading = try PanelReader.read([.file(path)], schema: PanelSchema())
      precondition(reading.rowCount == 100_000 && reading.panel.entries.count == 2_000)
      blackHole(reading.rowCount)
    }
    benchmark.stopMeasurement()
  }
}

private func longTable(series: Int, months: Int) throws -> String {
  var text = "month,partner_id,kpi,value\n"
  let start = Period(.month, ordinal: 552)
  for number in 0..<series {
    for step in 0..<months {
      let value = Double((number * 7_919 + step * 104_729) % 100_000) / 100
      text += "\(start.advanced(by: step)),P\(10_000 + number),revenue,\(value)\n"
    }
  }
  let path = NSTemporaryDirectory() + "kpi-forecast-\(UUID().uuidString).csv"
  try text.write(toFile: path, atomically: true, encoding: .utf8)
  return path
}
