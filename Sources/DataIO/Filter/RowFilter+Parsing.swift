/// Reads a condition by recursive descent.
///
///     condition  = conjunction { "or" conjunction }
///     conjunction = negation { "and" negation }
///     negation   = "not" negation | "(" condition ")" | comparison
///     comparison = column sign constant | column [ "not" ] "in" "(" constant { "," constant } ")"
struct RowFilterParser {
  private static let deepest = 100
  private let source: String
  private var lexer: RowFilterLexer
  private var depth = 0

  init(_ source: String) {
    self.source = source
    lexer = RowFilterLexer(source)
  }

  /// The whole text as one condition.
  mutating func condition() throws(DataError) -> RowFilter.Condition<String> {
    let result = try disjunction()
    let rest = try lexer.next()
    guard rest.kind == .end else {
      throw lexer.error(rest, "expected 'and', 'or' or the end, found \(rest.name)")
    }
    return result
  }

  private mutating func disjunction() throws(DataError) -> RowFilter.Condition<String> {
    var parts = [try conjunction()]
    while try lexer.skip(keyword: "or") { parts.append(try conjunction()) }
    return parts.count == 1 ? parts[0] : .any(parts)
  }

  private mutating func conjunction() throws(DataError) -> RowFilter.Condition<String> {
    var parts = [try negation()]
    while try lexer.skip(keyword: "and") { parts.append(try negation()) }
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  private mutating func negation() throws(DataError) -> RowFilter.Condition<String> {
    depth += 1
    defer { depth -= 1 }
    let token = try lexer.peek()
    guard depth <= Self.deepest else { throw lexer.error(token, "nested too deeply") }
    if try lexer.skip(keyword: "not") { return .not(try negation()) }
    guard token.kind == .symbol("(") else { return try comparison() }
    _ = try lexer.next()
    let inner = try disjunction()
    try expect(")")
    return inner
  }

  private mutating func comparison() throws(DataError) -> RowFilter.Condition<String> {
    let column = try columnName()
    if try lexer.skip(keyword: "not") {
      guard try lexer.skip(keyword: "in") else {
        throw lexer.error(try lexer.peek(), "expected 'in' after 'not'")
      }
      return .not(.membership(column, try constants()))
    }
    if try lexer.skip(keyword: "in") { return .membership(column, try constants()) }
    let token = try lexer.next()
    guard case .symbol(let text) = token.kind, let sign = Self.sign(text) else {
      throw lexer.error(token, "expected = != < <= > >= or in, found \(token.name)")
    }
    return .comparison(column, sign, try constant())
  }

  private static func sign(_ text: String) -> RowFilter.Comparison? {
    switch text {
    case "==": .equal
    case "<>": .notEqual
    default: RowFilter.Comparison(rawValue: text)
    }
  }

  private mutating func columnName() throws(DataError) -> String {
    let token = try lexer.next()
    switch token.kind {
    case .word(let name), .quoted(let name, mark: "\""), .quoted(let name, mark: "`"): return name
    default: throw lexer.error(token, "expected a column, found \(token.name)")
    }
  }

  private mutating func constants() throws(DataError) -> [RowFilter.Constant] {
    try expect("(")
    var result = [try constant()]
    while try lexer.peek().kind == .symbol(",") {
      _ = try lexer.next()
      result.append(try constant())
    }
    try expect(")")
    return result
  }

  private mutating func constant() throws(DataError) -> RowFilter.Constant {
    let token = try lexer.next()
    switch token.kind {
    case .quoted(let text, mark: "'"), .quoted(let text, mark: "\""):
      return Self.days(text).map { .date($0) } ?? .text(text)
    case .word(let word):
      if let days = Self.days(word) { return .date(days) }
      if let number = Double(word), number.isFinite { return .number(number) }
      throw lexer.error(token, "text stands in quotes: '\(word)'")
    default: throw lexer.error(token, "expected a constant, found \(token.name)")
    }
  }

  /// The days of a date beyond doubt; `2019` is a number.
  private static func days(_ text: String) -> ClosedRange<Int>? {
    guard let form = DateForm.of(text), form.isUnmistakable else { return nil }
    let bytes = Array(text.utf8)
    return DateForm.days(bytes.span, 0..<bytes.count)
  }

  private mutating func expect(_ symbol: String) throws(DataError) {
    let token = try lexer.next()
    guard token.kind == .symbol(symbol) else {
      throw lexer.error(token, "expected '\(symbol)', found \(token.name)")
    }
  }
}
