import ArgumentParser
import DataIO
import Reporting

/// In which form a list is given, and where.
struct ListOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Form of the result: 'table' on a terminal, 'csv' when piped.", valueName: "form"))
  var format: OutputOptions.Format?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write the table to a file, as CSV or JSON by its ending.", valueName: "file"),
    completion: .file(extensions: ["csv", "json"]))
  var output: String?

  @Flag(help: "No colours; the environment variable NO_COLOR says the same.")
  var noColor = false

  /// Writes a table; `view` makes the text of the readable form.
  func write(_ table: ResultTable, view: (ReportStyle) -> String) throws {
    var options = OutputOptions()
    (options.format, options.output, options.out) = (format, output, nil)
    options.noColor = noColor
    let destination = try options.destination()
    if destination == .view {
      return try StandardStream.output.write(view(options.viewStyle))
    }
    var outputs = try ResultOutputs(options, table: "list.csv")
    try outputs.begin(table.columns)
    for row in table.rows { try outputs.write(row) }
    try outputs.finish()
  }

  /// Writes a table whose readable form is the table itself.
  func write(_ table: ResultTable) throws {
    try write(table) { TextTable(table).text(width: $0.width, colour: $0.colour) }
  }
}
