/// The records of a delimited text.
final class DelimitedRecords: RecordSource {
  private(set) var window: TextWindow
  /// What separates fields.
  let delimiter: Delimiter
  /// Whether the text names its delimiter in a first line `sep=;`.
  let statesDelimiter: Bool
  private(set) var fields = RecordFields()
  private(set) var line = 1
  private(set) var followsGap = false
  private var followingLine = 1
  private let scanner: RecordScanner
  private let limits: ReadingLimits

  /// Opens the text and finds out what separates its fields.
  ///
  /// - Parameter form: what the user says about it.
  init(
    _ source: InputSource, limits: ReadingLimits, form: TextForm = TextForm()
  ) throws(DataError) {
    var window = try TextWindow(source, limits: limits, encoding: form.encoding)
    self.limits = limits
    let end = min(window.end, limits.head)
    let stated = Self.statedDelimiter(window.bytes.span, window.start, end)
    if let stated {
      window.consume(to: stated.next)
      followingLine = 2
    }
    statesDelimiter = stated != nil
    delimiter =
      form.delimiter ?? stated?.delimiter
      ?? .recognised(
        in: window.bytes.span, from: window.start, to: end,
        isLast: window.isLast && end == window.end, rows: limits.sampleRows)
    scanner = RecordScanner(delimiter: delimiter.rawValue)
    self.window = window
  }

  var name: String { window.path }
  var byteCount: Int { window.byteCount }
  var digest: String { window.digest }
  var bytes: [UInt8] { window.bytes }

  var form: String {
    let packing = window.isCompressed ? "gzip, " : ""
    return "\(packing)\(window.encoding.name), \(delimiter.name) between fields"
  }

  /// Moves on to the next record that is not a blank line; false at the end.
  func advance() throws(DataError) -> Bool {
    followsGap = false
    while true {
      let isLast = window.isLast
      if window.start == window.end, isLast { return false }
      var found = RecordFields()
      swap(&found, &fields)
      let step = scanner.scan(
        window.bytes.span, from: window.start, to: window.end, isLast: isLast, into: &found)
      swap(&found, &fields)
      switch step {
      case .record(let next, let lines):
        try checkLength(next)
        line = followingLine
        followingLine += lines
        window.consume(to: next)
        if fields.isBlankLine {
          followsGap = true
          continue
        }
        if fields.hasDoubledQuotes { fields.unescape(in: &window) }
        return true
      case .incomplete(let field):
        try checkOpenField(field)
        try window.refill(line: followingLine)
      case .openQuote(let below):
        throw DataError(
          .badData, at: .init(path: window.path, line: followingLine + below),
          "a quoted field begins here and never ends",
          fix: "close the quote, or double quotes that belong to the text")
      }
    }
  }
}

extension DelimitedRecords {
  /// The delimiter that a first line `sep=;` states, as spreadsheets write it, and what follows.
  static func statedDelimiter(
    _ text: Span<UInt8>, _ start: Int, _ end: Int
  ) -> (delimiter: Delimiter, next: Int)? {
    let prefix = Array("sep=".utf8)
    guard start + 6 <= end, (0..<4).allSatisfy({ text[start + $0] | 0x20 == prefix[$0] | 0x20 }),
      let delimiter = Delimiter(rawValue: text[start + 4])
    else { return nil }
    var next = start + 5
    let isReturn = text[next] == Byte.carriageReturn
    if isReturn { next += 1 }
    if next < end, text[next] == Byte.lineFeed { return (delimiter, next + 1) }
    return isReturn ? (delimiter, next) : nil
  }

  /// Refuses a record whose fields are too long.
  private func checkLength(_ next: Int) throws(DataError) {
    guard next - window.start > limits.field else { return }
    for index in 0..<fields.count where fields[index].count > limits.field {
      throw tooLong(index)
    }
  }

  /// Refuses to gather more text for a field or record that is already too long.
  private func checkOpenField(_ start: Int) throws(DataError) {
    if window.end - start > limits.field { throw tooLong(fields.count) }
    guard window.end - window.start <= limits.record else {
      throw DataError(
        .badData, at: .init(path: window.path, line: followingLine),
        "the line is longer than \(limits.record) bytes", fix: "check that it has line ends")
    }
  }

  private func tooLong(_ index: Int) -> DataError {
    DataError(
      .badData, at: .init(path: window.path, line: followingLine, column: index + 1),
      "a field is longer than \(limits.field) bytes",
      details: ["a quote that is never closed, or a missing line end, looks like this"],
      fix: "check the quotes and line ends around this line")
  }
}

/// How a delimited text is written, as far as the user says so.
struct TextForm: Hashable, Sendable {
  /// The encoding; nil to recognise it.
  var encoding: TextEncoding?
  /// What separates fields; nil to recognise it.
  var delimiter: Delimiter?
}
