/// Looks through whole tables for what their fields show about how they are written.
enum FormatSurvey {
  /// The evidence of one table, over all rows that count.
  static func evidence(
    _ table: consuming TableInput, _ layout: TableLayout, _ schema: PanelSchema
  ) throws(DataError) -> TableEvidence {
    var table = table
    var evidence = TableEvidence(layout, path: table.name)
    var trailing = TrailingLines()
    var filter: RowFilter.Bound?
    if let condition = schema.filter, condition.comparesTexts {
      filter = try condition.bound(to: layout, path: table.name)
    }
    while try table.advance() {
      if trailing.hold(table) { continue }
      _ = trailing.release()
      let (bytes, fields) = (table.bytes, table.fields)
      guard fields.count == layout.columns.count, !fields.isMalformed else { continue }
      if let filter, !filter.holds(bytes.span, fields) { continue }
      evidence.note(bytes, fields, layout, line: table.line)
    }
    return evidence
  }
}
