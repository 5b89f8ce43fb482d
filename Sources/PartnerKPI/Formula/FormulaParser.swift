/// Reads a formula by recursive descent.
struct FormulaParser {
  private var lexer: FormulaLexer
  private var ahead: FormulaLexer.Token?
  private var depth = 0

  init(_ text: String) { lexer = FormulaLexer(text) }

  /// The whole text as one formula.
  mutating func formula() throws(FormulaError) -> KPIFormula.Node {
    let result = try sum()
    let rest = try peek()
    guard rest.kind == .end else {
      throw FormulaError(
        "expected + - * / or the end, found \(rest.words)", at: rest.position,
        fix: rest.kind == .sign(")") ? "this ) closes nothing" : nil)
    }
    return result
  }

  private mutating func sum() throws(FormulaError) -> KPIFormula.Node {
    var left = try product()
    while let (joint, position) = try join(["+", "-"]) {
      left = .binary(joint, left, try product(), at: position)
    }
    return left
  }

  private mutating func product() throws(FormulaError) -> KPIFormula.Node {
    var left = try factor()
    while let (joint, position) = try join(["*", "/"]) {
      left = .binary(joint, left, try factor(), at: position)
    }
    return left
  }

  /// One of these signs, if it comes next.
  private mutating func join(
    _ signs: [Character]
  ) throws(FormulaError) -> (KPIFormula.Operator, Int)? {
    let token = try peek()
    guard case .sign(let sign) = token.kind, signs.contains(sign),
      let joint = KPIFormula.Operator(rawValue: String(sign))
    else { return nil }
    ahead = nil
    return (joint, token.position)
  }

  private mutating func factor() throws(FormulaError) -> KPIFormula.Node {
    depth += 1
    defer { depth -= 1 }
    let token = try peek()
    guard depth <= KPIFormula.deepest else {
      throw FormulaError("nested more than \(KPIFormula.deepest) deep", at: token.position)
    }
    ahead = nil
    switch token.kind {
    case .number(let value): return .number(value, at: token.position)
    case .name(let name, let isColumn):
      if try peek().kind == .sign("(") {
        throw FormulaError(
          "'\(name)' is not a function: there are none", at: token.position,
          fix: "formulas are made of names, numbers, + - * / and parentheses")
      }
      return .name(.init(text: name, isColumn: isColumn, position: token.position))
    case .sign("-"): return .negative(try factor())
    case .sign("("):
      let inner = try sum()
      let close = try peek()
      guard close.kind == .sign(")") else {
        throw FormulaError(
          "expected ')', found \(close.words)", at: close.position,
          fix: "close the ( at position \(token.position)")
      }
      ahead = nil
      return inner
    default:
      throw FormulaError("expected a name or a number, found \(token.words)", at: token.position)
    }
  }

  /// The next token, which stays the next one.
  private mutating func peek() throws(FormulaError) -> FormulaLexer.Token {
    if let ahead { return ahead }
    let token = try lexer.next()
    ahead = token
    return token
  }
}
