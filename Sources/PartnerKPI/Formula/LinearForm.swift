/// A sum of columns, each by a factor: what adds up over rows, entities and time.
public struct LinearForm: Hashable, Sendable {
  /// A column by its factor.
  public struct Term: Hashable, Sendable {
    /// The column.
    public let column: String
    /// What it is multiplied by; never 0.
    public let factor: Double

    /// A column by a factor.
    public init(column: String, factor: Double) { (self.column, self.factor) = (column, factor) }
  }

  /// The columns, in the order in which they are named; each once.
  public let terms: [Term]
  /// A number that is added once.
  public let constant: Double

  /// A sum of terms and a number.
  public init(terms: [Term], constant: Double = 0) {
    (self.terms, self.constant) = (terms, constant)
  }

  /// One column as it is.
  public init(column: String) { self.init(terms: [Term(column: column, factor: 1)]) }

  static func constant(_ value: Double) -> LinearForm { LinearForm(terms: [], constant: value) }

  /// Whether no column is named.
  public var isConstant: Bool { terms.isEmpty }

  /// The columns.
  public var columns: [String] { terms.map(\.column) }

  /// The form of these values of its columns, which is NaN if one of them is.
  public func value(_ columns: (String) -> Double) -> Double {
    terms.reduce(constant) { $0 + $1.factor * columns($1.column) }
  }

  static func + (a: Self, b: Self) -> Self {
    var terms = a.terms
    for term in b.terms {
      if let place = terms.firstIndex(where: { $0.column == term.column }) {
        terms[place] = Term(
          column: term.column, factor: terms[place].factor + term.factor)
      } else {
        terms.append(term)
      }
    }
    return LinearForm(terms: terms.filter { $0.factor != 0 }, constant: a.constant + b.constant)
  }

  static func * (a: Self, factor: Double) -> Self {
    LinearForm(
      terms: a.terms.map { Term(column: $0.column, factor: $0.factor * factor) }
        .filter { $0.factor != 0 }, constant: a.constant * factor)
  }

  /// Whether every part is a finite number.
  var isFinite: Bool { constant.isFinite && terms.allSatisfy { $0.factor.isFinite } }
}

extension LinearForm: CustomStringConvertible {
  /// The form as a formula, such as `won + lost` or `revenue - cost`.
  public var description: String {
    var text = ""
    for term in terms {
      let isFirst = text.isEmpty
      text += term.factor < 0 ? (isFirst ? "-" : " - ") : (isFirst ? "" : " + ")
      let factor = term.factor.magnitude
      text += (factor == 1 ? "" : "\(KPIRange.text(factor)) * ") + term.column
    }
    guard constant != 0 || text.isEmpty else { return text }
    let sign = text.isEmpty ? (constant < 0 ? "-" : "") : (constant < 0 ? " - " : " + ")
    return text + sign + KPIRange.text(constant.magnitude)
  }
}
