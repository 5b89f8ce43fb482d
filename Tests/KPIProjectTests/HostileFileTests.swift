import Foundation
import KPIProject
import Testing

@Suite("Hostile project files")
struct HostileFileTests {
  @Test(
    "text that is no YAML is refused with a line",
    arguments: [
      "[1,2", "a: b: c\n", "kpis:\n\t- name: a\n", "\"abc\n", "a: 'b\n", "- a\nb: c\n", "%YAML 9\n",
      "--- a\n--- b\n", "? [a]\n: b\n", "key: !<tag:x> &\n", "{a: b", "@a: b\n",
    ])
  func broken(text: String) throws {
    let error = try #require(projectError(text))
    #expect(error.kind == .badProject)
    #expect(error.location?.line != nil, "\(error)")
  }

  @Test("nothing at all is refused", arguments: ["", "\n\n", "# only a comment\n", "~\n", "---\n"])
  func empty(text: String) throws {
    #expect(try #require(projectError(text)).what.contains("empty"))
  }

  @Test("a key that stands twice is refused")
  func duplicates() throws {
    let error = try #require(projectError("kpis:\n  - name: a\n    label: x\n    label: y\n"))
    #expect(error.what == "the key 'label' stands twice in one mapping")
    #expect(projectError("version: 1\nversion: 1\n")?.what.contains("'version'") == true)
  }

  @Test("anchors, aliases and merges are refused where they stand")
  func references() throws {
    let anchor = try #require(projectError("kpis:\n  - &a {name: x}\n  - *a\n"))
    #expect(anchor.what.contains("anchors") && anchor.location?.line == 2)
    let merge = try #require(projectError("kpis:\n  - {name: x, <<: {label: y}}\n"))
    #expect(merge.what.contains("merges") && merge.location?.line == 2)
    #expect(projectError("a: *nowhere\n") != nil)
  }

  @Test("a billion laughs are refused at once", arguments: [false, true])
  func laughs(asKeys: Bool) throws {
    var text = "l0: &l0 [x]\n"
    for level in 1...30 {
      let names = Array(repeating: "*l\(level - 1)", count: 9).joined(separator: ", ")
      text += "l\(level): &l\(level) [\(names)]\n"
    }
    if asKeys { text += "? *l30\n: x\n" }
    let clock = ContinuousClock()
    var error: ProjectError?
    let time = clock.measure { error = projectError(text) }
    #expect(error?.what.contains("anchors") == true, "\(String(describing: error))")
    // Written out it would take longer than anybody waits.
    #expect(time < .seconds(20))
  }

  @Test("words with stars and ampersands are words")
  func innocent() throws {
    let stars = (0..<20).map { "word\($0) *bold\($0)* R&D Sales & More" }.joined(separator: " ")
    let project = try Project(text: "kpis:\n  - name: a\n    description: \(stars)\n")
    #expect(project.kpis.count == 1)
  }

  @Test("depth is bounded, as flow and as block", arguments: [30, 500, 5_000, 400_000])
  func depth(levels: Int) throws {
    let flow = String(repeating: "[", count: levels)
    #expect(try #require(projectError("kpis: " + flow)).kind == .badProject)
    let closed = flow + String(repeating: "]", count: levels)
    #expect(try #require(projectError("kpis: " + closed)).kind == .badProject)
    let block = (0..<min(levels, 1_000)).map { String(repeating: " ", count: $0) + "a:\n" }
    #expect(try #require(projectError(block.joined())).kind == .badProject)
  }

  @Test("a text that is too large is refused by its size")
  func size() throws {
    let text = "kpis:\n" + String(repeating: "# a comment\n", count: 100_000)
    let error = try #require(projectError(text))
    #expect(error.what.contains("at most 1000000"))
  }

  @Test("control characters are refused")
  func controls() throws {
    let error = try #require(projectError("kpis:\n  - name: a\u{1}b\n"))
    #expect(error.what.contains("cannot be read") || error.what.contains("not YAML"), "\(error)")
  }

  @Test("seeded noise of YAML never ends the process")
  func noise() {
    let words = [
      "kpis:", "\n", "  - ", "name: ", "a", "{", "}", "[", "]", ", ", ": ", "'", "\"", "&x ", "*x ",
      "!t ", "|", ">", "#", "expr: ", "won / lost", "\t", "~", "- ", "? ", "range: ", "1..6", "é",
    ]
    var state: UInt64 = 99
    func next(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(count))
    }
    var refused = 0
    for _ in 0..<2_000 {
      let text = (0..<next(25)).map { _ in words[next(words.count)] }.joined()
      if projectError(text) != nil { refused += 1 }
    }
    #expect(refused > 1_000)
  }
}

