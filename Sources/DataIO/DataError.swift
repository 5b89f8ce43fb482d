import Diagnostics

/// Why input could not be used or output not be written, in words a user can act on.
///
/// The text says what is wrong, the value found, what is allowed and what to do:
///
///     error: exports/q2.csv:1184:5: 'Amount' "1,234.56" is not a number
///       numbers are plain: 1234.56, -3, 1e6
///       fix: export numbers without thousands separators
public struct DataError: LocatedError {
  /// The family of an error, which decides the exit code of a command.
  public enum Kind: String, Hashable, Sendable {
    /// A file is absent or cannot be read; exit code 66.
    case missingInput
    /// The content cannot be used; exit code 65.
    case badData
    /// The request does not fit the content, such as a column that is not there; exit code 64.
    case usage
    /// A result cannot be written; exit code 73.
    case cannotWrite
  }

  /// A place in an input; a column is a field of a line.
  public typealias Location = FileLocation

  /// The family of the error.
  public let kind: Kind
  /// Where it is, if it has a place.
  public let location: Location?
  /// What is wrong and the value found, in one line.
  public let what: String
  /// More lines: what is allowed, other lines that matter.
  public let details: [String]
  /// What to do.
  public let fix: String?

  /// An error with its text.
  public init(
    _ kind: Kind, at location: Location? = nil, _ what: String, details: [String] = [],
    fix: String? = nil
  ) {
    (self.kind, self.location, self.what) = (kind, location, what)
    (self.details, self.fix) = (details, fix)
  }

  /// The exit code of a command that ends with this error, after `sysexits.h`.
  public var exitCode: Int32 {
    switch kind {
    case .usage: 64
    case .badData: 65
    case .missingInput: 66
    case .cannotWrite: 73
    }
  }
}
