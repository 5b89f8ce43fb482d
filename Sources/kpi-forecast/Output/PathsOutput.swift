import DataIO
import Forecasting
import PartnerKPI
import Reporting

/// The file of simulated futures that `--paths N FILE` asks for.
struct PathsOutput {
  private var file: TableFile
  private var table: PathsTable?

  /// Opens the file; nil if no paths were asked for.
  init?(_ options: ForecastOptions, output: OutputOptions) throws {
    guard options.paths != nil else { return nil }
    guard let path = options.pathsFile else {
      throw DataError(
        .usage, "--paths has a number but no file", details: ["it takes two values: N FILE"],
        fix: "--paths 1000 paths.csv")
    }
    file = TableFile(try StagedFile(path), try TableFormat(ending: path))
  }

  mutating func begin(keyColumns: [String]) throws {
    let table = PathsTable(keyColumns: keyColumns)
    try file.begin(table.columns)
    self.table = table
  }

  /// Writes the futures of one series.
  mutating func write(_ key: SeriesKey, _ paths: SamplePaths) throws {
    var file = file
    try table?.forEachRow(key, paths) { try file.write($0) }
    self.file = file
  }

  /// Ends the table where it stands; gives the name of the file.
  mutating func finishPartial() throws -> String? { try file.finishPartial() }

  mutating func finish() throws { try file.finish() }
}
