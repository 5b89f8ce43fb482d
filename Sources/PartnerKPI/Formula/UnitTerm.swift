/// A product of powers of units, in which parts of a whole are plain numbers.
struct UnitTerm: Hashable {
  /// What can stand in a product.
  enum Base: Hashable, Comparable {
    case count
    case currency(String?)
    case time(String)
    case score
    case other(String)

    var words: String {
      switch self {
      case .count: "count"
      case .currency(let code): code ?? "currency"
      case .time(let unit): unit
      case .score: "score"
      case .other(let symbol): symbol
      }
    }

    static func < (a: Self, b: Self) -> Bool { a.words < b.words }
  }

  /// The power of each unit; none is 0.
  private(set) var powers: [Base: Int]

  /// A plain number.
  static let number = UnitTerm(powers: [:])

  private init(powers: [Base: Int]) { self.powers = powers.filter { $0.value != 0 } }

  /// The product of a KPI's unit.
  init(_ unit: KPIUnit) {
    var powers: [Base: Int] = [:]
    if let above = Self.base(unit.atom) { powers[above, default: 0] += 1 }
    if let below = unit.per.flatMap(Self.base) { powers[below, default: 0] -= 1 }
    self.init(powers: powers)
  }

  private static func base(_ atom: KPIUnit.Atom) -> Base? {
    switch atom {
    case .count: .count
    case .currency(let code): .currency(code)
    case .share, .percent, .partsPerMillion, .times: nil
    case .time(let time): .time(time.rawValue)
    case .score: .score
    case .other(let symbol): .other(symbol)
    }
  }

  static func * (a: Self, b: Self) -> Self {
    UnitTerm(powers: a.powers.merging(b.powers) { $0 + $1 })
  }

  static func / (a: Self, b: Self) -> Self {
    UnitTerm(powers: a.powers.merging(b.powers.mapValues { -$0 }) { $0 + $1 })
  }

  /// The same without the things that are counted: a currency per deal is an amount.
  var withoutCounts: UnitTerm {
    UnitTerm(powers: powers.filter { $0.key != .count })
  }

  /// The product in words, such as `USD per count`.
  var words: String {
    let above = powers.filter { $0.value > 0 }.keys.sorted()
    let below = powers.filter { $0.value < 0 }.keys.sorted()
    guard !powers.isEmpty else { return "a plain number" }
    let top = above.isEmpty ? "1" : above.map(name).joined(separator: " × ")
    return below.isEmpty ? top : top + " per " + below.map(name).joined(separator: " × ")
  }

  private func name(_ base: Base) -> String {
    let power = powers[base].map { $0.magnitude } ?? 1
    return base.words + (power == 1 ? "" : "^\(power)")
  }
}

extension KPIFormula {
  /// The unit of the formula's value; nil where a name of unknown unit decides it.
  ///
  /// - Parameter unit: the unit of a name, nil if it is not known.
  /// - Throws: `FormulaError` at a sum of different units.
  func unit(_ unit: (Name) -> UnitTerm?) throws(FormulaError) -> UnitTerm? {
    try Self.unit(root, unit)
  }

  private static func unit(
    _ node: Node, _ unit: (Name) -> UnitTerm?
  ) throws(FormulaError) -> UnitTerm? {
    switch node {
    case .number: return .number
    case .name(let name): return unit(name)
    case .negative(let inner): return try self.unit(inner, unit)
    case .binary(let joint, let left, let right, let position):
      let (a, b) = (try self.unit(left, unit), try self.unit(right, unit))
      switch joint {
      case .times: return a.flatMap { a in b.map { a * $0 } }
      case .over: return a.flatMap { a in b.map { a / $0 } }
      case .plus, .minus:
        guard let a, let b else { return a ?? b }
        guard a == b else {
          let verb = joint == .plus ? "added to" : "subtracted from"
          let (first, second) = joint == .plus ? (a, b) : (b, a)
          throw FormulaError(
            "\(first.words) is \(verb) \(second.words)", at: position,
            fix: "both sides of \(joint.rawValue) need the same unit")
        }
        return a
      }
    }
  }
}
