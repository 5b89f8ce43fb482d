import DataIO
import Glibc
import KPIProject
import ProgramHistory

/// Where the history of a project stands: `.kpi/history.sqlite` beside its file.
struct ProgramArchive {
  /// The path of the history.
  let path: String
  private let folder: String

  /// The archive beside a project file.
  init(besideProject file: String) {
    let home = file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
    folder = home + ".kpi"
    path = folder + "/history.sqlite"
  }

  /// Opens the history for keeping, and makes it if there is none.
  func opened() throws(HistoryError) -> HistoryStore {
    if mkdir(folder, 0o777) != 0, errno != EEXIST {
      throw HistoryError(
        .notWritable, path, "its folder cannot be made: \(String(cString: strerror(errno)))",
        fix: "make the folder writable, or pass --no-history")
    }
    try refuseLinks()
    return try HistoryStore(path: path)
  }

  /// Opens the history for reading.
  func reading() throws(HistoryError) -> HistoryStore {
    guard access(path, F_OK) == 0 else {
      throw HistoryError(
        .absent, path, "there is no history yet",
        fix: "kpi-forecast run keeps one beside the project file; or name two folders to compare")
    }
    try refuseLinks()
    return try HistoryStore(reading: path)
  }

  /// Refuses what leads elsewhere: nothing is written outside of the folder of the project.
  private func refuseLinks() throws(HistoryError) {
    for place in [folder, path] {
      var status = stat()
      guard lstat(place, &status) == 0, status.st_mode & S_IFMT == S_IFLNK else { continue }
      throw HistoryError(
        .foreign, place, "this is a link; a history is kept in a folder of its own",
        fix: "remove the link, or pass --no-history")
    }
  }
}

extension CommandFailure {
  /// A history that cannot be read.
  init(_ error: HistoryError) {
    let kind: DataError.Kind =
      switch error.kind {
      case .absent: .missingInput
      case .foreign, .newer, .damaged: .badData
      case .noVintage: .usage
      case .busy, .notWritable, .other: .cannotWrite
      }
    self.init(DataError(kind, at: .init(path: error.path), error.what, fix: error.fix))
  }
}
