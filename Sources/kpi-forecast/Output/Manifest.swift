import DataIO

/// What `manifest.json` says about a run: enough to do it again and to know what came of it.
///
/// All but the durations depends on inputs, options and seed alone.
struct Manifest {
  /// The file in the output folder.
  static let fileName = "manifest.json"

  let command: CommandName
  /// The options in force, defaults included; not where results go and how many threads work.
  let options: [JSONValue.Member]
  let seed: UInt64
  let reading: PanelReading
  /// How many series, rows and outcomes there were.
  let counts: [JSONValue.Member]

  /// Whether all that was asked for is done.
  var isComplete = true
  /// The names of the files in the folder, this one apart.
  var files: [String] = []

  /// The text of the file.
  func text(durations: [JSONValue.Member]) -> String {
    let value = JSONValue.object([
      .init("version", .string(ProgramVersion.text)),
      .init("command", .string(command.rawValue)),
      .init("status", .string(isComplete ? "complete" : Interruption.status.word)),
      .init("options", .object(options)),
      .init("as_of", reading.asOf.map { .string("\($0)") } ?? .null),
      .init("grain", .string(reading.panel.frequency.description)),
      .init("kpis", .object(kinds)),
      .init("partial", reading.partial.map(Self.value) ?? .null),
      .init("seed", .number(Double(seed))),
      .init("inputs", .array(reading.inputs.map(Self.value))),
      .init("decisions", .array(reading.decisions.map(Self.value))),
      .init("counts", .object(rowCounts + counts)),
      .init("warnings", .strings(reading.warnings)), .init("files", .strings(files)),
      .init("durations", .object(durations)),
    ])
    return value.text() + "\n"
  }

  /// What kind of number each KPI is.
  private var kinds: [JSONValue.Member] {
    var seen: Set<String> = []
    return reading.panel.entries.map(\.series.kpi).filter { seen.insert($0.id).inserted }
      .map { .init($0.id, .string($0.kind.name)) }
  }

  private var rowCounts: [JSONValue.Member] {
    [
      .init("rows", .int(reading.rowCount)),
      .init("rejected_rows", .int(reading.rejectedCount)),
    ]
  }

  private static func value(_ input: InputFile) -> JSONValue {
    .object([
      .init("path", .string(input.path)), .init("bytes", .int(input.bytes)),
      .init("sha256", .string(input.sha256)), .init("rows", .int(input.rows)),
    ])
  }

  private static func value(_ partial: PartialReport) -> JSONValue {
    .object([
      .init("period", .string("\(partial.period)")), .init("to", .string("\(partial.reachesTo)")),
      .init("used", .bool(partial.isKept)), .init("count", .int(partial.count)),
      .init("unit", .string(partial.unit)), .init("pace", .array(partial.paces.map(Self.value))),
    ])
  }

  private static func value(_ pace: Pace) -> JSONValue {
    .object([
      .init("kpi", .string(pace.kpi)), .init("to_date", .number(pace.toDate)),
      .init("of_last_year", pace.overLastYear.map { .number($0) } ?? .null),
      .init("of_recent", pace.overRecent.map { .number($0) } ?? .null),
      .init("recent_periods", .int(pace.recentPeriods)),
    ])
  }

  private static func value(_ decision: Decision) -> JSONValue {
    .object([
      .init("subject", .string(decision.subject)), .init("finding", .string(decision.finding)),
      .init("flag", .string(decision.flag)),
    ])
  }
}
