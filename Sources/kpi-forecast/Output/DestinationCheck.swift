import DataIO
import Glibc

/// Sees to it that no result replaces an input or another result of the same run.
struct DestinationCheck {
  private let inputs: [(path: String, place: Place)]
  private var taken: [(option: String, place: Place)] = []

  /// A check against the inputs of a run; `-` is no file.
  init(inputs: [String]) {
    self.inputs = inputs.filter { $0 != "-" }.compactMap { path in
      Place(path).map { (path, $0) }
    }
  }

  /// Takes a file for a result; throws `usage` if it is an input or was taken before.
  mutating func take(_ path: String, option: String) throws(DataError) {
    guard let place = Place(path) else { return }
    if let input = inputs.first(where: { $0.place == place }) {
      throw DataError(
        .usage, "\(option) would replace the input '\(input.path)' by '\(path)'",
        details: ["results never replace what they are made from"],
        fix: "name another file or folder for \(option)")
    }
    let partial = Place(path + StagedFile.partialEnding)
    if let input = inputs.first(where: { $0.place == partial }) {
      throw DataError(
        .usage, "\(option) would replace the input '\(input.path)' if the run is interrupted",
        details: ["finished rows are then kept in a file with .partial behind its name"],
        fix: "name another file or folder for \(option), or rename the input")
    }
    if let other = taken.first(where: { $0.place == place }) {
      throw DataError(
        .usage, "\(other.option) and \(option) both write '\(path)'",
        details: ["one file holds one result"], fix: "name another file for \(option)")
    }
    taken.append((option, place))
  }
}

extension DestinationCheck {
  /// Which file a path names, however it is written.
  private enum Place: Equatable {
    case existing(device: UInt64, inode: UInt64)
    case new(folder: String, name: String)

    /// The place of a file to be; nil for what is not replaced, such as a device.
    init?(_ path: String) {
      var status = stat()
      if stat(path, &status) == 0 {
        guard status.st_mode & S_IFMT == S_IFREG else { return nil }
        self = .existing(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
        return
      }
      let slash = path.lastIndex(of: "/")
      let folder = slash.map { String(path[...$0]) } ?? "."
      let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
      guard let real = realpath(folder, nil) else {
        self = .new(folder: folder, name: name)
        return
      }
      defer { free(real) }
      self = .new(folder: String(cString: real), name: name)
    }
  }
}

extension OutputOptions {
  /// Throws `usage` if a file that this run writes is one of its inputs, or is written twice.
  ///
  /// - Parameters:
  ///   - tables: the names of the tables in the output folder.
  ///   - others: what the folder holds besides.
  ///   - files: further files with the options that name them.
  func refuseCollisions(
    inputs: [String], tables: [String],
    others: [String] = ["rejected.csv", "revisions.csv", "skipped.csv", "manifest.json"],
    files: [(option: String, path: String)] = []
  ) throws(DataError) {
    var check = DestinationCheck(inputs: inputs)
    if let output, output != "-" { try check.take(output, option: "-o") }
    for file in files { try check.take(file.path, option: file.option) }
    guard let out else { return }
    for name in tables + others {
      try check.take(out + "/" + name, option: "--out")
    }
  }
}
