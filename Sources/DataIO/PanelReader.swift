import PartnerKPI
import TemporalData

/// Reads tables of files and databases into a checked panel of KPI series.
///
/// Rows stream through: memory grows with series × dates and not with the size of the input. Each takes
/// 13 to 17 bytes while reading, 21 when its series is made, and 8 in the end. Besides, about 40 bytes
/// are kept for each further row of a series and date, to tell finer facts from copies.
public enum PanelReader {
  /// The panel in these inputs, with every decision, warning and rejected row.
  ///
  /// The columns and their forms are recognised from the first input; further inputs must have the
  /// same columns, in any order. Throws `missingInput` if an input cannot be read, `badData` if it is
  /// not a usable table, and `usage` if the schema names what is not there. O(bytes).
  ///
  /// - Parameter progress: is told now and then how many bytes have been read so far, before
  ///   decompression, and of how many: nil if an input is no regular file.
  public static func read(
    _ sources: [InputSource], schema: PanelSchema,
    progress: (_ bytes: Int, _ total: Int?) -> Void = { _, _ in }
  ) throws(DataError) -> PanelReading {
    try read(sources, schema: schema, limits: ReadingLimits(), progress: progress)
  }

  static func read(
    _ sources: [InputSource], schema: PanelSchema, limits: ReadingLimits,
    progress: (_ bytes: Int, _ total: Int?) -> Void = { _, _ in }
  ) throws(DataError) -> PanelReading {
    guard let first = sources.first else {
      throw DataError(.usage, "no input was given", fix: "name a CSV file, or - for standard input")
    }
    try schema.check()
    let replay = try StandardInputReplay(sources)
    let total = InputSource.bytes(of: sources)
    let request = ReadingRequest(first: first, sources: sources, schema: schema, limits: limits)
    if let reading = try request.read(surveyed: nil, progress: { progress($0, total) }) {
      return reading
    }
    try request.checkThatAllCanBeReadAgain()
    replay?.rewind()
    let survey = try request.survey()
    replay?.rewind()
    guard let reading = try request.read(surveyed: survey, progress: { progress($0, total) }) else {
      throw DataError(.badData, at: .init(path: first.path), "the table changed while it was read")
    }
    return reading
  }
}

/// One reading of some sources.
private struct ReadingRequest {
  let first: InputSource
  let sources: [InputSource]
  let schema: PanelSchema
  let limits: ReadingLimits

  /// Reads all rows, with formats from the first rows of each table or from a survey.
  ///
  /// Nil if the first rows do not settle the formats or later ones do not fit them: then all fields have
  /// to be looked at before.
  func read(
    surveyed: [TableEvidence]?, progress: (_ bytes: Int) -> Void
  ) throws(DataError) -> PanelReading? {
    var table = try TableInput(first, limits: limits, form: schema.inputForm)
    let recognised = try LayoutRecognition(table, schema: schema).layout()
    guard let formats = try formats(table, recognised, 0, surveyed) else { return nil }
    var layout = recognised.written(in: formats)
    var collector = PanelCollector(
      layout: layout, schema: schema, isSurveyed: surveyed != nil,
      hasSeveral: sources.count > 1)
    var decisions: [Decision] = []
    var inputs: [InputFile] = []
    var before = 0
    for (number, source) in sources.enumerated() {
      if number > 0 {
        table = try TableInput(source, limits: limits, form: schema.inputForm)
        let own = try further(table, recognised)
        guard let formats = try self.formats(table, own, number, surveyed) else { return nil }
        try check(formats, own, table, collector)
        layout = own.written(in: formats)
      }
      let input = try Self.collect(&table, layout, into: &collector, decisions: &decisions) {
        progress(before + $0)
      }
      guard let input else { return nil }
      inputs.append(input)
      before += input.bytes
    }
    // Consumed, so that its columns can be released one after another.
    var assembler = PanelAssembler(consume collector, inputs: inputs, decisions: decisions)
    return try assembler.reading()
  }

  /// The layout of a further table, for the keys and values of the first.
  private func further(
    _ table: TableInput, _ first: TableLayout
  ) throws(DataError) -> TableLayout {
    guard first.across != nil else {
      let header = try schema.join(to: table)?.columns ?? table.header
      return try first.mapped(to: header, path: table.name)
    }
    return try LayoutRecognition(table, schema: schema).layout()
      .matched(to: first, path: table.name)
  }

