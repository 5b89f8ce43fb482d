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
  /// The most bytes that one part of an archive unpacks to.
  var unpacked = 1 << 34
  /// The most bytes to each byte of the archive, once there are more than a few.
  var unpackedRatio = 250
  /// The bytes that may be unpacked whatever the ratio.
  var unpackedFreely = 1 << 26
  /// The most bytes of texts that the cells of a workbook share.
  var sharedText = 1 << 28
}

/// The part of an input's text that is in memory, as UTF-8: what is not yet consumed.
///
/// Text with a byte order mark is in the encoding that the mark tells. Other text is UTF-8 as long as it
/// can be, and from the first byte that cannot be on Windows-1252: as nothing but ASCII stood before, that
/// is the same as deciding for the whole. Text that has characters of both is refused.
struct TextWindow {
  private(set) var bytes: [UInt8] = []
  private(set) var start = 0
  private(set) var end = 0
  private(set) var isLast = false
  /// How many bytes of the text lie before the window.
  private(set) var origin = 0
  /// The encoding found so far.
  private(set) var encoding: TextEncoding
  private let input: DecodedInput
  private let limits: ReadingLimits
  private let isStated: Bool
  private var check = TextCheck()
  private var decoder: TextDecoder?
  private var raw: [UInt8] = []

  /// Opens the input and reads its head.
  ///
  /// - Parameter stated: the encoding that the user names; nil to recognise it.
  init(
    _ source: InputSource, limits: ReadingLimits, encoding stated: TextEncoding? = nil
  ) throws(DataError) {
    input = try DecodedInput(source, chunk: limits.chunk)
    self.limits = limits
    isStated = stated != nil
    let head = try Self.signature(input)
    guard !head.isEmpty else {
      throw DataError(
        .badData, at: .init(path: source.path), "the file is empty",
        fix: "export the table again, with its header line")
    }
    if let stated { encoding = stated } else { encoding = try Self.encoding(head, source.path) }
    if encoding != .utf8 { decoder = TextDecoder(encoding) }
    let mark = head.starts(with: encoding.mark) ? encoding.mark.count : 0
    raw = Array(head[mark...])
    try takeRaw(line: 1)
    while !isLast && end < limits.head { try readChunk(line: 1) }
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
    try readChunk(line: line)
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
}

extension TextWindow {
  /// The first bytes of an input, enough to know what it is.
  private static func signature(_ input: DecodedInput) throws(DataError) -> [UInt8] {
    var head: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 64)
    while head.count < 64 {
      let free = 64 - head.count
      let count = try read(input, into: &piece, 0..<free)
      if count == 0 { break }
      head += piece[..<count]
    }
    return head
  }

  private static func read(
    _ input: DecodedInput, into bytes: inout [UInt8], _ range: Range<Int>
  ) throws(DataError) -> Int {
    var count = 0
    var failure: DataError?
    bytes.withUnsafeMutableBytes { buffer in
      let free = UnsafeMutableRawBufferPointer(rebasing: buffer[range])
      do throws(DataError) { count = try input.read(into: free) } catch { failure = error }
    }
    if let failure { throw failure }
    return count
  }

  /// The encoding that the first bytes tell; throws if they are not those of a text.
  private static func encoding(_ head: [UInt8], _ path: String) throws(DataError) -> TextEncoding {
    let kind = ContentKind(head)
    if case .text(let encoding) = kind { return encoding ?? .utf8 }
    let (name, remedy) = kind.unlikeText ?? ("binary", "")
    throw DataError(
      .badData, at: .init(path: path), "this is \(name), not a delimited text table",
      details: ["tables are read from CSV or TSV, plain or gzip, .xlsx and SQLite"],
      fix: remedy.replacing("FILE", with: ColumnLookup.isPlainPath(path) ? path : "FILE"))
  }

  /// Reads another chunk; in UTF-8 straight into the window.
  private mutating func readChunk(line: Int) throws(DataError) {
    if decoder == nil {
      makeRoom(limits.chunk)
      let count = try Self.read(input, into: &bytes, end..<end + limits.chunk)
      let fresh = end
      end += count
      if count == 0 { isLast = true }
      try examine(from: fresh, line: line)
    } else {
      if raw.count != limits.chunk { raw = [UInt8](repeating: 0, count: limits.chunk) }
      let count = try Self.read(input, into: &raw, 0..<limits.chunk)
      if count == 0 { isLast = true }
      try decode(count, line: line)
    }
  }

