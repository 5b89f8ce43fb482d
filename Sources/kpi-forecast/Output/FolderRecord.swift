import DataIO
import PartnerKPI
import Reporting

/// The files of an output folder besides the result table: what was left out, and the manifest.
struct FolderRecord {
  private let folder: OutputFolder
  private var skipped: TableFile?

  /// A record in a folder; nil without one.
  ///
  /// - Parameter keyColumns: the key columns of `skipped.csv`; nil if the command skips nothing.
  init?(_ folder: OutputFolder?, keyColumns: [String]?) throws {
    guard let folder else { return nil }
    self.folder = folder
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
    try folder.commit()
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
    try folder.file("manifest.json").write(manifest.text(durations: durations))
  }
}
