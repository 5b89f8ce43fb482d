/// A field that shows something about its column, and its line.
struct CellExample: Hashable, Sendable {
  let line: Int
  let text: String

  init(_ text: Span<UInt8>, _ field: Range<Int>, line: Int) {
    self.line = line
    let end = min(field.upperBound, field.lowerBound + 80)
    self.text = NumberField.string(text, field.lowerBound, end)
  }

  /// `line 17 "2,50"`.
  var description: String { "line \(line) \"\(text.shortened)\"" }
}
