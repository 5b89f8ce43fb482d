/// An error in words a user can act on: where, what is wrong, what is allowed, what to do.
///
///     error: exports/q2.csv:1184:5: 'Amount' "1,234.56" is not a number
///       numbers are plain: 1234.56, -3, 1e6
///       fix: export numbers without thousands separators
public protocol LocatedError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Where it is, if it has a place.
  var location: FileLocation? { get }
  /// What is wrong and the value found, in one line.
  var what: String { get }
  /// More lines: what is allowed, other lines that matter.
  var details: [String] { get }
  /// What to do.
  var fix: String? { get }
}

extension LocatedError {
  /// The lines to print: `error: place: what`, indented details, `fix: …`.
  public var description: String {
    let place = location.map { "\($0): " } ?? ""
    let more = details.map { "  " + $0 } + (fix.map { ["  fix: " + $0] } ?? [])
    return (["error: \(place)\(what)"] + more).joined(separator: "\n")
  }
}
