/// Passwords that stand in the arguments, wherever they stand, so that no error repeats them.
///
/// An address that is misspelt, or stands where another value belongs, is quoted by the error that says so.
struct ArgumentSecrets {
  /// Parts of arguments and what is shown instead, longer ones first.
  private let replacements: [(hidden: String, shown: String)]

  init(_ arguments: [String]) {
    let found = arguments.compactMap(Self.inAddress) + arguments.flatMap(Self.inSettings)
    replacements = found.sorted { $0.hidden.count > $1.hidden.count }
  }

  /// A text without them.
  func removed(from text: String) -> String {
    replacements.reduce(text) { $0.replacing($1.hidden, with: $1.shown) }
  }

  /// `:password@` of an address such as `scheme://user:password@host`, well-formed or not.
  private static func inAddress(_ argument: String) -> (hidden: String, shown: String)? {
    let scheme = argument.firstRange(of: "://")
    guard let at = argument.lastIndex(of: "@") else {
      // What stands for a port and is no number may be a password whose `@` is missing.
      guard let scheme, let colon = argument[scheme.upperBound...].firstIndex(of: ":"),
        !argument[colon...].dropFirst().prefix(while: { $0 != "/" }).allSatisfy(\.isNumber)
      else { return nil }
      return (String(argument[colon...]), ":***")
    }
    let start = scheme?.upperBound ?? argument.startIndex
    guard start < at, let colon = argument[start..<at].firstIndex(of: ":") else { return nil }
    return (String(argument[colon...at]), ":***@")
  }

  /// `password=…` among the settings of a connection, up to the next one.
  private static func inSettings(_ argument: String) -> [(hidden: String, shown: String)] {
    argument.matches(of: #/(?i)(pass[a-z0-9%]*\s*=)([^&]+)/#).map {
      (String($0.output.0), String($0.output.1) + "***")
    }
  }
}
