import DataIO
import Glibc

extension StagedFile {
  /// Writes a file that is not there yet, whole or not at all; throws `cannotWrite` if it is there.
  static func create(_ path: String, _ text: String) throws(DataError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      guard errno == EEXIST else { throw failure(path, errno) }
      throw DataError(
        .cannotWrite, at: .init(path: path), "the file is there already and is not overwritten",
        fix: "name another file with -o, or move this one away")
    }
    defer { close(descriptor) }
    if let code = ByteOutput.write(text, to: descriptor) {
      unlink(path)
      throw failure(path, code)
    }
  }
}
