import ArgumentParser
import DataIO
import Reporting

/// In which form results are given, and where.
struct OutputOptions: ParsableArguments {
  /// The forms of a result.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case table, csv, json
  }

  /// What becomes of the result table besides the output folder.
  enum Destination: Equatable {
    /// A readable view on standard output.
    case view
    case standardOutput(TableFormat)
    case file(String, TableFormat)
    case nothing
  }

  @Option(
    help: ArgumentHelp(
      "Form of the result: 'table' on a terminal, 'csv' when piped.", valueName: "form"))
  var format: Format?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write the result table to a file, as CSV or JSON by its ending.", valueName: "file"),
    completion: .file(extensions: ["csv", "json"]))
  var output: String?

  @Option(
    help: ArgumentHelp(
      "Write the full folder: the table, rejected.csv, skipped.csv, manifest.json.",
      valueName: "dir"),
    completion: .directory)
  var out: String?

  @Flag(help: "No colours; the environment variable NO_COLOR says the same.")
  var noColor = false

  /// Where the result table goes; throws `usage` if the form of a file is unclear.
  func destination() throws(DataError) -> Destination {
    if let output, output != "-" { return .file(output, try fileFormat(output)) }
    let byDefault: Format = StandardStream.output.isTerminal ? .table : .csv
    if format == nil, byDefault == .csv, out != nil { return .nothing }
    switch format ?? byDefault {
    case .table: return .view
    case .csv: return .standardOutput(.csv)
    case .json: return .standardOutput(.json)
    }
  }

  /// The form of a file: by its ending, or by `--format` where the ending says nothing.
  private func fileFormat(_ path: String) throws(DataError) -> TableFormat {
    let asked = format.flatMap { TableFormat(rawValue: $0.rawValue) }
    guard let ending = try? TableFormat(ending: path) else {
      if let asked { return asked }
      return try TableFormat(ending: path)
    }
    guard format == nil || asked == ending else {
      throw DataError(
        .usage, "--format \(format?.rawValue ?? "") does not fit -o \(path)",
        details: ["a result file is CSV or JSON, by the ending .csv or .json"],
        fix: "leave --format out, or change the ending")
    }
    return ending
  }

  /// How readable views look: as wide as the terminal, with colours if it shows them.
  var viewStyle: ReportStyle {
    ReportStyle(
      width: StandardStream.output.width,
      colour: StandardStream.output.isTerminal && !noColor && RunOptions.coloursAllowed)
  }
}
