import DataIO
import Reporting

/// The two forms in which a table is written for programs.
enum TableFormat: String, Sendable {
  case csv
  case json

  /// The form that the ending of a file's name stands for; throws `usage` for another ending.
  init(ending path: String) throws(DataError) {
    let ending = path.lowercased().split(separator: ".").last.map(String.init) ?? ""
    guard path.contains("."), let format = TableFormat(rawValue: ending) else {
      throw DataError(
        .usage, "the form of '\(path)' is unclear",
        details: ["a result file is CSV or JSON, by the ending .csv or .json"],
        fix: "end the name in .csv or .json, or say --format csv or --format json")
    }
    self = format
  }

  /// A writer of this form.
  func writer(to sink: @escaping TextSink) -> any TableWriter {
    switch self {
    case .csv: CSVWriter(to: sink)
    case .json: JSONWriter(to: sink)
    }
  }
}

/// One result table on its way to standard output or to a file, row by row.
struct TableFile {
  private var writer: any TableWriter
  /// The file; nil for standard output and for files that a folder commits.
  private let file: StagedFile?

  /// A table on standard output.
  init(standardOutput format: TableFormat) {
    writer = format.writer { try StandardStream.output.write($0) }
    file = nil
  }

  /// A table in a file of its own.
  init(_ file: StagedFile, _ format: TableFormat) {
    writer = format.writer { try file.write($0) }
    self.file = file
  }

  /// A table in a folder that is committed as a whole.
  init(_ name: String, in folder: OutputFolder) throws {
    let file = try folder.file(name)
    writer = TableFormat.csv.writer { try file.write($0) }
    self.file = nil
  }

  mutating func begin(_ columns: [ResultTable.Column]) throws { try writer.begin(columns) }

  mutating func write(_ row: ResultTable.Row) throws { try writer.write(row) }

  /// What makes text of rows; known once the table has begun.
  var formatter: RowFormatter { writer.formatter }

  /// Writes what `formatter` made of rows.
  mutating func write(text: String) throws { try writer.write(text: text) }

  /// Writes what is left and puts the file under its name.
  mutating func finish() throws {
    try writer.finish()
    try file?.commit()
  }

  /// Ends the table where it stands and puts the file under a name that says so; gives that name.
  mutating func finishPartial() throws -> String? {
    try writer.finish()
    return try file?.commitPartial()
  }
}
