import DataIO
import Forecasting
import PartnerKPI
import Reporting
import TemporalData

/// What every command does before its own work: read the inputs and say what was recognised.
struct Preparation {
  private(set) var reading: PanelReading
  /// The series that were asked for; drivers are read besides.
  let panel: KPIPanel
  /// Periods per season: those asked for, or the usual one.
  let seasons: SeasonLengths
  let console: Console
  /// Which weeks make up a year, if they do.
  let weekYear: WeekYear?
  /// The days off, if a table tells them.
  let holidays: HolidayTable?
  private let project: ProjectSettings?

  /// Reads; throws what is wrong with the options or the data.
  ///
  /// - Parameter drivers: KPIs to read besides those that were asked for.
  init(
    _ data: DataOptions, _ periods: PeriodOptions, project: ProjectSettings? = nil,
    drivers: [String] = [], console: Console
  ) throws {
    var schema = PanelSchema()
    try project?.apply(to: &schema)
    try data.apply(to: &schema)
    let asked = schema.kpis
    if !asked.isEmpty {
      schema.drivers = drivers.filter { !asked.contains($0) }
      schema.kpis += schema.drivers
    }
    periods.apply(to: &schema)
    project?.resolve(&schema)
    weekYear = schema.weekYear
    let holidays = try (periods.holidays ?? project?.holidays).map { path throws(DataError) in
      try HolidayTable.read(path == "-" ? .standardInput : .file(path))
    }
    self.holidays = holidays
    schema.holidays = holidays?.holidays()
    var bar = ProgressBar.reading(isShown: Self.showsProgress(console))
    defer { bar.clear() }
    do {
      reading = try PanelReader.read(try data.sources(), schema: schema) { bytes, total in
        bar.update(bytes / ProgressBar.megabyte, of: (total ?? 0) / ProgressBar.megabyte)
      }
    } catch {
      throw project?.attributed(error, data) ?? error
    }
    reading.warnings += data.partners.unused
    reading.warnings += project?.warnings(on: reading.panel) ?? []
    self.project = project
    panel = try Self.panel(reading.panel, of: asked, drivers: drivers)
    seasons = periods.seasonLength ?? SeasonLengths(main: reading.seasonLength)
    self.console = console
  }

  /// The series of the KPIs that were asked for; all if none was.
  private static func panel(
    _ all: KPIPanel, of kpis: [String], drivers: [String]
  ) throws -> KPIPanel {
    guard !kpis.isEmpty, !drivers.isEmpty else { return all }
    let words = Set(kpis.map { $0.lowercased() })
    let entries = all.entries.filter { words.contains($0.key.kpi.lowercased()) }
    guard !entries.isEmpty else { return all }
    return try KPIPanel(keyColumns: all.keyColumns, entries: entries)
  }

  /// What the manifest says about the project file and the days off.
  var projectMembers: [JSONValue.Member] { (project?.members ?? []) + holidayMembers }

  /// What the manifest says about the days off.
  var holidayMembers: [JSONValue.Member] {
    holidays.map { [.init("holidays_sha256", .string($0.input.sha256))] } ?? []
  }

  /// The same with more that was decided, to be told and recorded with the rest.
  func noting(_ decisions: [Decision]) -> Preparation {
    var noted = self
    noted.reading.decisions += decisions
    return noted
  }

  /// Periods of the main season.
  var seasonLength: Int { seasons.main }

  /// Says on standard error what was read and recognised.
  func tell() {
    let story = ReadingStory(reading)
    console.note(story.summary)
    story.decisions(withFlags: console.verbosity == .verbose).forEach(console.note)
    story.inputs.forEach(console.detail)
    reading.warnings.forEach(console.warn)
  }

  /// Whether a progress bar may be drawn.
  var showsProgress: Bool { Self.showsProgress(console) }

  private static func showsProgress(_ console: Console) -> Bool {
    StandardStream.error.isTerminal && console.verbosity != .quiet
  }

  /// Puts the output folder, if there is one, under its name; says where it is and what took how long.
  func conclude(
    _ record: inout FolderRecord?, _ manifest: Manifest, in folder: OutputFolder?,
    _ watch: Stopwatch
  ) throws {
    try record?.finish(manifest, durations: watch.durations)
    tellTimes(watch)
    if let folder { console.note("written: \(folder.path)") }
  }

  /// Says how long each stage took, to those who asked for more.
  private func tellTimes(_ watch: Stopwatch) {
    let stages = watch.durations.map { "\($0.name) \($0.value.text()) s" }
    console.detail("times: " + stages.joined(separator: ", "))
  }
}
