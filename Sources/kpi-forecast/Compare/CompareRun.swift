import DataIO
import ProgramHistory
import Reporting
import TemporalData

/// One run of `compare`.
struct CompareRun {
  /// The tables of the output folder.
  private static let tables = ["comparison.csv", "summary.csv", "revisions.csv"]

  private let command: CompareCommand
  private let console: Console

  init(_ command: CompareCommand) throws(DataError) {
    self.command = command
    console = Console(verbosity: command.quiet ? .quiet : .normal, usesColour: false)
    guard command.folders.isEmpty || command.folders.count == 2 else {
      throw DataError(
        .usage, "compare needs two folders, or none; \(command.folders.count) given",
        fix: "name the earlier and the later folder: kpi-forecast compare out-march out-june")
    }
    let asksHistory = command.from != nil || command.to != nil || command.asOf != nil
    guard command.folders.isEmpty || !asksHistory else {
      throw DataError(
        .usage, "folders and --from, --to or --as-of exclude each other",
        fix: "leave the folders out to compare vintages of the history")
    }
    guard !(command.summary && command.revisions) else {
      throw DataError(
        .usage, "--summary and --revisions are two tables",
        fix: "ask for one of them, or for all in a folder with --out")
    }
  }

  /// One side of the comparison and what it is called.
  private struct Side {
    let name: String
    let run: KeptRun
  }

  /// Compares, writes and tells.
  func perform() throws {
    let (earlier, later) = try sides()
    let comparison: Comparison
    do {
      comparison = try Comparison(earlier: earlier.run, later: later.run)
    } catch {
      throw Self.refusal(error)
    }
    let tables = ComparisonTables(comparison: comparison)
    let table =
      command.summary ? tables.summary : command.revisions ? tables.revisions : tables.rows
    try command.output.refuseCollisions(
      inputs: inputs, tables: Self.tables, others: [Manifest.fileName])
    var options = command.output
    options.out = nil
    var isForFolderAlone = false
    if command.output.out != nil { isForFolderAlone = try command.output.destination() == .nothing }
    if !isForFolderAlone {
      var outputs = try ResultOutputs(options, table: "comparison.csv")
      if outputs.showsView {
        let report = ComparisonReport(
          comparison: comparison, earlier: earlier.name, later: later.name,
          style: command.output.viewStyle)
        try StandardStream.output.write(report.text)
      } else {
        try outputs.write(table)
      }
    }
    if let out = command.output.out {
      try write(tables, earlier.name, later.name, comparison, to: out)
    }
    tell(comparison, earlier.name, later.name)
  }

  /// What a folder must not replace.
  private var inputs: [String] {
    command.folders.flatMap { folder in
      ["data.csv", "forecast.csv", Manifest.fileName].map { folder + "/" + $0 }
    }
  }

  private func write(
    _ tables: ComparisonTables, _ earlier: String, _ later: String, _ comparison: Comparison,
    to path: String
  ) throws {
    let folder = try OutputFolder(path)
    let all = [tables.rows, tables.summary, tables.revisions]
    for (name, table) in zip(Self.tables, all) {
      var file = try TableFile(name, in: folder)
      try file.begin(table.columns)
      for row in table.rows { try file.write(row) }
      try file.finish()
    }
    let rest = comparison.rest
    let manifest = JSONValue.object([
      .init("version", .string(ProgramVersion.text)),
      .init("command", .string(CommandName.compare.rawValue)), .init("status", .string("complete")),
      .init("options", .object([.init("from", .string(earlier)), .init("to", .string(later))])),
      .init("grain", .string(comparison.frequency.description)),
      .init(
        "counts",
        .object([
          .init("compared", .int(comparison.rows.count)),
          .init("revised", .int(comparison.revisions.count)), .init("ahead", .int(rest.pending)),
          .init("unknown", .int(rest.unknown)), .init("refused", .int(rest.refused)),
          .init("series_gone", .int(rest.gone)), .init("series_new", .int(rest.new)),
        ])),
      .init("files", .strings(folder.names)),
    ])
    try folder.file(Manifest.fileName).write(manifest.text() + "\n")
    try folder.commit(replacing: Self.tables)
    console.note("written: \(path)")
  }

