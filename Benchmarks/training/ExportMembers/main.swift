import Foundation
import KPIForecast

// Writes what the members of `auto` forecast from several origins of every series of a table, for
// train.py: one JSON object per line.

let usage = """
  export-members TABLE SEASON HORIZON OFFSETS [MEMBERS]
    TABLE    unique_id,ds,y, series by series in the order of time
    SEASON   slots per season, 1 for none
    HORIZON  periods to forecast
    OFFSETS  periods between the end of the forecast and the end of the series: 0,18,27
    MEMBERS  names of models; those of auto if left out

  """

/// The series of a table, in its order.
func series(of table: String) -> [(name: String, values: [Double])] {
  var found: [(name: String, values: [Double])] = []
  for line in table.split(separator: "\n").dropFirst() {
    let cells = line.split(separator: ",", omittingEmptySubsequences: false)
    guard cells.count == 3 else { continue }
    if found.last?.name != String(cells[0]) { found.append((String(cells[0]), [])) }
    found[found.count - 1].values.append(Double(cells[2]) ?? .nan)
  }
  return found
}

func list(_ values: [Double]) -> String {
  "[" + values.map { $0.isFinite ? "\($0)" : "null" }.joined(separator: ",") + "]"
}

/// One line: a sample with what came after it.
func line(_ name: String, offset: Int, _ sample: AutoSample, actual: [Double]) -> String {
  let means = sample.forecasts.map { $0.map { list($0.means) } ?? "null" }
  let spreads = sample.forecasts.map {
    $0.map { list($0.distributions.map(\.standardDeviation)) } ?? "null"
  }
  return """
    {"series":"\(name)","offset":\(offset),"observations":\(sample.observations),\
    "scale":\(sample.scale),"features":\(list(sample.features)),"actual":\(list(actual)),\
    "means":[\(means.joined(separator: ","))],"spreads":[\(spreads.joined(separator: ","))]}

    """
}

func export(_ arguments: [String]) throws {
  guard arguments.count >= 4, let season = Int(arguments[1]), let horizon = Int(arguments[2]) else {
    FileHandle.standardError.write(Data(usage.utf8))
    exit(2)
  }
  let offsets = arguments[3].split(separator: ",").compactMap { Int($0) }
  let members = arguments.dropFirst(4).first?.split(separator: ",").map(String.init)
  let training = try AutoTraining(seasonLength: season, horizon: horizon, members: members)
  let table = try String(contentsOfFile: arguments[0], encoding: .utf8)
  for (name, values) in series(of: table) {
    var text = ""
    for offset in offsets where values.count > horizon + offset {
      let known = values.count - horizon - offset
      let history = TimeSeries(
        start: Period(.index, ordinal: 1), storage: Array(values[..<known]))
      guard let sample = training.sample(history) else { continue }
      text += line(name, offset: offset, sample, actual: Array(values[known..<known + horizon]))
    }
    FileHandle.standardOutput.write(Data(text.utf8))
  }
}

try export(Array(CommandLine.arguments.dropFirst()))
