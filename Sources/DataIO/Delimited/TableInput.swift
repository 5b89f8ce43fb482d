/// A delimited table that is read record by record.
struct TableInput {
  private(set) var window: TextWindow
  /// The names of the columns, as in the first line.
  private(set) var header: [String] = []
  /// What separates fields.
  let delimiter: Delimiter
  /// The fields of the current record.
  private(set) var fields = RecordFields()
  /// The line on which the current record begins.
  private(set) var line = 1
  private(set) var followingLine: Int
  let scanner: RecordScanner
  let limits: ReadingLimits
  /// Where the text ends from which columns are recognised.
  let headEnd: Int

  /// Opens the table and reads its header.
  init(_ source: InputSource, limits: ReadingLimits) throws(DataError) {
    var window = try TextWindow(source, limits: limits)
    self.limits = limits
    followingLine = 1
    headEnd = min(window.end, limits.head)
    let isWhole = window.isLast && headEnd == window.end
    if let (stated, next) = Self.statedDelimiter(window.bytes.span, window.start, headEnd) {
      delimiter = stated
      window.consume(to: next)
      followingLine = 2
    } else {
      delimiter = .recognised(
        in: window.bytes.span, from: window.start, to: headEnd, isLast: isWhole,
        rows: limits.sampleRows)
    }
    scanner = RecordScanner(delimiter: delimiter.rawValue)
    self.window = window
    var names: [String] = []
    while names.isEmpty, try advance() {
      names = (0..<fields.count).map { text($0).trimmed }
    }
    let place = DataError.Location(path: self.window.path, line: line)
    guard self.window.origin + self.window.start <= limits.head else {
      throw DataError(
        .badData, at: place, "the header is longer than \(limits.head) bytes",
        fix: "check that it has a line end")
    }
    header = try Self.checked(names, place)
  }

  /// The text of a field of the current record.
  func text(_ index: Int) -> String { String(decoding: window.bytes[fields[index]], as: UTF8.self) }

  /// Moves to the next record that is not a blank line; false at the end.
  mutating func advance() throws(DataError) -> Bool {
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
        if fields.isBlankLine { continue }
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