  /// How a table is written; nil if its first rows do not settle that.
  private func formats(
    _ table: TableInput, _ layout: TableLayout, _ number: Int, _ surveyed: [TableEvidence]?
  ) throws(DataError) -> TableFormats? {
    if let surveyed {
      return try TableFormats(surveyed[number], layout, schema, beside: surveyed)
    }
    var join = try schema.join(to: table)
    let sample = try table.sample()
    let evidence = TableEvidence(join?.extended(sample) ?? sample, layout, path: table.name)
    guard let formats = try? TableFormats(evidence, layout, schema), !formats.isProvisional else {
      return nil
    }
    return formats
  }

  /// Refuses a further table whose periods are of another length than those of the first.
  private func check(
    _ other: TableFormats, _ layout: TableLayout, _ table: TableInput, _ collector: PanelCollector
  ) throws(DataError) {
    let first = collector.layout.form
    guard other.dates.frequency != first.frequency else { return }
    let example = other.firstDate
    throw DataError(
      .badData, at: .init(path: table.name, line: example?.line, column: layout.period + 1),
      "'\(layout.columns[layout.period])' \"\(example?.text.shortened ?? "")\" is "
        + "\(other.dates.name), but the column began as \(first.name)",
      details: (collector.firstDated.map { ["\($0): the first date"] } ?? [])
        + [DateForm.supported],
      fix: "write all dates of the column in one form")
  }

  /// Refuses a pipe by a name, which gives its bytes only once.
  func checkThatAllCanBeReadAgain() throws(DataError) {
    for source in sources where !source.canBeReadAgain {
      throw DataError(
        .badData, at: .init(path: source.path),
        "the first rows do not tell how numbers or dates are written, and this cannot be read twice",
        details: ["pipes by a name give their content once"],
        fix: "save it as a file, or pipe it to kpi-forecast -")
    }
  }

  /// What all fields of all tables show.
  func survey() throws(DataError) -> [TableEvidence] {
    let table = try TableInput(first, limits: limits, form: schema.inputForm)
    let layout = try LayoutRecognition(table, schema: schema).layout()
    var evidence = [try FormatSurvey.evidence(table, layout, schema)]
    for source in sources.dropFirst() {
      let table = try TableInput(source, limits: limits, form: schema.inputForm)
      let own = try further(table, layout)
      evidence.append(try FormatSurvey.evidence(table, own, schema))
    }
    return evidence
  }

  /// Takes all rows of a table in and tells how it was written; nil if a field does not fit.
  private static func collect(
    _ table: inout TableInput, _ layout: TableLayout, into collector: inout PanelCollector,
    decisions: inout [Decision], progress: (_ bytes: Int) -> Void
  ) throws(DataError) -> InputFile? {
    let before = collector.tally.rows
    var trailing = TrailingLines()
    let carried = GroupCells.columns(in: table, try table.sample())
    table.carry(carried)
    try collector.begin(layout, path: table.name)
    collector.join = try collector.schema.join(to: table)
    while try table.advance() {
      if trailing.hold(table) { continue }
      for line in trailing.release() { collector.reject(line) }
      let text = table.bytes
      do throws(DataError) {
        if collector.join == nil {
          try collector.take(text.span, table.fields, line: table.line)
        } else {
          try collector.takeJoined(text, table.fields, line: table.line)
        }
      } catch {
        // What was read in a wrong format may contradict itself.
        if collector.hasDoubt { return nil }
        throw error
      }
      if collector.tally.rows & 0xFFF == 0 {
        if collector.hasDoubt { return nil }
        progress(table.byteCount)
      }
    }
    if collector.hasDoubt { return nil }
    let (faults, notes) = trailing.ended()
    for line in faults { collector.reject(line) }
    try collector.endTotals()
    try collector.revisions.endFile(isAsked: collector.schema.onConflict != nil)
    decisions +=
      TableAccount(table, notes: notes, carried: carried).decisions
      + collector.totalsReport.decisions
    collector.totalsReport = TotalsReport()
    return InputFile(
      path: table.name, bytes: table.byteCount, sha256: table.digest,
      rows: collector.tally.rows - before)
  }
}
