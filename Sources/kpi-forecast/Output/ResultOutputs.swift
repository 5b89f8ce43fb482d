import DataIO
import Reporting

/// Everywhere the result table of a run goes: standard output or a file, and the output folder.
struct ResultOutputs {
  /// Whether a readable view is wanted on standard output.
  let showsView: Bool
  /// The folder of `--out`.
  let folder: OutputFolder?
  /// Whether no table goes to standard output.
  let leavesStandardOutput: Bool
  private var tables: [TableFile] = []

  /// Opens every place before anything is computed, so that a place that cannot be written is known
  /// at once.
  ///
  /// - Parameter name: the table's file in the output folder, such as `forecast.csv`.
  init(_ options: OutputOptions, table name: String) throws {
    let destination = try options.destination()
    showsView = destination == .view
    if case .standardOutput = destination {
      leavesStandardOutput = false
    } else {
      leavesStandardOutput = true
    }
    leavesRoomForBar =
      !StandardStream.output.isTerminal || showsView || options.output.map { $0 != "-" } ?? false
    switch destination {
    case .standardOutput(let format): tables.append(TableFile(standardOutput: format))
    case .file(let path, let format): tables.append(TableFile(try StagedFile(path), format))
    case .view, .nothing: break
    }
    folder = try options.out.map { path in try OutputFolder(path) }
    if let folder { tables.append(try TableFile(name, in: folder)) }
  }

  /// Whether a progress bar would not stand between rows: none go to a terminal meanwhile.
  let leavesRoomForBar: Bool

  mutating func begin(_ columns: [ResultTable.Column]) throws {
    for index in tables.indices { try tables[index].begin(columns) }
  }

  mutating func write(_ row: ResultTable.Row) throws {
    for index in tables.indices { try tables[index].write(row) }
  }

  /// What makes text of rows for each place; known once the tables have begun.
  var formatters: [RowFormatter] { tables.map(\.formatter) }

  /// Writes what `formatters` made of rows, a text for each place.
  mutating func write(texts: [String]) throws {
    for (index, text) in texts.enumerated() { try tables[index].write(text: text) }
  }

  /// Ends the tables where they stand; gives the names of the files.
  mutating func finishPartial() throws -> [String] {
    var names: [String] = []
    for index in tables.indices {
      if let name = try tables[index].finishPartial() { names.append(name) }
    }
    return names
  }

  mutating func finish() throws {
    for index in tables.indices { try tables[index].finish() }
  }
}
