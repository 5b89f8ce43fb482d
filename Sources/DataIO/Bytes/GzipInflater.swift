import CZlib

/// Decompresses gzip members one after the other (RFC 1952).
final class GzipInflater {
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private let input: RawInput
  private var compressed: [UInt8]
  private var position = 0
  private var filled: Int
  private var insideMember = true

  /// A decompressor that starts with bytes already read and goes on with the input.
  init(_ input: RawInput, first: [UInt8], chunk: Int) throws(DataError) {
    self.input = input
    compressed = first + [UInt8](repeating: 0, count: max(0, chunk - first.count))
    filled = first.count
    stream.initialize(to: z_stream())
    // 15 window bits, plus 16 for the gzip wrapper.
    let status = inflateInit2_(stream, 31, zlibVersion(), Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { throw failure("cannot be decompressed") }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Writes the next decompressed bytes; 0 at the end of the last member.
  func read(into output: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    while true {
      if position == filled, try refill() == 0 {
        if insideMember { throw failure("the gzip stream is cut off") }
        return 0
      }
      if !insideMember, try startMember() == false { return 0 }
      let written = try inflateOnce(into: output)
      if written > 0 { return written }
    }
  }

  private func refill() throws(DataError) -> Int {
    var count = 0
    var failure: DataError?
    compressed.withUnsafeMutableBytes { buffer in
      do throws(DataError) { count = try input.read(into: buffer) } catch { failure = error }
    }
    if let failure { throw failure }
    (position, filled) = (0, count)
    return count
  }

  /// Begins the next member; false if only zero padding follows.
  private func startMember() throws(DataError) -> Bool {
    while compressed[position] == 0 {
      position += 1
      if position == filled, try refill() == 0 { return false }
    }
    guard compressed[position] == 0x1F else {
      throw failure("bytes that are not gzip follow the gzip stream")
    }
    inflateReset(stream)
    insideMember = true
    return true
  }

  private func inflateOnce(into output: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    let status = compressed.withUnsafeMutableBufferPointer { buffer -> Int32 in
      stream.pointee.next_in = buffer.baseAddress?.advanced(by: position)
      stream.pointee.avail_in = UInt32(filled - position)
      stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
      stream.pointee.avail_out = UInt32(output.count)
      return inflate(stream, Z_NO_FLUSH)
    }
    position = filled - Int(stream.pointee.avail_in)
    switch status {
    case Z_STREAM_END: insideMember = false
    case Z_OK, Z_BUF_ERROR: break
    default: throw failure("the gzip stream is damaged")
    }
    return output.count - Int(stream.pointee.avail_out)
  }

  private func failure(_ what: String) -> DataError {
    DataError(
      .badData, at: .init(path: input.path), what,
      details: ["byte \(input.byteCount - filled + position) of the compressed file"],
      fix: "copy or export the file again; `gzip -t` checks it")
  }
}
