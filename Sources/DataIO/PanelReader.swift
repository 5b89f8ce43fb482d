import PartnerKPI
import TemporalData

/// Reads delimited tables into a checked panel of KPI series.
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
    var table = try TableInput(first, limits: limits, form: schema.textForm)
    let layout = try LayoutRecognition(table, schema: schema).layout()
    var collector = PanelCollector(layout: layout, schema: schema)
    var decisions: [Decision] = []
    let total = InputSource.bytes(of: sources)
    var before = 0
    var inputs = [
      try collect(&table, layout, into: &collector, decisions: &decisions) { progress($0, total) }
    ]
    for source in sources.dropFirst() {
      var table = try TableInput(source, limits: limits, form: schema.textForm)
      let layout =
        layout.across == nil
        ? try layout.mapped(to: table.header, path: source.path, form: layout.form)
        : try LayoutRecognition(table, schema: schema).layout()
          .matched(to: layout, path: source.path)
      before += inputs.last?.bytes ?? 0
      inputs.append(
        try collect(&table, layout, into: &collector, decisions: &decisions) {
          progress(before + $0, total)
        })
    }
    // Consumed, so that its columns can be released one after another.
    var assembler = PanelAssembler(consume collector, inputs: inputs, decisions: decisions)
    return try assembler.reading()
  }

  /// Takes all rows of a table in; tells how the table was written.
  private static func collect(
    _ table: inout TableInput, _ layout: TableLayout, into collector: inout PanelCollector,
    decisions: inout [Decision], progress: (_ bytes: Int) -> Void
  ) throws(DataError) -> InputFile {
    let before = collector.tally.rows
    var trailing = TrailingLines()
    try collector.begin(layout, path: table.name)
    while try table.advance() {
      if trailing.hold(table) { continue }
      for line in trailing.release() { collector.reject(line) }
      let text = table.bytes
      try collector.take(text.span, table.fields, line: table.line)
      if collector.tally.rows & 0xFFF == 0 { progress(table.byteCount) }
    }
    let (faults, notes) = trailing.ended()
    for line in faults { collector.reject(line) }
    try collector.endTotals()
    decisions += TableAccount(table, notes: notes).decisions + collector.totalsReport.decisions
    collector.totalsReport = TotalsReport()
    return InputFile(
      path: table.name, bytes: table.byteCount, sha256: table.digest,
      rows: collector.tally.rows - before)
  }
}