@Suite("Files of a project")
struct ProjectFileTests {
  /// A folder that lives as long as this value.
  private final class Folder {
    let url: URL

    init() throws {
      url = FileManager.default.temporaryDirectory.appending(path: "project-" + UUID().uuidString)
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func write(_ name: String, _ bytes: [UInt8]) throws -> String {
      let file = url.appending(path: name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: file)
      return file.path
    }

    func write(_ name: String, _ text: String) throws -> String {
      try write(name, Array(text.utf8))
    }
  }

  private func error(_ path: String) -> ProjectError? {
    do {
      _ = try Project(file: path)
      return nil
    } catch { return error }
  }

  @Test("a file that is not there, a folder and other encodings are refused")
  func unreadable() throws {
    let folder = try Folder()
    #expect(error(folder.url.path + "/none.yml")?.kind == .missing)
    #expect(error(folder.url.path)?.kind == .missing)
    #expect(error("/dev/zero")?.kind == .missing)
    let latin = try folder.write("latin.yml", [0x6B, 0x3A, 0x20, 0xE9, 0x0A])
    #expect(error(latin)?.what.contains("not UTF-8") == true)
    let wide = try folder.write("wide.yml", [0xFF, 0xFE, 0x61, 0x00])
    #expect(error(wide)?.what.contains("not UTF-8") == true)
    let large = try folder.write("large.yml", [UInt8](repeating: 0x23, count: 3_000_000))
    #expect(error(large)?.what.contains("at most") == true)
  }

  @Test("patterns stand for the files of the folder, in order, each once")
  func patterns() throws {
    let folder = try Folder()
    for name in ["exports/b.csv", "exports/a.csv", "exports/c.txt", "d.csv"] {
      _ = try folder.write(name, "x\n")
    }
    let path = try folder.write(
      "kpis.yml", "data: {files: [exports/*.csv, d.csv, exports/a.csv]}\n")
    let files = try Project(file: path).dataFiles()
    #expect(
      files == ["exports/a.csv", "exports/b.csv", "d.csv"].map { folder.url.path + "/" + $0 })
  }

  @Test("a pattern without a file is said with its place")
  func nothing() throws {
    let folder = try Folder()
    let path = try folder.write("kpis.yml", "data:\n  files: [exports/*.csv]\n")
    let project = try Project(file: path)
    #expect {
      try project.dataFiles()
    } throws: { error in
      let error = error as? ProjectError
      return error?.kind == .missing && error?.location?.line == 2 && error?.location?.column == 11
    }
  }

  @Test(
    "a pattern that leads out of the folder is refused",
    arguments: ["../x.csv", "/etc/passwd", "a/../../x", "~/x.csv", "..", "''"])
  func outside(pattern: String) throws {
    let error = try #require(projectError("data:\n  files: [\(pattern)]\n"))
    #expect(error.what.contains("leads out of the project folder"))
    #expect(error.location?.line == 2)
  }

  @Test("a link out of the folder is not followed, one inside is")
  func links() throws {
    let (folder, other) = (try Folder(), try Folder())
    let secret = try other.write("secret.csv", "x\n")
    _ = try folder.write("own.csv", "x\n")
    let files = FileManager.default
    let base = folder.url.path
    try files.createSymbolicLink(atPath: base + "/out.csv", withDestinationPath: secret)
    try files.createSymbolicLink(atPath: base + "/in.csv", withDestinationPath: base + "/own.csv")
    try files.createSymbolicLink(atPath: base + "/folder", withDestinationPath: other.url.path)
    func found(_ pattern: String) throws -> [String] {
      let path = try folder.write("kpis.yml", "data: {files: ['\(pattern)']}\n")
      return try Project(file: path).dataFiles()
    }
    #expect(try found("in.csv") == [base + "/in.csv"])
    for pattern in ["out.csv", "*.csv", "folder/secret.csv", "*/*.csv"] {
      #expect(throws: ProjectError.self, "\(pattern)") { try found(pattern) }
    }
  }

  @Test("the folder of a project file is that of its path")
  func folders() throws {
    #expect(try Project(text: "version: 1\n", path: "kpis.yml").folder == ".")
    #expect(try Project(text: "version: 1\n", path: "a/b/kpis.yml").folder == "a/b")
    #expect(try Project(text: "version: 1\n", path: "/kpis.yml").folder == "/")
  }
}
