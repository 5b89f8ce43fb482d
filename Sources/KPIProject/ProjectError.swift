import Diagnostics

/// Why a project file, or what it names, cannot be used, in words a user can act on.
///
///     error: kpis.yml:14:5: unknown key 'onwer' in KPI 'revenue'
///       keys: name, label, description, …
///       fix: did you mean 'owner'?
public struct ProjectError: LocatedError {
  /// The family of an error, which decides the exit code of a command.
  public enum Kind: Hashable, Sendable {
    /// The content cannot be used; exit code 78.
    case badProject
    /// The file is absent or cannot be read; exit code 66.
    case missing
    /// The request names what is not there; exit code 64.
    case usage
  }

  /// A place in a project file or a bundled catalogue; a column is a character of a line.
  public typealias Place = FileLocation

  /// The family of the error.
  public let kind: Kind
  /// Where it is, if it has a place.
  public let location: Place?
  /// What is wrong and the value found, in one line.
  public let what: String
  /// More lines: what is allowed.
  public let details: [String]
  /// What to do.
  public let fix: String?

  /// An error with its text.
  public init(
    _ kind: Kind = .badProject, at location: Place? = nil, _ what: String, details: [String] = [],
    fix: String? = nil
  ) {
    (self.kind, self.location, self.what) = (kind, location, what)
    (self.details, self.fix) = (details, fix)
  }
}

extension String {
  /// At most 60 characters of the text, on one line.
  var excerpt: String {
    let line = String(map { $0.isNewline ? " " : $0 })
    return line.count > 60 ? line.prefix(59) + "…" : line
  }
}