  /// Takes in what stands in `raw`.
  private mutating func takeRaw(line: Int) throws(DataError) {
    if decoder != nil { return try decode(raw.count, line: line) }
    makeRoom(raw.count)
    let fresh = end
    for byte in raw {
      bytes[end] = byte
      end += 1
    }
    raw = []
    try examine(from: fresh, line: line)
  }

  /// Makes the buffer long enough for so many more bytes.
  ///
  /// `memset` and `copyMemory` rather than array operations, which are loops in debug builds.
  private mutating func makeRoom(_ count: Int) {
    let needed = end + count
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

  /// Decodes the first bytes of `raw` behind what is there.
  private mutating func decode(_ count: Int, line: Int) throws(DataError) {
    guard var decoder else { return }
    makeRoom(count * TextDecoder.growth + 4)
    var last = end
    let fault = Self.decode(raw, count, with: &decoder, into: &bytes, end: &last)
    (self.decoder, end) = (decoder, last)
    if let fault { throw error(fault, place(end, line: line)) }
    if isLast, decoder.isInsideCharacter {
      throw DataError(.badData, at: .init(path: path), "the text ends inside a character")
    }
  }

  private static func decode(
    _ raw: [UInt8], _ count: Int, with decoder: inout TextDecoder, into bytes: inout [UInt8],
    end: inout Int
  ) -> TextDecoder.Fault? {
    var target = bytes.mutableSpan
    return decoder.decode(raw.span.extracting(0..<count), into: &target, end: &end)
  }

  /// Checks bytes that were taken for UTF-8; turns to Windows-1252 where they are not.
  private mutating func examine(from first: Int, line: Int) throws(DataError) {
    let fault = bytes.withUnsafeBytes { buffer in
      check.firstFault(in: UnsafeRawBufferPointer(rebasing: buffer[first..<end]))
    }
    if let fault {
      let position = first + fault.offset
      guard case .notUTF8(let byte) = fault.fault else {
        throw error(.nul, place(position, line: line))
      }
      guard !isStated, !check.hasCharacters else {
        throw notUTF8(byte, place(position, line: line))
      }
      try turnToWindows(from: position - check.pendingCount, line: line)
    } else if isLast && check.isInsideCharacter {
      guard !isStated, !check.hasCharacters else {
        throw DataError(.badData, at: .init(path: path), "the text ends inside a character")
      }
      try turnToWindows(from: end - check.pendingCount, line: line)
    }
  }

  /// Reads everything from a position on as Windows-1252.
  private mutating func turnToWindows(from position: Int, line: Int) throws(DataError) {
    (encoding, decoder) = (.windows1252, TextDecoder(.windows1252))
    raw = Array(bytes[position..<end])
    end = position
    try decode(raw.count, line: line)
  }

  /// The line of a position in the window.
  private func place(_ position: Int, line: Int) -> DataError.Location {
    let newlines = bytes[start..<position].reduce(0) { $1 == Byte.lineFeed ? $0 + 1 : $0 }
    return .init(path: path, line: line + newlines)
  }
}

extension TextWindow {
  private func notUTF8(_ byte: UInt8, _ place: DataError.Location) -> DataError {
    DataError(
      .badData, at: place, "byte \(Self.hexadecimal(byte)) is not UTF-8",
      details: isStated ? [] : ["the lines before have characters that are UTF-8"],
      fix: isStated
        ? "leave out --encoding, or name another one"
        : "name the encoding: --encoding windows-1252, or utf-8 after the line is corrected")
  }

  private func error(_ fault: TextDecoder.Fault, _ place: DataError.Location) -> DataError {
    switch fault {
    case .nul:
      DataError(
        .badData, at: place, "a NUL byte: this is not a text table",
        details: ["tables are read as CSV or TSV in UTF-8, UTF-16 or Windows-1252, plain or gzip"],
        fix: "export the table again; if it is UTF-16, say --encoding utf-16le or utf-16be")
    case .undefined(let byte):
      DataError(
        .badData, at: place,
        "byte \(Self.hexadecimal(byte)) is no character of Windows-1252, nor is the text UTF-8",
        fix: "export the table as UTF-8, or convert it with iconv")
    case .loneSurrogate:
      DataError(
        .badData, at: place, "half of a character of \(encoding.name)",
        fix: "export the table again, as UTF-8")
    case .mixed:
      DataError(
        .badData, at: place, "the text is neither UTF-8 nor Windows-1252 throughout",
        details: ["an earlier line has a byte that is not UTF-8; most of the others are"],
        fix: "export the table as UTF-8, or name the encoding with --encoding")
    }
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    "0x" + String(byte, radix: 16, uppercase: true)
  }
}
