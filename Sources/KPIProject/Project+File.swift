import Glibc

extension Project {
  /// The name under which a project file is found in the working folder.
  public static let usualName = "kpis.yml"

  /// The project of a file.
  ///
  /// - Throws: `ProjectError`: `missing` if the file cannot be read, `badProject` at the first mistake.
  public init(file path: String) throws(ProjectError) {
    self = try ProjectReader.read(try Self.text(of: path), path: path)
  }

  /// The project of a text.
  ///
  /// - Parameter path: what errors call the file.
  public init(text: String, path: String = usualName) throws(ProjectError) {
    self = try ProjectReader.read(text, path: path)
  }

  /// The folder of the file.
  public var folder: String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The files that `data: files:` stands for.
  public func dataFiles() throws(ProjectError) -> [String] {
    try FilePattern.files(data.files, in: folder)
  }

  /// The file beside the project file that a key names, such as `aliases`; nil without the key.
  public func file(_ name: Located<String>?, key: String) throws(ProjectError) -> String? {
    guard let name else { return nil }
    return try FilePattern.files([name], in: folder, key: key).first
  }

  /// The text of a file of limited size.
  private static func text(of path: String) throws(ProjectError) -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      let reason = errno == ENOENT ? "there is no such file" : String(cString: strerror(errno))
      throw ProjectError(
        .missing, at: .init(path: path), "the project file cannot be read: \(reason)",
        fix: "check the path; kpi-forecast init writes one to start from")
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw ProjectError(
        .missing, at: .init(path: path), "this is not a regular file",
        fix: "name a project file such as kpis.yml")
    }
    // One byte more than allowed tells a file that is too large from one that just fits.
    let bytes = bytes(descriptor, most: YAMLDocument.mostBytes + 1)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ProjectError(
        at: .init(path: path), "the file is not UTF-8 text",
        fix: "save it as UTF-8 in the editor")
    }
    return text
  }

  private static func bytes(_ descriptor: Int32, most: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while bytes.count < most {
      let count = read(descriptor, &chunk, min(chunk.count, most - bytes.count))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      bytes.append(contentsOf: chunk[..<count])
    }
    return bytes
  }
}
