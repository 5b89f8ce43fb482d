import DataIO
import Reporting

/// A table beside the result: in the file that its option names, and in the output folder.
struct SideTable {
  private var files: [TableFile]

  /// Opens the places of the table; nil if it was not asked for.
  ///
  /// - Parameter name: the table's file in the output folder, such as `fitted.csv`.
  init?(_ path: String?, in folder: OutputFolder?, as name: String) throws {
    guard let path else { return nil }
    files = [TableFile(try StagedFile(path), try TableFormat(ending: path))]
    if let folder { files.append(try TableFile(name, in: folder)) }
  }

  mutating func begin(_ columns: [ResultTable.Column]) throws {
    for index in files.indices { try files[index].begin(columns) }
  }

  mutating func write(_ rows: [ResultTable.Row]) throws {
    for index in files.indices {
      for row in rows { try files[index].write(row) }
    }
  }

  /// Ends the table where it stands; gives the names of the files.
  mutating func finishPartial() throws -> [String] {
    var names: [String] = []
    for index in files.indices {
      if let name = try files[index].finishPartial() { names.append(name) }
    }
    return names
  }

  mutating func finish() throws {
    for index in files.indices { try files[index].finish() }
  }
}
