/// One statement of an explanation: a word that says what it is about, and a sentence.
public struct ExplanationLine: Hashable, Sendable {
  /// What it is about, such as `trend`.
  public let label: String
  /// The sentence, without a full stop.
  public let text: String
  /// How it looks in colour.
  let style: TerminalStyle

  init(_ label: String, _ text: String, _ style: TerminalStyle = .plain) {
    (self.label, self.text, self.style) = (label, text, style)
  }
}

/// A part of an explanation under one title.
public struct ExplanationSection: Hashable, Sendable {
  /// The title, such as `What was found`.
  public let title: String
  /// The statements.
  public let lines: [ExplanationLine]
  /// A table after the statements; nil without one.
  public let table: TextTable?

  init(_ title: String, _ lines: [ExplanationLine], table: TextTable? = nil) {
    (self.title, self.lines, self.table) = (title, lines, table)
  }
}
