/// Why a project file, or what it names, cannot be used, in words a user can act on.
///
///     error: kpis.yml:14:5: unknown key 'onwer' in KPI 'revenue'
///       keys: name, label, description, …
///       fix: did you mean 'owner'?
public struct ProjectError: Error, Hashable, Sendable {
  /// The family of an error, which decides the exit code of a command.
  public enum Kind: Hashable, Sendable {
    /// The content cannot be used; exit code 78.
    case badProject
    /// The file is absent or cannot be read; exit code 66.
    case missing
    /// The request names what is not there; exit code 64.
    case usage
  }

  /// A place in a project file.
  public struct Place: Hashable, Sendable, CustomStringConvertible {
    /// The file as the user named it, or the name of a bundled catalogue.
    public var path: String
    /// The line, from 1.
    public var line: Int?
    /// The character within the line, from 1.
    public var column: Int?

    /// A place in a file, as exact as it is known.
    public init(path: String, line: Int? = nil, column: Int? = nil) {
      (self.path, self.line, self.column) = (path, line, column)
    }

    /// `path`, `path:line` or `path:line:column`.
    public var description: String {
      ([path] + [line, column].compactMap { $0.map(String.init) }).joined(separator: ":")
    }
  }

  /// The family of the error.
  public let kind: Kind
  /// Where it is, if it has a place.
  public let place: Place?
  /// What is wrong and the value found, in one line.
  public let what: String
  /// More lines: what is allowed.
  public let details: [String]
  /// What to do.
  public let fix: String?

  /// An error with its text.
  public init(
    _ kind: Kind = .badProject, at place: Place? = nil, _ what: String, details: [String] = [],
    fix: String? = nil
  ) {
    (self.kind, self.place, self.what) = (kind, place, what)
    (self.details, self.fix) = (details, fix)
  }
}

extension ProjectError: CustomStringConvertible {
  /// The lines to print: `error: place: what`, indented details, `fix: …`.
  public var description: String {
    let place = place.map { "\($0): " } ?? ""
    let more = details.map { "  " + $0 } + (fix.map { ["  fix: " + $0] } ?? [])
    return (["error: \(place)\(what)"] + more).joined(separator: "\n")
  }
}

extension String {
  /// At most 60 characters of the text, on one line.
  var excerpt: String {
    let line = String(map { $0.isNewline ? " " : $0 })
    return line.count > 60 ? line.prefix(59) + "…" : line
  }
}
