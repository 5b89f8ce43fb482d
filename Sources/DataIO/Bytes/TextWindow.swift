import Glibc

/// How much of an input is held at once, and how much of it is looked at before deciding.
struct ReadingLimits {
  /// Bytes per read.
  var chunk = 1 << 20
  /// Bytes from which delimiter, columns and forms are recognised.
  var head = 1 << 18
  /// The longest field.
  var field = 1 << 20
  /// The longest record.
  var record = 1 << 24
  /// The most rows of the head that are looked at.
  var sampleRows = 1_000
}

/// The part of an input's text that is in memory: what is not yet consumed.
struct TextWindow {
  private(set) var bytes: [UInt8] = []
  private(set) var start = 0
  private(set) var end = 0
  private(set) var isLast = false
  /// How many bytes of the text lie before the window.
  private(set) var origin = 0
  private let input: DecodedInput
  private let limits: ReadingLimits
  private var check = TextCheck()

  /// Opens the input, reads its head and refuses what is not UTF-8 text.
  init(_ source: InputSource, limits: ReadingLimits) throws(DataError) {
    input = try DecodedInput(source, chunk: limits.chunk)
    self.limits = limits
    while !isLast && end < limits.head { try readChunk() }
    guard end > 0 else {
      throw DataError(
        .badData, at: .init(path: source.path), "the file is empty",
        fix: "export the table again, with its header line")
    }
    let kind = ContentKind(Array(bytes[..<min(end, 64)]))
    start = try Self.textStart(kind, source.path)
    try examine(from: start, line: 1)
  }

  var path: String { input.raw.path }
  var byteCount: Int { input.raw.byteCount }
  var digest: String { input.raw.digest }

  var isCompressed: Bool { input.isCompressed }

  /// Marks everything before a position as consumed.
  mutating func consume(to position: Int) { start = position }

  /// Reads the next chunk behind what is not consumed; `line` is the line at `start`.
  mutating func refill(line: Int) throws(DataError) {
    bytes.withUnsafeMutableBytes { buffer in
      guard let base = buffer.baseAddress, start > 0 else { return }
      base.copyMemory(from: base + start, byteCount: end - start)
    }
    (origin, start, end) = (origin + start, 0, end - start)
    let fresh = end
    try readChunk()
    try examine(from: fresh, line: line)
  }

  /// Replaces doubled quotes inside a field by single ones; returns the field's new end.
  mutating func unescape(from first: Int, to last: Int) -> Int {
    var (source, target) = (first, first)
    while source < last {
      bytes[target] = bytes[source]
      source += bytes[source] == Byte.quote ? 2 : 1
      target += 1
    }
    return target
  }

  private mutating func readChunk() throws(DataError) {
    makeRoom()
    var count = 0
    var failure: DataError?
    bytes.withUnsafeMutableBytes { buffer in
      let free = UnsafeMutableRawBufferPointer(rebasing: buffer[end..<end + limits.chunk])
      do throws(DataError) { count = try input.read(into: free) } catch { failure = error }
    }
    if let failure { throw failure }
    if count == 0 { isLast = true }
    end += count
  }

  /// Makes the buffer long enough for another chunk.
  ///
  /// `memset` and `copyMemory` rather than array operations, which are loops in debug builds.
  private mutating func makeRoom() {
    let needed = end + limits.chunk
    guard bytes.count < needed else { return }
    let size = max(needed, bytes.count * 2)
    bytes = bytes.withUnsafeBytes { old in
      [UInt8](unsafeUninitializedCapacity: size) { fresh, count in
        let target = UnsafeMutableRawBufferPointer(fresh)
        target.copyMemory(from: UnsafeRawBufferPointer(rebasing: old[..<end]))
        if let base = target.baseAddress { memset(base + end, 0, size - end) }
        count = size
      }
    }
  }

  private static func textStart(_ kind: ContentKind, _ path: String) throws(DataError) -> Int {
    switch kind {
    case .text(let encoding, let mark) where encoding.isSupported: return mark
    case .text(let encoding, _):
      throw DataError(
        .badData, at: .init(path: path), "the text is in \(encoding.rawValue)",
        details: ["tables are read in UTF-8, plain or gzip"],
        fix: "iconv -f UTF-16 -t UTF-8 \(path == "-" ? "FILE" : path) | kpi-forecast -")
    case .binary(let name, let remedy):
      throw DataError(
        .badData, at: .init(path: path), "this is \(name), not a delimited text table",
        details: ["tables are read as CSV or TSV in UTF-8, plain or gzip"],
        fix: remedy.replacing("FILE", with: path))
    }
  }

  private mutating func examine(from first: Int, line: Int) throws(DataError) {
    let fault = bytes.withUnsafeBytes { buffer in
      check.firstFault(in: UnsafeRawBufferPointer(rebasing: buffer[first..<end]))
    }
    if let fault {
      let place = first + fault.offset
      let newlines = bytes[start..<place].reduce(0) { $1 == Byte.lineFeed ? $0 + 1 : $0 }
      throw Self.error(fault.fault, .init(path: path, line: line + newlines))
    }
    if isLast && check.isInsideCharacter {
      throw DataError(.badData, at: .init(path: path), "the text ends inside a character")
    }
  }

  private static func error(_ fault: TextCheck.Fault, _ place: DataError.Location) -> DataError {
    switch fault {
    case .nul:
      DataError(
        .badData, at: place, "a NUL byte: this is not a text table",
        details: ["tables are read as CSV or TSV in UTF-8, plain or gzip"],
        fix: "export the table again; if it is UTF-16, convert it with iconv")
    case .notUTF8(let byte):
      DataError(
        .badData, at: place, "byte 0x\(String(byte, radix: 16, uppercase: true)) is not UTF-8",
        details: ["tables are read in UTF-8; this file may be Windows-1252 or ISO-8859-1"],
        fix: "iconv -f WINDOWS-1252 -t UTF-8 FILE | kpi-forecast -")
    }
  }
}
