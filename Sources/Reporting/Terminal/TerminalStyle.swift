/// How a piece of text looks where colours are wanted; never the only carrier of a meaning.
public enum TerminalStyle: Hashable, Sendable {
  /// As the terminal shows text.
  case plain
  /// Headings.
  case bold
  /// Side notes.
  case faint
  /// A change for the better.
  case good
  /// A change for the worse.
  case bad

  /// The text between the escape sequences of this style, or as it is without colours.
  func applied(to text: String, colour: Bool) -> String {
    guard colour, let code else { return text }
    return "\u{1B}[\(code)m" + text + "\u{1B}[0m"
  }

  /// The parameter of the "select graphic rendition" sequence (ECMA-48).
  private var code: Int? {
    switch self {
    case .plain: nil
    case .bold: 1
    case .faint: 2
    case .good: 32
    case .bad: 31
    }
  }
}
