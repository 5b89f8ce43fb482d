import PartnerKPI
import TemporalData

/// Makes a panel of what was collected.
struct PanelAssembler {
  let collector: PanelCollector
  let inputs: [InputFile]
  let path: String
  var decisions: [Decision]
  var warnings: [String] = []

  init(_ collector: PanelCollector, inputs: [InputFile], decisions: [Decision]) {
    (self.collector, self.inputs) = (collector, inputs)
    self.decisions = decisions + collector.layout.decisions
    path = inputs.first?.path ?? "-"
  }

  var schema: PanelSchema { collector.schema }
  var layout: TableLayout { collector.layout }

  /// The panel and its account.
  mutating func reading() throws(DataError) -> PanelReading {
    try collector.log.check(of: collector.tally.rows)
    guard collector.store.count > 0 else { throw nothingLeft() }
    let order = CellOrder(collector.store, seriesCount: collector.keys.count)
    let grain = try grain(order)
    let slots = SlotMap(collector.store, from: layout.form.frequency, to: grain)
    var tracks = tracks(order, slots)
    tracks = grouped(withoutAttributes(tracks))
    let partial = PartialPeriod(
      newest: slots.newestDays(), grain: grain, asOf: schema.asOf)
    let dropped = dropping(partial, from: &tracks)
    let entries = try entries(tracks, grain)
    describeRows()
    return PanelReading(
      panel: try panel(entries), rejected: collector.log.rows, rejectedCount: collector.log.count,
      rowCount: collector.tally.rows, inputs: inputs, decisions: decisions, warnings: warnings,
      asOf: schema.asOf ?? slots.newestDay, droppedPartial: dropped,
      seasonLength: grain.seasonLength)
  }

  /// The names of the key columns of the result.
  var keyColumns: [String] { (layout.by ?? layout.keys).map { layout.columns[$0] } }

  private func panel(_ entries: [KPIPanel.Entry]) throws(DataError) -> KPIPanel {
    do throws(PanelError) {
      return try KPIPanel(keyColumns: keyColumns, entries: entries)
    } catch {
      throw nothingLeft()
    }
  }

  private mutating func dropping(_ partial: PartialPeriod?, from tracks: inout [Track]) -> Period? {
    guard let partial else { return nil }
    let last = partial.period.ordinal
    let remains = tracks.contains { $0.points.first.map { $0.ordinal < last } ?? false }
    let isKept = schema.includePartial || !remains
    warnings.append(partial.message(isKept: isKept))
    guard !isKept else { return nil }
    for index in tracks.indices { tracks[index].points.removeAll { $0.ordinal >= last } }
    return partial.period
  }

  private func nothingLeft() -> DataError {
    let tally = collector.tally
    let counts = [
      (collector.log.count, "rejected"), (tally.filtered, "left out by --where"),
      (tally.afterAsOf, "after --as-of"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    let wanted = schema.kpis.isEmpty ? "" : " of " + schema.kpis.joined(separator: ", ")
    return DataError(
      .badData, at: .init(path: path), "no rows\(wanted) are left to read",
      details: [
        "\(tally.rows) rows" + (counts.isEmpty ? "" : ": " + counts.joined(separator: ", "))
      ],
      fix: "check --kpi, --where, --period and --as-of")
  }
}
