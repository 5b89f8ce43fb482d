import DataIO
import PartnerKPI
import Reporting

/// One run of `import`.
final class ImportRun {
  private let command: ImportCommand
  private let ready: Preparation
  private let table: TidyTable
  private let partners: PartnersOutput?
  private var outputs: ResultOutputs
  private var record: FolderRecord?
  private var watch = Stopwatch()

  /// Opens the outputs and reads the inputs.
  init(_ command: ImportCommand, _ project: ProjectSettings?) throws {
    self.command = command
    try command.output.refuseCollisions(
      inputs: command.data.inputs, tables: ["data.csv", PartnersOutput.fileName])
    outputs = try ResultOutputs(command.output, table: "data.csv")
    let read = try Preparation(
      command.data, command.periods, project: project,
      console: command.running.console(noColour: command.output.noColor))
    partners = PartnersOutput(
      read.reading.panel, by: command.data.by)
    ready = read.noting(partners.map { [Decision("partners", $0.line)] } ?? [])
    watch.end("read")
    table = TidyTable(ready.reading.panel)
    record = try FolderRecord(
      outputs.folder, tables: ["data.csv", PartnersOutput.fileName], keyColumns: nil)
  }

  /// Writes the tidy table and explains.
  func perform() throws {
    if command.explain {
      let settings = command.data.settings + command.periods.settings
      Explanation(ready, files: command.data.files, settings: settings).lines
        .forEach(ready.console.note)
    } else {
      ready.tell()
    }
    try outputs.begin(table.columns)
    for entry in ready.reading.panel.entries {
      for row in table.rows(entry) { try outputs.write(row) }
    }
    try outputs.finish()
    try writePartners()
    if outputs.showsView { try StandardStream.output.write(table.preview(command.output)) }
    watch.end("write")
    try finish()
  }

  private func writePartners() throws {
    guard let partners, let folder = outputs.folder else { return }
    var file = try TableFile(PartnersOutput.fileName, in: folder)
    try file.begin(partners.columns)
    for row in partners.rows { try file.write(row) }
    try file.finish()
  }

  private func finish() throws {
    let settings = command.data.settings + command.periods.settings
    let manifest = Manifest(
      command: .import, options: settings.map(\.member) + ready.projectMembers,
      seed: command.running.seed,
      reading: ready.reading,
      counts: [
        .init("series", .int(ready.reading.panel.entries.count)),
        .init("values", .int(table.count)),
      ])
    try ready.conclude(&record, manifest, in: outputs.folder, watch)
  }
}
