/// What a formula amounts to: one sum of columns, or one over another.
///
/// A KPI is a ratio exactly if a column is left below the line. Both lines add up over rows, entities and
/// time, so that every aggregate is a ratio of sums: `1 - returned / sold` is `(sold - returned) / sold`.
public struct KPIQuotient: Hashable, Sendable {
  /// What stands above the line.
  public let numerator: LinearForm
  /// What stands below the line; nil if there is no line.
  public let denominator: LinearForm?

  init(_ numerator: LinearForm, over denominator: LinearForm? = nil) {
    (self.numerator, self.denominator) = (numerator, denominator)
  }

  /// One column as it is.
  public init(column: String) { self.init(LinearForm(column: column)) }

  /// The columns of both lines, each once.
  public var columns: [String] {
    var seen: Set<String> = []
    return (numerator.columns + (denominator?.columns ?? [])).filter { seen.insert($0).inserted }
  }

  /// The value for these sums of the columns; NaN where one is not known or nothing is divided by.
  public func value(_ sums: (String) -> Double) -> Double {
    let above = numerator.value(sums)
    guard let below = denominator?.value(sums) else { return above }
    return below == 0 ? .nan : above / below
  }

  /// What a formula amounts to.
  ///
  /// - Parameter meaning: what a name stands for.
  /// - Throws: `FormulaError` at the part that does not add up: a product of two columns, ratios of
  ///   different denominators added to each other, or a number added to a sum.
  public init(
    _ formula: KPIFormula, meaning: (KPIFormula.Name) throws(FormulaError) -> KPIQuotient
  ) throws(FormulaError) {
    let result = try Self.quotient(formula.root, meaning)
    guard result.numerator.isFinite, result.denominator?.isFinite ?? true else {
      throw FormulaError("the numbers of the formula are too large", at: 1)
    }
    guard !result.columns.isEmpty else {
      throw FormulaError("the formula names no column", at: 1)
    }
    for part in [result.numerator, result.denominator].compactMap({ $0 }) {
      guard part.constant == 0 || part.isConstant else {
        throw FormulaError(
          "a number is added to a sum of columns, which would count it once in a total and once in "
            + "each part", at: 1, fix: "multiply by it, or take it into the data as a column")
      }
    }
    if result.denominator == nil, result.numerator.isConstant {
      throw FormulaError("the columns of the formula cancel each other out", at: 1)
    }
    self = result
  }

  private static func quotient(
    _ node: KPIFormula.Node, _ meaning: (KPIFormula.Name) throws(FormulaError) -> KPIQuotient
  ) throws(FormulaError) -> KPIQuotient {
    switch node {
    case .number(let value, _): return KPIQuotient(.constant(value))
    case .name(let name): return try meaning(name)
    case .negative(let inner):
      let value = try quotient(inner, meaning)
      return KPIQuotient(value.numerator * -1, over: value.denominator)
    case .binary(let joint, let left, let right, let position):
      let (a, b) = (try quotient(left, meaning), try quotient(right, meaning))
      switch joint {
      case .plus: return try a.adding(b, at: position).folded
      case .minus:
        return try a.adding(
          KPIQuotient(b.numerator * -1, over: b.denominator), at: position
        ).folded
      case .times: return try a.multiplied(by: b, at: position).folded
      case .over: return try a.divided(by: b, at: position).folded
      }
    }
  }
}

extension KPIQuotient {
  private func adding(_ other: Self, at position: Int) throws(FormulaError) -> Self {
    switch (denominator, other.denominator) {
    case (nil, nil): return Self(numerator + other.numerator)
    case (let below?, nil):
      return try Self(numerator + other.timesForm(below, at: position), over: below)
    case (nil, let below?):
      return try Self(timesForm(below, at: position) + other.numerator, over: below)
    case (let first?, let second?):
      guard first == second else {
        throw FormulaError(
          "two ratios over different sums (\(first) and \(second)) do not make one ratio of sums",
          at: position, fix: "write each as a KPI of its own")
      }
      return Self(numerator + other.numerator, over: first)
    }
  }

  /// A number times a sum of columns, which brings the number above the line of the other one.
  private func timesForm(_ form: LinearForm, at position: Int) throws(FormulaError) -> LinearForm {
    guard numerator.isConstant else {
      throw FormulaError(
        "a sum of columns (\(numerator)) and a ratio do not add up to one ratio of sums",
        at: position, fix: "write each as a KPI of its own")
    }
    return form * numerator.constant
  }

  private func multiplied(by other: Self, at position: Int) throws(FormulaError) -> Self {
    if let factor = other.number { return Self(numerator * factor, over: denominator) }
    if let factor = number { return Self(other.numerator * factor, over: other.denominator) }
    // What is multiplied by its own denominator is no ratio any more.
    if denominator == nil, other.denominator == numerator { return Self(other.numerator) }
    if other.denominator == nil, denominator == other.numerator { return Self(numerator) }
    throw FormulaError(
      "a product of columns is not the product of their sums", at: position,
      fix: "take the product into the data as a column of its own")
  }

  private func divided(by other: Self, at position: Int) throws(FormulaError) -> Self {
    if let factor = other.number {
      guard factor != 0 else { throw FormulaError("division by 0", at: position) }
      return Self(numerator * (1 / factor), over: denominator)
    }
    guard !(other.numerator.isConstant && other.numerator.constant == 0) else {
      throw FormulaError("division by 0", at: position)
    }
    switch (denominator, other.denominator) {
    case (nil, nil): return Self(numerator, over: other.numerator)
    case (let first?, let second?) where first == second:
      return Self(numerator, over: other.numerator)
    case (nil, let below?) where numerator.isConstant:
      return Self(below * numerator.constant, over: other.numerator)
    default:
      throw FormulaError(
        "a ratio of ratios is not a ratio of sums", at: position,
        fix: "write both lines as sums of columns")
    }
  }

  /// The same without a denominator that is a number other than 0, which divides no column.
  private var folded: Self {
    guard let below = denominator, below.isConstant, below.constant != 0 else { return self }
    return Self(numerator * (1 / below.constant))
  }

  /// The number that this is, if it names no column.
  private var number: Double? {
    denominator == nil && numerator.isConstant ? numerator.constant : nil
  }
}

extension KPIQuotient: CustomStringConvertible {
  /// The quotient as a formula, such as `won / (won + lost)`.
  public var description: String {
    guard let denominator else { return numerator.description }
    return "\(Self.grouped(numerator)) / \(Self.grouped(denominator))"
  }

  private static func grouped(_ form: LinearForm) -> String {
    let parts = form.terms.count + (form.constant == 0 ? 0 : 1)
    return parts == 1 && form.terms.first?.factor ?? 1 == 1 ? form.description : "(\(form))"
  }
}
