/// Where the fields of one record lie in the text.
struct RecordFields {
  /// One field without its quotes.
  struct Field {
    var start: Int32
    var end: Int32
    /// Whether doubled quotes stand for single ones.
    var hasDoubledQuotes: Bool
  }

  private(set) var fields: [Field] = []
  private(set) var hasDoubledQuotes = false
  /// Whether text follows a closing quote.
  var isMalformed = false

  var count: Int { fields.count }
  /// Whether the record is a line without anything.
  var isBlankLine: Bool { fields.count == 1 && fields[0].start == fields[0].end }

  /// The positions of a field.
  @inline(__always)
  subscript(index: Int) -> Range<Int> {
    let field = fields[index]
    return Int(field.start)..<Int(field.end)
  }

  mutating func reset() {
    fields.removeAll(keepingCapacity: true)
    (hasDoubledQuotes, isMalformed) = (false, false)
  }

  @inline(__always)
  mutating func append(_ start: Int, _ end: Int, doubledQuotes: Bool) {
    fields.append(
      Field(start: Int32(start), end: Int32(end), hasDoubledQuotes: doubledQuotes))
    if doubledQuotes { hasDoubledQuotes = true }
  }

  /// The first fields, if all beyond them are empty; all fields otherwise.
  func without(blankBeyond count: Int) -> RecordFields {
    guard fields[count...].allSatisfy({ $0.start == $0.end }) else { return self }
    var first = self
    first.fields.removeLast(fields.count - count)
    return first
  }

  /// Takes the doubled quotes out of the text.
  mutating func unescape(in window: inout TextWindow) {
    for index in fields.indices where fields[index].hasDoubledQuotes {
      let end = window.unescape(from: Int(fields[index].start), to: Int(fields[index].end))
      fields[index].end = Int32(end)
      fields[index].hasDoubledQuotes = false
    }
    hasDoubledQuotes = false
  }
}

/// Splits text into records and fields (RFC 4180; line ends LF, CR LF or CR; any delimiter).
///
/// A quote opens a quoted field only at the field's first byte; elsewhere it is text.
struct RecordScanner {
  /// What was found from a position on.
  enum Step {
    /// A record, the position after its line end and the lines it takes.
    case record(next: Int, lines: Int)
    /// The text ends inside the record; the open field begins at `field`.
    case incomplete(field: Int)
    /// The input ends inside a quoted field that opened that many lines below the record's start.
    case openQuote(linesBelow: Int)
  }

  let delimiter: UInt8

  /// Scans one record of `text[start..<end]`; `isLast` says that no more text will come.
  func scan(
    _ text: Span<UInt8>, from start: Int, to end: Int, isLast: Bool,
    into fields: inout RecordFields
  ) -> Step {
    fields.reset()
    var position = start
    var lines = 1
    while true {
      let first = position
      if position < end, text[position] == Byte.quote {
        let opened = lines - 1
        switch quotedEnd(text, position + 1, end, isLast, &lines) {
        case .closed(let close, let doubled):
          fields.append(first + 1, close, doubledQuotes: doubled)
          position = close + 1
        case .cutOff: return .incomplete(field: first)
        case .neverClosed: return .openQuote(linesBelow: opened)
        }
        let separator = unquotedEnd(text, position, end)
        if separator > position { fields.isMalformed = true }
        position = separator
      } else {
        position = unquotedEnd(text, position, end)
        fields.append(first, position, doubledQuotes: false)
      }
      if position == end {
        return isLast ? .record(next: end, lines: lines) : .incomplete(field: first)
      }
      let byte = text[position]
      position += 1
      if byte == delimiter { continue }
      if byte == Byte.carriageReturn {
        if position == end, !isLast { return .incomplete(field: first) }
        if position < end, text[position] == Byte.lineFeed { position += 1 }
      }
      return .record(next: position, lines: lines)
    }
  }

  /// The position of the delimiter or line end that ends an unquoted field, or `end`.
  @inline(__always)
  private func unquotedEnd(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    var position = start
    while position < end {
      let byte = text[position]
      if byte == delimiter || byte == Byte.lineFeed || byte == Byte.carriageReturn { break }
      position += 1
    }
    return position
  }

  private enum QuotedEnd { case closed(Int, doubledQuotes: Bool), cutOff, neverClosed }

  /// The position of the closing quote.
  private func quotedEnd(
    _ text: Span<UInt8>, _ start: Int, _ end: Int, _ isLast: Bool, _ lines: inout Int
  ) -> QuotedEnd {
    var position = start
    var doubled = false
    while position < end {
      let byte = text[position]
      let next = position + 1 < end ? text[position + 1] : 0
      if byte == Byte.quote {
        if position + 1 == end, !isLast { return .cutOff }
        guard next == Byte.quote else { return .closed(position, doubledQuotes: doubled) }
        doubled = true
        position += 1
      } else if byte == Byte.lineFeed || (byte == Byte.carriageReturn && next != Byte.lineFeed) {
        lines += 1
      }
      position += 1
    }
    return isLast ? .neverClosed : .cutOff
  }
}
