/// A formula over columns and KPIs, such as `won / (won + lost)`.
///
/// Numbers, names, `+ - * /` and parentheses are all there is: it is read into a tree here and computed by
/// nothing but this module's own arithmetic. Names that are no words of letters, digits and `_` stand in
/// double quotes or backticks; a name in backticks always means a column.
///
///     formula = term { ("+" | "-") term }
///     term    = factor { ("*" | "/") factor }
///     factor  = number | name | "-" factor | "(" formula ")"
public struct KPIFormula: Hashable, Sendable {
  /// The formula as it was written.
  public let text: String
  /// The formula as a tree.
  public let root: Node

  /// The most characters of a formula.
  public static let mostCharacters = 1_000
  /// The most parentheses and signs inside each other.
  public static let deepest = 40

  /// The formula of a text; throws with the position of the first mistake.
  public init(_ text: String) throws(FormulaError) {
    self.text = text
    guard text.unicodeScalars.count <= Self.mostCharacters else {
      throw FormulaError(
        "the formula has more than \(Self.mostCharacters) characters", at: Self.mostCharacters + 1)
    }
    var parser = FormulaParser(text)
    root = try parser.formula()
  }

  /// A part of a formula; positions count characters of the text from 1.
  public indirect enum Node: Hashable, Sendable {
    /// A number.
    case number(Double, at: Int)
    /// A column or a KPI.
    case name(Name)
    /// What stands behind a minus sign.
    case negative(Node)
    /// Two parts and what joins them.
    case binary(Operator, Node, Node, at: Int)
  }

  /// A column or KPI that a formula names.
  public struct Name: Hashable, Sendable {
    /// Its name.
    public let text: String
    /// Whether it stands in backticks, and so means a column.
    public let isColumn: Bool
    /// Where it stands.
    public let position: Int
  }

  /// What joins two parts.
  public enum Operator: String, Hashable, Sendable {
    /// The sum of both.
    case plus = "+"
    /// The first without the second.
    case minus = "-"
    /// The product of both.
    case times = "*"
    /// The first over the second.
    case over = "/"
  }

  /// The columns and KPIs that are named, in their order, each once.
  public var names: [Name] {
    var found: [Name] = []
    Self.collect(root, &found)
    var seen: Set<String> = []
    return found.filter { seen.insert(($0.isColumn ? "`" : "") + $0.text).inserted }
  }

  private static func collect(_ node: Node, _ found: inout [Name]) {
    switch node {
    case .number: break
    case .name(let name): found.append(name)
    case .negative(let inner): collect(inner, &found)
    case .binary(_, let left, let right, _):
      collect(left, &found)
      collect(right, &found)
    }
  }
}

/// What is wrong with a formula, and where.
public struct FormulaError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong, in one line.
  public let what: String
  /// The character at which it shows, from 1.
  public let position: Int
  /// What to do.
  public let fix: String?

  /// An error at a position.
  public init(_ what: String, at position: Int, fix: String? = nil) {
    (self.what, self.position, self.fix) = (what, position, fix)
  }

  /// What is wrong and where.
  public var description: String { "\(what), at position \(position)" }
}
