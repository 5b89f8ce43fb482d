import Glibc

/// What an earlier run into the same folder left there, by its own manifest.
struct EarlierRun {
  /// The names that its manifest lists, that of an interrupted run too.
  private let listed: Set<String>

  /// The run whose manifest stands in a folder.
  init(in folder: String) {
    let manifests = [Manifest.fileName, Manifest.fileName + StagedFile.partialEnding]
    var names: Set<String> = []
    for manifest in manifests {
      guard let text = Self.text(folder + "/" + manifest) else { continue }
      names.formUnion(Self.files(in: text))
      if manifest != Manifest.fileName { names.insert(manifest) }
    }
    listed = names
  }

  /// The files of these tables, whole or partial, and the manifest of an interrupted run.
  func files(of tables: [String]) -> Set<String> {
    let own = Set(tables + [Manifest.fileName])
    return listed.filter { name in
      let isPartial = name.hasSuffix(StagedFile.partialEnding)
      return own.contains(isPartial ? String(name.dropLast(StagedFile.partialEnding.count)) : name)
    }
  }

  /// The names in the array `files` of a manifest; none if there is no such array.
  static func files(in manifest: String) -> [String] {
    // In the form in which this program writes it, so that a text inside of another field cannot pass for it.
    guard let start = manifest.firstRange(of: "\n  \"files\": [") else { return [] }
    let rest = manifest[start.upperBound...]
    guard let end = rest.firstIndex(of: "]") else { return [] }
    return rest[..<end].split(separator: "\"", omittingEmptySubsequences: false)
      .enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
      .filter { !$0.contains("/") }
  }

  /// The text of a small file; nil if there is none.
  private static func text(_ path: String) -> String? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      let file = fopen(path, "r")
    else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = fread(&bytes, 1, bytes.count, file)
    guard count > 0 else { return nil }
    return String(decoding: bytes[..<count], as: UTF8.self)
  }
}
