import DataIO
import Foundation
import PartnerKPI
import ProgramHistory
import TemporalData

/// A folder of results, read again as the run that made it.
struct ResultFolder {
  private let path: String
  private let frequency: Frequency
  private let asOf: String?
  private let kinds: [String: String]

  /// Reads the manifest of a folder.
  init(_ path: String) throws(DataError) {
    self.path = path
    let manifest = path + "/" + Manifest.fileName
    let bytes = try ResultFile.bytes(manifest)
    let object = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
    guard let object, let frequency = (object["grain"] as? String).flatMap({ Frequency($0) }) else {
      throw DataError(
        .badData, at: .init(path: manifest), "this manifest does not name the grain of its tables",
        fix: "make the folder again with this version of kpi-forecast")
    }
    guard object["status"] as? String == "complete" else {
      throw DataError(
        .badData, at: .init(path: manifest), "the run that wrote this folder was interrupted",
        fix: "run it again")
    }
    self.frequency = frequency
    asOf = object["as_of"] as? String
    kinds = object["kpis"] as? [String: String] ?? [:]
  }

  /// The run, with its forecasts if they are wanted: these must be there then, otherwise the values must.
  func run(withForecasts: Bool) throws(DataError) -> KeptRun {
    var content = Content(frequency: frequency)
    let data = path + "/data.csv"
    if !withForecasts || FileManager.default.fileExists(atPath: data) {
      try content.takeValues(try ResultFile(data))
    }
    if withForecasts { try content.takeForecasts(try ResultFile(path + "/forecast.csv")) }
    return KeptRun(
      asOf: asOf, frequency: frequency, keyColumns: content.keyColumns, kinds: kinds,
      levels: content.levels, series: content.series)
  }
}

/// The series of a folder while its tables are read.
private struct Content {
  let frequency: Frequency
  private(set) var keyColumns: [String] = []
  private(set) var levels: [Double] = []
  private(set) var series: [KeptRun.Series] = []
  private var places: [SeriesKey: Int] = [:]

  init(frequency: Frequency) { self.frequency = frequency }

  /// Takes `KEYS…, kpi, period, value`.
  mutating func takeValues(_ file: ResultFile) throws(DataError) {
    let kpi = try file.place(of: "kpi")
    let (period, value) = (try file.place(of: "period"), try file.place(of: "value"))
    keyColumns = Array(file.columns[..<kpi])
    for row in file.rows {
      let place = place(row.fields, kpi)
      let number = try self.period(file, row, period)
      series[place].values[number] = try file.number(row, value)
    }
  }

  /// Takes `KEYS…, kpi, period, mean, lo_…, hi_…, …, model, source, status, reason`.
  mutating func takeForecasts(_ file: ResultFile) throws(DataError) {
    let kpi = try file.place(of: "kpi")
    // A key column that has the name of another one was given a longer name in this table.
    if keyColumns.count != kpi { keyColumns = Array(file.columns[..<kpi]) }
    levels = file.columns.filter { $0.hasPrefix("lo_") }.compactMap { Double($0.dropFirst(3)) }
    let mean = try file.place(of: "mean")
    let (model, source) = (try file.place(of: "model"), try file.place(of: "source"))
    let (status, reason) = (try file.place(of: "status"), try file.place(of: "reason"))
    let period = try file.place(of: "period")
    for row in file.rows {
      let place = place(row.fields, kpi)
      let text = { (column: Int) in row.fields[column].isEmpty ? nil : row.fields[column] }
      var forecast =
        series[place].forecast
        ?? KeptRun.Forecast(
          status: row.fields[status], reason: text(reason), model: text(model),
          source: text(source), steps: [])
      if let value = try file.number(row, mean) {
        var bounds: [Double] = []
        for column in mean + 1..<mean + 1 + 2 * levels.count {
          bounds.append(try file.number(row, column) ?? .nan)
        }
        forecast.steps.append(
          KeptRun.Step(period: try self.period(file, row, period), mean: value, bounds: bounds))
      }
      series[place].forecast = forecast
    }
  }

  /// The place of a series, which is added if it is new.
  private mutating func place(_ fields: [String], _ kpi: Int) -> Int {
    let key = SeriesKey(values: Array(fields[..<kpi]), kpi: fields[kpi])
    if let place = places[key] { return place }
    places[key] = series.count
    series.append(KeptRun.Series(key: key, values: [:]))
    return series.count - 1
  }

  private func period(
    _ file: ResultFile, _ row: (line: Int, fields: [String]), _ column: Int
  ) throws(DataError) -> Int {
    let text = row.fields[column]
    if frequency == .index, let number = Int(text) { return number }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).compactMap { Int($0) }
    if frequency != .index, parts.count == 3,
      let date = CivilDate(year: parts[0], month: parts[1], day: parts[2])
    {
      return Period(frequency, containing: date).ordinal
    }
    throw DataError(
      .badData, at: .init(path: file.path, line: row.line, column: column + 1),
      "'period' \"\(text.prefix(40))\" is not a period", fix: "make the folder again")
  }
}
