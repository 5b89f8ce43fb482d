extension ResultTable {
  /// Hands the whole table to a writer.
  ///
  /// - Throws: what the writer's sink throws.
  public func write(to writer: inout some TableWriter) throws {
    try writer.begin(columns)
    for row in rows { try writer.write(row) }
    try writer.finish()
  }

  /// The table as CSV text; see `CSVWriter`.
  public func csv(neutralizingFormulas: Bool = false) -> String {
    text { CSVWriter(neutralizingFormulas: neutralizingFormulas, to: $0) }
  }

  /// The table as JSON text; see `JSONWriter`.
  public func json() -> String {
    text { JSONWriter(to: $0) }
  }

  private func text(_ makeWriter: (@escaping TextSink) -> some TableWriter) -> String {
    let text = CollectedText()
    var writer = makeWriter { text.value += $0 }
    // A sink that only appends to a string does not throw, and neither do the writers themselves.
    try? write(to: &writer)
    return text.value
  }
}

/// Text that a sink appends to.
private final class CollectedText {
  var value = ""
}
