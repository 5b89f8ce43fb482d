import CZip
import Glibc

/// A zip archive, of which only parts that are asked for by name are read.
final class ZipArchive {
  let path: String
  private let archive: OpaquePointer
  private let limits: ReadingLimits

  /// Opens the archive; throws `badData` if its directory is not that of a whole archive.
  init(_ source: InputSource, limits: ReadingLimits) throws(DataError) {
    (path, self.limits) = (source.path, limits)
    let descriptor =
      switch source {
      case .file(let path): open(path, O_RDONLY | O_CLOEXEC)
      case .standardInput, .server: dup(STDIN_FILENO)
      }
    guard descriptor >= 0 else {
      throw DataError(
        .missingInput, at: .init(path: path), "cannot open: \(systemMessage(errno))")
    }
    var code: Int32 = 0
    guard let archive = zip_fdopen(descriptor, 0, &code) else {
      close(descriptor)
      throw Self.damaged(source.path, "its directory cannot be read")
    }
    self.archive = archive
  }

  deinit { zip_discard(archive) }

  /// Whether there is a part of this name.
  func has(_ name: String) -> Bool { zip_name_locate(archive, name, Self.anyCase) >= 0 }

  /// The text of a small part, such as one that tells a format; nil if it is absent or longer.
  func text(_ name: String, upTo count: Int) -> String? {
    guard let part = try? part(name), var bytes = try? part.read(count + 1) else { return nil }
    while let more = try? part.read(count + 1), !more.isEmpty, bytes.count <= count {
      bytes += more
    }
    return bytes.count <= count ? String(decoding: bytes, as: UTF8.self) : nil
  }

  /// Opens a part to be read from its beginning; nil if there is none of this name.
  func part(_ name: String) throws(DataError) -> ZipPart? {
    let index = zip_name_locate(archive, name, Self.anyCase)
    guard index >= 0 else { return nil }
    var status = zip_stat_t()
    guard zip_stat_index(archive, UInt64(index), 0, &status) == 0 else { return nil }
    if status.valid & UInt64(ZIP_STAT_ENCRYPTION_METHOD) != 0, status.encryption_method != 0 {
      throw DataError(
        .badData, at: .init(path: path), "the archive is encrypted",
        fix: "save it without a password")
    }
    guard let file = zip_fopen_index(archive, UInt64(index), 0) else {
      throw Self.damaged(path, "'\(name)' cannot be read")
    }
    return ZipPart(
      file, name: name, path: path, packed: Int(clamping: status.comp_size),
      unpacked: Int(clamping: status.size), limits: limits, archive: self)
  }

  /// Names of parts are compared without case, as spreadsheets do.
  private static let anyCase = UInt32(ZIP_FL_NOCASE)

  static func damaged(_ path: String, _ why: String) -> DataError {
    DataError(
      .badData, at: .init(path: path), "the workbook is damaged: \(why)",
      fix: "copy or save it again; a download may have been cut off")
  }
}

/// One part of an archive, unpacked while it is read.
final class ZipPart {
  let name: String
  let path: String
  /// The bytes it takes in the archive, and those it says to unpack to.
  let packed: Int
  let unpacked: Int
  /// How many bytes were unpacked so far.
  private(set) var count = 0
  private let file: OpaquePointer
  private let limits: ReadingLimits
  /// Kept open as long as its part is read.
  private let archive: ZipArchive

  fileprivate init(
    _ file: OpaquePointer, name: String, path: String, packed: Int, unpacked: Int,
    limits: ReadingLimits, archive: ZipArchive
  ) {
    (self.file, self.name, self.path, self.packed) = (file, name, path, packed)
    (self.unpacked, self.limits, self.archive) = (unpacked, limits, archive)
  }

  deinit { zip_fclose(file) }

  /// Reads the next bytes; 0 at the end.
  ///
  /// Throws if the bytes are damaged, or more than any workbook of this size unpacks to.
  func read(_ buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    let read = Int(zip_fread(file, buffer.baseAddress, UInt64(buffer.count)))
    guard read >= 0 else { throw ZipArchive.damaged(path, "'\(name)' cannot be unpacked") }
    count += read
    let ratio = count / max(packed, 1)
    guard count <= limits.unpacked,
      count <= limits.unpackedFreely || ratio <= limits.unpackedRatio
    else {
      throw DataError(
        .badData, at: .init(path: path),
        "'\(name)' unpacks to over \(count >> 20) MB from \(packed) bytes",
        details: ["archives that grow like this are made to exhaust a machine"],
        fix: "save the table as CSV if it is really that large")
    }
    return read
  }

  /// Reads up to so many bytes; none at the end.
  func read(_ most: Int) throws(DataError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: most)
    var read = 0
    var failure: DataError?
    bytes.withUnsafeMutableBytes { buffer in
      do throws(DataError) { read = try self.read(buffer) } catch { failure = error }
    }
    if let failure { throw failure }
    bytes.removeLast(most - read)
    return bytes
  }
}
