import CZlib

/// A zip archive, made entry by entry (APPNOTE.TXT 6.3, sections 4.3.7, 4.3.12 and 4.3.16).
public struct ZipBytes {
  private var body: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  /// An archive of these entries, in their order.
  public init(_ entries: [(name: String, content: [UInt8])], isPacked: Bool = true) {
    for entry in entries { add(entry.name, entry.content, isPacked: isPacked) }
  }

  /// Adds an entry.
  ///
  /// - Parameters:
  ///   - isEncrypted: marks it as encrypted, whatever it holds.
  ///   - stated: the size it claims to unpack to; the true one if nil.
  public mutating func add(
    _ name: String, _ content: [UInt8], isPacked: Bool = true, isEncrypted: Bool = false,
    stated: Int? = nil
  ) {
    let packed = isPacked ? Self.deflated(content) : content
    let check = content.withUnsafeBufferPointer {
      UInt32(truncatingIfNeeded: crc32(0, $0.baseAddress, UInt32($0.count)))
    }
    let start = body.count
    var head: [UInt8] = []
    Self.append(20, 2, to: &head)
    Self.append(isEncrypted ? 1 : 0, 2, to: &head)
    Self.append(isPacked ? 8 : 0, 2, to: &head)
    Self.append(0x5821_0000, 4, to: &head)
    Self.append(Int(check), 4, to: &head)
    Self.append(packed.count, 4, to: &head)
    Self.append(stated ?? content.count, 4, to: &head)
    Self.append(name.utf8.count, 2, to: &head)
    Self.append(0, 2, to: &head)
    body += [0x50, 0x4B, 3, 4] + head + Array(name.utf8) + packed
    directory += [0x50, 0x4B, 1, 2, 20, 0] + head + [UInt8](repeating: 0, count: 10)
    Self.append(start, 4, to: &directory)
    directory += Array(name.utf8)
    count += 1
  }

  /// The bytes of the archive.
  public var bytes: [UInt8] {
    var end: [UInt8] = [0x50, 0x4B, 5, 6, 0, 0, 0, 0]
    for _ in 0..<2 { Self.append(count, 2, to: &end) }
    Self.append(directory.count, 4, to: &end)
    Self.append(body.count, 4, to: &end)
    return body + directory + end + [0, 0]
  }

  private static func append(_ number: Int, _ width: Int, to bytes: inout [UInt8]) {
    for place in 0..<width { bytes.append(UInt8(truncatingIfNeeded: number >> (8 * place))) }
  }

  /// Bytes as a raw deflate stream.
  private static func deflated(_ content: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    deflateInit2_(
      &stream, 9, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    defer { deflateEnd(&stream) }
    var source = content
    var packed = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(content.count))))
    return source.withUnsafeMutableBufferPointer { input in
      packed.withUnsafeMutableBufferPointer { output in
        (stream.next_in, stream.avail_in) = (input.baseAddress, UInt32(input.count))
        (stream.next_out, stream.avail_out) = (output.baseAddress, UInt32(output.count))
        deflate(&stream, Z_FINISH)
        return Array(output[..<Int(stream.total_out)])
      }
    }
  }
}
