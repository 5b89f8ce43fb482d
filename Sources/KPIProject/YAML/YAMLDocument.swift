import PartnerKPI
import Yams

/// Reads YAML text in bounded memory: one document of limited size and depth, without anchors and
/// aliases, each key once.
enum YAMLDocument {
  /// The largest project file, in bytes.
  static let mostBytes = 1_000_000
  /// The most lists and mappings inside each other.
  static let deepest = 20

  /// The document of a text; nil if there is none.
  ///
  /// - Parameter path: what errors call the file.
  static func read(_ text: String, path: String) throws(ProjectError) -> YAMLNode? {
    guard text.utf8.count <= mostBytes else {
      throw ProjectError(
        at: .init(path: path),
        "the file has \(text.utf8.count) bytes; a project file has at most \(mostBytes)",
        fix: "keep data in files of its own, and name them under data: files:")
    }
    let text = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
    try AliasCheck.refuseMany(in: text, path: path)
    let parser: Parser
    let root: Node?
    do {
      parser = try Parser(yaml: text, resolver: .basic, constructor: .default, encoding: .utf8)
      root = try parser.singleRoot()
    } catch let error as YamlError {
      throw error.projectError(path: path)
    } catch {
      throw ProjectError(at: .init(path: path), "the file is not YAML: \(error)")
    }
    guard let root else { return nil }
    // Nodes know their anchors as long as the parser lives.
    defer { withExtendedLifetime(parser) {} }
    return try node(root, path: path, depth: 0)
  }

  private static func node(
    _ node: Node, path: String, depth: Int
  ) throws(ProjectError) -> YAMLNode {
    let place = place(node.mark, path)
    guard node.anchor == nil else { throw AliasCheck.error(at: place) }
    guard depth <= deepest else {
      throw ProjectError(
        at: place, "more than \(deepest) lists and mappings stand inside each other")
    }
    switch node {
    case .alias: throw AliasCheck.error(at: place)
    case .scalar(let scalar):
      let isPlain = scalar.style == .plain || scalar.style == .any
      return YAMLNode(content: .scalar(scalar.string, isPlain: isPlain), place: place)
    case .sequence(let sequence):
      var items: [YAMLNode] = []
      for item in sequence { items.append(try self.node(item, path: path, depth: depth + 1)) }
      return YAMLNode(content: .sequence(items), place: place)
    case .mapping(let mapping):
      var entries: [YAMLNode.Entry] = []
      for (key, value) in mapping {
        let keyPlace = Self.place(key.mark, path)
        guard case .scalar(let name) = key, key.anchor == nil else {
          throw ProjectError(at: keyPlace, "a key has to be a word")
        }
        guard name.string != "<<" else { throw AliasCheck.error(at: keyPlace) }
        entries.append(
          .init(
            key: name.string, keyPlace: keyPlace,
            value: try self.node(value, path: path, depth: depth + 1)))
      }
      return YAMLNode(content: .mapping(entries), place: place)
    }
  }

  private static func place(_ mark: Mark?, _ path: String) -> ProjectError.Place {
    .init(path: path, line: mark?.line, column: mark?.column)
  }
}

/// Finds references to other parts of a document.
///
/// A few of them that refer to each other stand for millions of parts ("billion laughs"), which the
/// library would compare one by one where they are keys. A project file is short: none is read at all.
enum AliasCheck {
  /// The most references that are composed before they are refused where they stand.
  private static let few = 8

  static func error(at place: ProjectError.Place) -> ProjectError {
    ProjectError(
      at: place, "anchors (&name), aliases (*name) and merges (<<) are not read",
      fix: "write the value out where it is needed")
  }

  /// Throws if the text looks as if it had an anchor and more than a few references.
  static func refuseMany(in text: String, path: String) throws(ProjectError) {
    var (count, line, column) = (0, 1, 0)
    var isStart = true
    var first: ProjectError.Place?
    var mark: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      column += 1
      if let reference = mark {
        mark = nil
        if scalar.properties.isAlphabetic || scalar == "_" || ("0"..."9").contains(scalar) {
          if reference == "*" { count += 1 }
          if reference == "&", first == nil {
            first = .init(path: path, line: line, column: column - 1)
          }
        }
      }
      if isStart, scalar == "*" || scalar == "&" { mark = scalar }
      isStart = " \t\n\r[{,".unicodeScalars.contains(scalar)
      if scalar == "\n" { (line, column) = (line + 1, 0) }
    }
    if count > few, let first { throw error(at: first) }
  }
}

extension YamlError {
  /// The error in the program's own words.
  fileprivate func projectError(path: String) -> ProjectError {
    switch self {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let started = context.flatMap { context in
        context.mark.line > 0
          ? "\(context.text) that began at line \(context.mark.line)" : nil
      }
      return ProjectError(
        at: .init(path: path, line: mark.line, column: mark.column),
        "this is not YAML: \(problem)", details: [started].compactMap { $0 },
        fix: Self.fix(problem))
    case .duplicatedKeysInMapping(let duplicates, let context):
      let name = duplicates.first ?? ""
      return ProjectError(
        at: .init(path: path, line: context.mark.line, column: context.mark.column),
        "the key '\(name.excerpt)' stands twice in one mapping", fix: "keep one of them")
    case .reader(let problem, let offset, _, let yaml):
      let line = offset.map { offset in
        yaml.utf8.prefix(offset).count { $0 == UInt8(ascii: "\n") } + 1
      }
      return ProjectError(
        at: .init(path: path, line: line), "the text cannot be read: \(problem)",
        fix: "save the file as plain UTF-8 text")
    default:
      return ProjectError(at: .init(path: path), "the file cannot be read as YAML: \(self)")
    }
  }

  private static func fix(_ problem: String) -> String {
    if problem.contains("tab") || problem.contains("cannot start any token") {
      return "indent with spaces, and put texts that begin with a sign in quotes"
    }
    if problem.contains("mapping values are not allowed") {
      return "put texts with a colon in quotes, and check the indentation"
    }
    return "check indentation, brackets and quotes near this place"
  }
}
