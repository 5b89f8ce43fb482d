import DataIO
import PartnerKPI
import Reporting

/// The files of an output folder besides the result table: what was left out, and the manifest.
struct FolderRecord {
  private let folder: OutputFolder
  /// The tables that the command can write.
  private let tables: [String]
  private var skipped: TableFile?

  /// A record in a folder; nil without one.
  ///
  /// - Parameters:
  ///   - tables: the tables that the command can write, whether or not it does so this time.
  ///   - keyColumns: the key columns of `skipped.csv`; nil if the command skips nothing.
  init?(_ folder: OutputFolder?, tables: [String], keyColumns: [String]?) throws {
    guard let folder else { return nil }
    (self.folder, self.tables) = (
      folder, tables + ["skipped.csv", "rejected.csv", "revisions.csv"]
    )
    guard let keyColumns else { return }
    var file = try TableFile("skipped.csv", in: folder)
    try file.begin((keyColumns + ["kpi", "reason"]).map { .init($0, .text) })
    skipped = file
  }

  /// Records a series that was refused.
  mutating func skip(_ key: SeriesKey, _ reason: String) throws {
    try skipped?.write((key.values + [key.kpi, reason]).map { .text($0) })
  }

  /// Writes the rows that were not used and the manifest, and puts everything under its name.
  mutating func finish(_ manifest: Manifest, durations: [JSONValue.Member]) throws {
    try write(manifest, durations)
    try folder.commit(replacing: tables)
  }

  /// The same of a run that was interrupted; gives the name of the result table.
  mutating func finishPartial(
    _ manifest: Manifest, durations: [JSONValue.Member]
  ) throws -> String? {
    try write(manifest, durations)
    return try folder.commitPartial()
  }

  private mutating func write(
    _ manifest: Manifest, _ durations: [JSONValue.Member]
  ) throws {
    try skipped?.finish()
    try folder.file("rejected.csv").write(RejectedRows.csv(manifest.reading.rejected))
    let revisions = manifest.reading.revisions
    if !revisions.isEmpty {
      try folder.file("revisions.csv").write(RevisedValues.csv(revisions))
    }
    var manifest = manifest
    let ending = manifest.isComplete ? "" : StagedFile.partialEnding
    manifest.files = folder.names.map { $0 + ending }
    try folder.file(Manifest.fileName).write(manifest.text(durations: durations))
  }
}
