import DataIO
import Glibc

/// A folder of results whose files appear together at the end, the manifest last.
final class OutputFolder {
  let path: String
  private var files: [StagedFile] = []
  /// Folders that this run made, outermost first.
  private var made: [String] = []
  private var isDone = false

  /// Makes the folder if it is missing; throws `cannotWrite` if that cannot be.
  init(_ path: String) throws(DataError) {
    self.path = path
    try make(path)
  }

  deinit {
    files.removeAll()
    guard !isDone else { return }
    for folder in made.reversed() { rmdir(folder) }
  }

  /// A file of the folder, staged.
  func file(_ name: String) throws(DataError) -> StagedFile {
    let file = try StagedFile(path + "/" + name)
    files.append(file)
    return file
  }

  /// The names of the files, in the order in which they were asked for.
  var names: [String] { files.map { String($0.path.dropFirst(path.count + 1)) } }

  /// Puts every file under its name, in the order in which they were asked for, and removes what an
  /// earlier run left of the tables that this command writes.
  ///
  /// - Parameter tables: the tables that this command can write; of them, only those that a manifest in the
  ///   folder lists are removed.
  func commit(replacing tables: [String] = []) throws(DataError) {
    let stale = EarlierRun(in: path).files(of: tables).subtracting(names)
    for file in files.dropLast() { try file.commit() }
    for name in stale { unlink(path + "/" + name) }
    try files.last?.commit()
    isDone = true
  }

  /// Puts every file under its name with `.partial` behind it, and gives the name of the first one, the
  /// result table.
  ///
  /// The last file, the manifest, gets its own name where that is free.
  func commitPartial() throws(DataError) -> String? {
    var names: [String?] = []
    for file in files.dropLast() { names.append(try file.commitPartial()) }
    if let manifest = files.last {
      if access(manifest.path, F_OK) == 0 {
        _ = try manifest.commitPartial()
      } else {
        try manifest.commit()
      }
    }
    isDone = true
    return names.first ?? nil
  }

  private func make(_ path: String) throws(DataError) {
    var status = stat()
    if stat(path, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFDIR else {
        throw DataError(
          .cannotWrite, at: .init(path: path), "this is a file, not a folder",
          fix: "name a folder for --out, or use -o for one result table")
      }
      return
    }
    if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
      try make(String(path[..<slash]))
    }
    guard mkdir(path, 0o777) == 0 else {
      if errno == EEXIST { return }
      throw DataError(
        .cannotWrite, at: .init(path: path),
        "the folder cannot be made: \(String(cString: strerror(errno)))",
        fix: "name a folder that can be made and written")
    }
    made.append(path)
    Interruption.made(path)
  }
}