  private func tell(_ comparison: Comparison, _ earlier: String, _ later: String) {
    let rest = comparison.rest
    var line =
      "\(Counted.text(comparison.rows.count, "value")) forecast by \(earlier) and known to \(later)"
    if rest.pending > 0 { line += "; \(Counted.grouped(rest.pending)) still ahead" }
    if !comparison.revisions.isEmpty {
      line += "; \(Counted.text(comparison.revisions.count, "value")) of the past revised"
    }
    console.note(TerminalText.sanitized(line))
    if comparison.rows.isEmpty {
      console.warn("nothing that was forecast has become known")
    }
  }

  private static func refusal(_ error: ComparisonError) -> DataError {
    switch error {
    case .frequencies(let old, let new):
      DataError(
        .badData, "the periods differ: \(old) in the earlier run, \(new) in the later one",
        fix: "run both at the same grain ('grain' of 'data' in kpis.yml)")
    case .keyColumns(let old, let new):
      DataError(
        .badData,
        "the series differ: by \(list(old)) in the earlier run, by \(list(new)) in the later",
        fix: "run both with the same 'by'")
    }
  }

  private static func list(_ columns: [String]) -> String {
    columns.isEmpty ? "nothing" : columns.joined(separator: ", ")
  }
}

extension CompareRun {
  /// The two runs, from folders or from the history.
  private func sides() throws -> (earlier: Side, later: Side) {
    if command.folders.count == 2 {
      let (old, new) = (command.folders[0], command.folders[1])
      return (
        Side(name: old, run: try ResultFolder(old).run(withForecasts: true)),
        Side(name: new, run: try ResultFolder(new).run(withForecasts: false))
      )
    }
    let store = try ProgramArchive(besideProject: command.config ?? "kpis.yml").reading()
    let all = try store.vintages()
    let later = try chosen(command.to, all) ?? all.last
    guard let later else { throw Self.tooFew(store.path) }
    let earlier = try chosen(command.from, all) ?? self.earlier(than: later, all)
    guard let earlier else { throw Self.tooFew(store.path) }
    return (
      Side(name: Self.name(earlier), run: try store.run(earlier.id)),
      Side(name: Self.name(later), run: try store.run(later.id))
    )
  }

  private func chosen(_ id: Int?, _ all: [Vintage]) throws -> Vintage? {
    guard let id else { return nil }
    if let vintage = all.first(where: { $0.id == Int64(id) }) { return vintage }
    throw DataError(
      .usage, "there is no vintage \(id)",
      details: ["vintages: " + all.map { "\($0.id)" }.joined(separator: ", ")],
      fix: "kpi-forecast compare --list shows them")
  }

  /// The last vintage that stands on an earlier day, or on a day that was asked for, of the same layout.
  private func earlier(than later: Vintage, _ all: [Vintage]) -> Vintage? {
    let others = all.filter {
      $0.id != later.id && $0.grain == later.grain && $0.keyColumns == later.keyColumns
    }
    if let day = command.asOf { return others.last { ($0.asOf ?? "") <= "\(day)" } }
    guard let asOf = later.asOf else { return others.last { $0.id < later.id } }
    return others.last { ($0.asOf ?? "") < asOf } ?? others.last
  }

  private static func name(_ vintage: Vintage) -> String {
    "vintage \(vintage.id)" + (vintage.asOf.map { " (as of \($0))" } ?? "")
  }

  private static func tooFew(_ path: String) -> DataError {
    DataError(
      .missingInput, at: .init(path: path),
      "the history has no two vintages to compare",
      fix: "run kpi-forecast run again when there is newer data; --list shows what is there")
  }
}
