/// A location in what a user gave: a file, a line, a place within the line.
public struct FileLocation: Hashable, Sendable, CustomStringConvertible {
  /// The file as the user named it; `-` for standard input, or the name of what is bundled.
  public var path: String
  /// The line, from 1.
  public var line: Int?
  /// The field of a table's line, or the character of another text's, from 1.
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
