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
    var join = try schema.join(to: table)
    if let condition = schema.filter, condition.comparesTexts {
      filter = try condition.bound(to: layout, path: table.name)
    }
    while try table.advance() {
      if trailing.hold(table) { continue }
      _ = trailing.release()
      var (bytes, fields) = (table.bytes, table.fields)
      if join != nil {
        join?.extend(bytes, fields, on: nil)
        (bytes, fields) = (join?.bytes ?? bytes, join?.fields ?? fields)
      }
      guard fields.count == layout.columns.count, !fields.isMalformed else { continue }
      if let filter, !filter.holds(bytes.span, fields) { continue }
      evidence.note(bytes, fields, layout, line: table.line)
    }
    return evidence
  }
}
