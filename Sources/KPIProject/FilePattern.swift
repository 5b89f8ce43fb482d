import Glibc

/// Patterns of file names that stay within the folder of a project file.
///
/// `*` and `?` stand for any characters but `/`, `[…]` for one of several. A pattern never leads out of the
/// folder: not by `..`, not by beginning at the root, and not through a symbolic link.
public enum FilePattern {
  /// Throws unless a pattern stays within the folder.
  static func check(
    _ pattern: Project.Located<String>, key: String = "files"
  ) throws(ProjectError) {
    let text = pattern.value
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    let leaves = text.hasPrefix("/") || text.hasPrefix("~") || parts.contains("..")
    guard !text.isEmpty, !leaves, !text.utf8.contains(0) else {
      throw ProjectError(
        at: pattern.place,
        "'\(key)' names '\(text.excerpt)', which leads out of the project folder",
        details: ["patterns are relative to the folder of the project file: exports/*.csv"],
        fix: "move the files into the folder, or name them on the command line")
    }
  }

  /// The files that the patterns stand for, in the order of patterns and names, each once.
  ///
  /// - Parameters:
  ///   - folder: the folder of the project file.
  ///   - key: the key of the project file that names them.
  /// - Throws: `ProjectError` of kind `missing` if a pattern stands for no file, and `badProject` if
  ///   it leads out of the folder by a symbolic link.
  public static func files(
    _ patterns: [Project.Located<String>], in folder: String, key: String = "files"
  ) throws(ProjectError) -> [String] {
    var found: [String] = []
    var seen: Set<String> = []
    for pattern in patterns {
      try check(pattern, key: key)
      let matches = matches(folder + "/" + pattern.value)
      guard !matches.isEmpty else {
        throw ProjectError(
          .missing, at: pattern.place,
          "'\(key)' names '\(pattern.value.excerpt)', and there is no such file",
          details: ["looked in \(folder)"], fix: "correct the pattern, or put the file there")
      }
      for match in matches {
        try checkInside(match, folder, pattern)
        let path = folder == "." ? String(match.dropFirst(2)) : match
        if seen.insert(path).inserted { found.append(path) }
      }
    }
    return found
  }

  private static func matches(_ pattern: String) -> [String] {
    var result = glob_t()
    defer { globfree(&result) }
    guard glob(pattern, GLOB_NOSORT, nil, &result) == 0, let paths = result.gl_pathv else {
      return []
    }
    let texts = (0..<Int(result.gl_pathc)).compactMap { paths[$0].map { String(cString: $0) } }
    return texts.filter(isFile).sorted()
  }

  private static func isFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFDIR
  }

  /// Throws if a path leads out of a folder once its links are followed.
  private static func checkInside(
    _ path: String, _ folder: String, _ pattern: Project.Located<String>
  ) throws(ProjectError) {
    guard let home = real(folder), let target = real(path) else { return }
    guard target.hasPrefix(home == "/" ? home : home + "/") else {
      throw ProjectError(
        at: pattern.place, "'\(path.excerpt)' is a link that leads out of the project folder",
        fix: "copy the file into the folder, or name it on the command line")
    }
  }

  private static func real(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }
}
