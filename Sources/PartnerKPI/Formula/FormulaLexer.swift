/// Cuts a formula into numbers, names and signs.
struct FormulaLexer {
  /// What a token is.
  enum Kind: Hashable {
    case number(Double)
    case name(String, isColumn: Bool)
    case sign(Character)
    case end
  }

  /// One token and where it begins.
  struct Token {
    let kind: Kind
    /// The position of the first character, from 1.
    let position: Int

    /// The token in words, for an error.
    var words: String {
      switch kind {
      case .number(let value): "the number \(KPIRange.text(value))"
      case .name(let name, _): "'\(name)'"
      case .sign(let sign): "'\(sign)'"
      case .end: "the end"
      }
    }
  }

  private let source: [Character]
  private var index = 0

  init(_ text: String) { source = Array(text) }

  /// The next token.
  mutating func next() throws(FormulaError) -> Token {
    while index < source.count, source[index].isWhitespace { index += 1 }
    let start = index
    guard start < source.count else { return Token(kind: .end, position: start + 1) }
    let character = source[start]
    if character == "\"" || character == "`" { return try quoted(character) }
    if let sign = Self.sign(character) {
      index += 1
      return Token(kind: .sign(sign), position: start + 1)
    }
    if Self.isDigit(character) || character == "." { return try number() }
    guard character.isLetter || character == "_" else {
      throw FormulaError(
        "'\(character)' is not part of a formula", at: start + 1,
        fix: "formulas are made of names, numbers, + - * / and parentheses; other names stand in "
          + "backticks")
    }
    while index < source.count, Self.isNamePart(source[index]) { index += 1 }
    let name = String(source[start..<index])
    return Token(kind: .name(name, isColumn: false), position: start + 1)
  }

  private static func sign(_ character: Character) -> Character? {
    switch character {
    case "+", "-", "*", "/", "(", ")": character
    case "−", "–": "-"
    case "×", "·": "*"
    case "÷": "/"
    default: nil
    }
  }

  private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }

  private static func isNamePart(_ character: Character) -> Bool {
    character.isLetter || isDigit(character) || character == "_"
  }

  /// A number such as `100`, `0.5` or `1e6`.
  private mutating func number() throws(FormulaError) -> Token {
    let start = index
    while index < source.count, Self.isDigit(source[index]) || source[index] == "." { index += 1 }
    if index < source.count, source[index] == "e" || source[index] == "E" {
      var end = index + 1
      if end < source.count, source[end] == "-" || source[end] == "+" { end += 1 }
      if end < source.count, Self.isDigit(source[end]) {
        index = end
        while index < source.count, Self.isDigit(source[index]) { index += 1 }
      }
    }
    let text = String(source[start..<index])
    guard let value = Double(text), value.isFinite else {
      throw FormulaError("'\(text)' is not a number", at: start + 1, fix: "write 0.5 or 1e6")
    }
    guard index == source.count || !Self.isNamePart(source[index]) else {
      throw FormulaError(
        "'\(text)' runs into '\(source[index])'", at: index + 1,
        fix: "put * between them, or the name in backticks")
    }
    return Token(kind: .number(value), position: start + 1)
  }

  /// A name between two marks.
  private mutating func quoted(_ mark: Character) throws(FormulaError) -> Token {
    let start = index
    guard let text = QuotedText.read(source, at: &index) else {
      throw FormulaError("the \(mark) is never closed", at: start + 1)
    }
    guard !text.isEmpty else { throw FormulaError("a name is empty", at: start + 1) }
    return Token(kind: .name(text, isColumn: mark == "`"), position: start + 1)
  }
}
