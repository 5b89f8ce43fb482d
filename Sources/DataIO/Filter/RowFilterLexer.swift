import PartnerKPI

/// Cuts a condition into words, quoted texts and symbols.
struct RowFilterLexer {
  /// What a token is.
  enum Kind: Hashable {
    case word(String)
    case quoted(String, mark: Character)
    case symbol(String)
    case end
  }

  /// One token and where it begins.
  struct Token {
    let kind: Kind
    /// The position of the first character, from 1.
    let position: Int

    /// The token in words, for an error.
    var name: String {
      switch kind {
      case .word(let text), .symbol(let text): "'\(text)'"
      case .quoted(let text, let mark): "\(mark)\(text)\(mark)"
      case .end: "the end"
      }
    }
  }

  private let source: [Character]
  private var index = 0
  private var ahead: Token?

  init(_ text: String) { source = Array(text) }

  /// The next token, which stays the next one.
  mutating func peek() throws(DataError) -> Token {
    if let ahead { return ahead }
    let token = try scan()
    ahead = token
    return token
  }

  /// The next token.
  mutating func next() throws(DataError) -> Token {
    let token = try peek()
    ahead = nil
    return token
  }

  /// Passes over a keyword if it comes next, in any case.
  mutating func skip(keyword: String) throws(DataError) -> Bool {
    guard case .word(let word) = try peek().kind, word.lowercased() == keyword else {
      return false
    }
    ahead = nil
    return true
  }

  /// An error that points at a token.
  func error(_ token: Token, _ what: String) -> DataError {
    DataError(
      .usage, "--where: \(what), at position \(token.position)",
      details: [String(source), String(repeating: " ", count: token.position - 1) + "^"],
      fix: "write conditions such as \"type = 'VAR' and units >= 10\"")
  }

  private mutating func scan() throws(DataError) -> Token {
    while index < source.count, source[index].isWhitespace { index += 1 }
    let start = index
    guard start < source.count else { return Token(kind: .end, position: start + 1) }
    let character = source[start]
    if "'\"`".contains(character) { return try quoted(character) }
    if isSign(character) {
      index += 1
      let pairs = ["==", "!=", "<=", ">=", "<>"]
      if index < source.count, pairs.contains(String([character, source[index]])) { index += 1 }
    } else if "(),".contains(character) {
      index += 1
    } else {
      while index < source.count, isWordPart(source[index]) { index += 1 }
      return Token(kind: .word(String(source[start..<index])), position: start + 1)
    }
    return Token(kind: .symbol(String(source[start..<index])), position: start + 1)
  }

  private func isSign(_ character: Character) -> Bool { "=!<>".contains(character) }

  private func isWordPart(_ character: Character) -> Bool {
    !character.isWhitespace && !isSign(character) && !"(),'\"`".contains(character)
  }

  private mutating func quoted(_ mark: Character) throws(DataError) -> Token {
    let start = index
    guard let text = QuotedText.read(source, at: &index) else {
      throw error(Token(kind: .end, position: start + 1), "the quote is never closed")
    }
    return Token(kind: .quoted(text, mark: mark), position: start + 1)
  }
}
