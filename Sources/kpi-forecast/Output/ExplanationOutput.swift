import DataIO
import Forecasting
import PartnerKPI
import Reporting

/// Where the explanations of `--explain-model` go: after the view, to standard error beside a table that a
/// program reads, and to the output folder.
struct ExplanationOutput {
  /// The most series that are explained to a person at once.
  static let most = 20

  /// The number of series to explain, from the first on.
  let most: Int
  private let keyColumns: [String]
  private let level: Double
  private let style: ReportStyle
  /// Where the text goes; nil if only the folder gets it.
  private let stream: StandardStream?
  private let followsView: Bool
  private let json: StagedFile?
  private let page: StagedFile?
  private var texts: [String] = []
  private var seen = 0

  /// Opens the places; nil if nothing is to be explained.
  init?(
    _ options: ForecastOptions, _ outputs: ResultOutputs, keyColumns: [String], level: Double,
    style: ReportStyle
  ) throws {
    guard options.explainModel else { return nil }
    (self.keyColumns, self.level, self.style) = (keyColumns, level, style)
    stream =
      outputs.showsView || outputs.leavesStandardOutput
      ? (outputs.showsView || outputs.folder == nil ? .output : nil) : .error
    followsView = outputs.showsView
    json = try outputs.folder?.file("models.json")
    page = try outputs.folder?.file("models.md")
    most = outputs.folder == nil ? Self.most : .max
    try json?.write("[")
    try page?.write("# How each forecast came about\n")
  }

  /// Explains one series.
  mutating func add(_ entry: KPIPanel.Entry, _ outcome: SeriesOutcome<SeriesForecast>) throws {
    seen += 1
    guard seen <= most else { return }
    let explanation = SeriesExplanation(entry, outcome, level: level)
    if seen <= Self.most, stream != nil { texts.append(explanation.text(style, ruled: true)) }
    if let json {
      let value = JSONValue.explanation(
        explanation, entry, outcome, keyColumns: keyColumns, level: level)
      try json.write((seen > 1 ? ",\n" : "\n") + value.text())
    }
    try page?.write("\n" + explanation.markdown)
  }

  /// Ends the files of the folder.
  func close() throws { try json?.write(seen > 0 ? "\n]\n" : "]\n") }

  /// Writes what is left.
  func finish() throws {
    try close()
    guard let stream, !texts.isEmpty else { return }
    var text = (followsView ? "\n" : "") + texts.joined(separator: "\n")
    if seen > Self.most {
      text +=
        "\n… \(Counted.grouped(seen - Self.most)) more series; --out DIR explains all of them, --where "
        + "chooses some\n"
    }
    if stream.descriptor == StandardStream.error.descriptor {
      stream.say(String(text.dropLast()))
    } else {
      try stream.write(text)
    }
  }
}
