import ProgramHistory
import Reporting

/// `compare --list`: the vintages of the history.
struct VintageListing {
  private let command: CompareCommand

  init(_ command: CompareCommand) { self.command = command }

  /// Writes the table of vintages.
  func write() throws {
    let archive = ProgramArchive(besideProject: command.config ?? "kpis.yml")
    var table = ResultTable(
      columns: [
        .init("id", .count), .init("as_of", .text), .init("created_at", .text),
        .init("version", .text), .init("grain", .text), .init("keys", .text),
        .init("kpis", .text), .init("n_series", .count),
      ])
    for it in try archive.reading().vintages() {
      table.append([
        .count(Int(it.id)), it.asOf.map { .text($0) } ?? .missing, .text(it.createdAt),
        .text(it.version), .text(it.grain), .text(it.keyColumns.joined(separator: ", ")),
        .text(it.kpis.joined(separator: ", ")), .count(it.series),
      ])
    }
    var outputs = try ResultOutputs(command.output, table: "vintages.csv")
    if outputs.showsView {
      let style = command.output.viewStyle
      return try StandardStream.output.write(
        TextTable(table).text(width: style.width, colour: style.colour))
    }
    try outputs.write(table)
  }
}

extension ResultOutputs {
  /// Writes a whole table.
  mutating func write(_ table: ResultTable) throws {
    try begin(table.columns)
    for row in table.rows { try write(row) }
    try finish()
  }
}
