/// The bytes of one input after decompression, whatever its name says about it.
final class DecodedInput {
  let raw: RawInput
  private let chunk: Int
  private var first: [UInt8] = []
  private var inflater: GzipInflater?
  private var started = false

  /// Opens the input, to be read in chunks of this many bytes.
  init(_ source: InputSource, chunk: Int) throws(DataError) {
    raw = try RawInput(source)
    self.chunk = chunk
  }

  /// Whether the bytes on disk are gzip; known after the first read.
  var isCompressed: Bool { inflater != nil }

  /// Reads the next bytes; 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    if !started { try start() }
    if let inflater { return try inflater.read(into: buffer) }
    guard first.isEmpty else {
      let count = min(first.count, buffer.count)
      buffer.copyBytes(from: first[..<count])
      first.removeFirst(count)
      return count
    }
    return try raw.read(into: buffer)
  }

  /// Reads two bytes, enough to know gzip (RFC 1952, section 2.3.1).
  private func start() throws(DataError) {
    started = true
    var byte: UInt8 = 0
    while first.count < 2 {
      var count = 0
      var failure: DataError?
      withUnsafeMutableBytes(of: &byte) { buffer in
        do throws(DataError) { count = try raw.read(into: buffer) } catch { failure = error }
      }
      if let failure { throw failure }
      if count == 0 { break }
      first.append(byte)
    }
    guard first == [0x1F, 0x8B] else { return }
    inflater = try GzipInflater(raw, first: first, chunk: chunk)
    first = []
  }
}
