/// A condition on the columns of a row, such as `type = 'VAR' and region != 'APAC'`.
///
/// Comparisons `= != < <= > >=` and `in (…)` stand between a column and a constant, joined by `and`,
/// `or`, `not` and parentheses. What the constant is decides how a field is compared:
///
/// | constant | example | compared |
/// |---|---|---|
/// | number | `units >= 10` | as numbers; a field that is none fulfils only `!=` |
/// | date | `month >= 2019-07` | as days, however the field is written: 2019-07-15 lies in 2019-07; a field that is no date fulfils only `!=` |
/// | text | `type = 'VAR'` | byte by byte; beyond ASCII in the canonical form of Unicode |
///
/// Column names with spaces stand in double quotes or backticks, text in single or double quotes.
public struct RowFilter: Hashable, Sendable {
  /// The condition as the user wrote it.
  public let text: String
  let condition: Condition<String>

  /// The condition in this text; throws `usage` with the position of the first mistake.
  public init(_ text: String) throws(DataError) {
    self.text = text
    var parser = RowFilterParser(text)
    condition = try parser.condition()
  }

  /// A condition over columns, named or numbered.
  indirect enum Condition<Column: Hashable & Sendable>: Hashable, Sendable {
    case all([Condition])
    case any([Condition])
    case not(Condition)
    case comparison(Column, Comparison, Constant)
    case membership(Column, [Constant])

    /// The same condition with its columns replaced.
    func mapped<Other>(
      _ column: (Column) throws(DataError) -> Other
    ) throws(DataError) -> Condition<Other> {
      switch self {
      case .all(let parts): .all(try Self.mapped(parts, column))
      case .any(let parts): .any(try Self.mapped(parts, column))
      case .not(let part): .not(try part.mapped(column))
      case .comparison(let name, let sign, let constant):
        .comparison(try column(name), sign, constant)
      case .membership(let name, let constants): .membership(try column(name), constants)
      }
    }

    private static func mapped<Other>(
      _ parts: [Condition], _ column: (Column) throws(DataError) -> Other
    ) throws(DataError) -> [Condition<Other>] {
      var result: [Condition<Other>] = []
      for part in parts { result.append(try part.mapped(column)) }
      return result
    }
  }

  /// How a field and a constant compare.
  enum Comparison: String, Hashable, Sendable {
    case equal = "="
    case notEqual = "!="
    case less = "<"
    case atMost = "<="
    case greater = ">"
    case atLeast = ">="

    /// Whether the comparison holds of two values in this order.
    func holds<Value: Comparable>(_ a: Value, _ b: Value) -> Bool {
      switch self {
      case .equal: a == b
      case .notEqual: a != b
      case .less: a < b
      case .atMost: a <= b
      case .greater: a > b
      case .atLeast: a >= b
      }
    }
  }

  /// The right side of a comparison.
  enum Constant: Hashable, Sendable {
    case number(Double)
    /// The days of a period, counted from 1970.
    case date(ClosedRange<Int>)
    case text(String)
  }
}
