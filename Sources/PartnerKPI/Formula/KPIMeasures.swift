/// The measures of a set of definitions that may name each other in their formulas.
public struct KPIMeasures: Sendable {
  /// One measure per definition, in their order.
  public let measures: [KPIMeasure]

  /// The longest chain of KPIs that are defined by each other.
  public static let longestChain = 50

  /// Replaces names of KPIs by their columns, and checks that kinds and units fit the formulas.
  ///
  /// - Parameter units: units of columns that are known besides those of the definitions.
  /// - Throws: `MeasureError` for a formula that goes in a circle, does not add up, or whose kind or
  ///   unit is another than the one stated.
  public init(
    _ definitions: [KPIDefinition], units: [String: KPIUnit] = [:]
  ) throws(MeasureError) {
    var resolver = MeasureResolver(definitions, units: units)
    var measures: [KPIMeasure] = []
    for definition in definitions { measures.append(try resolver.measure(definition)) }
    self.measures = measures
  }
}

/// Replaces names in formulas, each definition once.
private struct MeasureResolver {
  private let definitions: [String: KPIDefinition]
  private var columnUnits: [String: UnitTerm]
  private var known: [String: KPIQuotient] = [:]
  private var chain: [String] = []

  init(_ definitions: [KPIDefinition], units: [String: KPIUnit]) {
    self.definitions = Dictionary(
      definitions.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    columnUnits = units.mapValues { UnitTerm($0) }
    for definition in definitions {
      if case .column(let name) = definition.measurement, let unit = definition.unit {
        columnUnits[name] = UnitTerm(unit)
      }
    }
  }

  mutating func measure(_ definition: KPIDefinition) throws(MeasureError) -> KPIMeasure {
    if case .activity = definition.measurement {
      return KPIMeasure(
        kpi: definition.kpi, quotient: nil, activeWithin: definition.activeWithin)
    }
    let quotient = try quotient(definition)
    try checkUnit(definition)
    return KPIMeasure(
      kpi: try kpi(definition, quotient), quotient: quotient, weight: definition.weight,
      activeWithin: definition.activeWithin)
  }

  /// The KPI with the parts of its ratio; throws if its kind is not that of its formula.
  private func kpi(
    _ definition: KPIDefinition, _ quotient: KPIQuotient
  ) throws(MeasureError) -> KPI {
    let kpi = definition.kpi
    guard let below = quotient.denominator else {
      guard !kpi.aggregation.hasDenominator || kpi.aggregation == .weightedMean else {
        throw fault(
          definition, .kind,
          "'\(kpi.id)' is a \(kpi.kind.name) of sums, but '\(quotient)' divides by nothing",
          fix: "give numerator and denominator, or an expression that divides")
      }
      return kpi
    }
    guard kpi.aggregation == .ratioOfSums || kpi.aggregation == .ratioOfLast else {
      throw fault(
        definition, .kind, "'\(kpi.id)' is a \(kpi.kind.name), but '\(quotient)' is a ratio",
        fix: "say type: ratio")
    }
    guard case .ratio = kpi.kind else { return kpi }
    return kpi.dividing(quotient.numerator.description, by: below.description)
  }

  /// What a definition amounts to in columns.
  private mutating func quotient(
    _ definition: KPIDefinition
  ) throws(MeasureError) -> KPIQuotient {
    if let done = known[definition.id] { return done }
    chain.append(definition.id)
    defer { chain.removeLast() }
    let result: KPIQuotient
    switch definition.measurement {
    case .column(let name): result = KPIQuotient(column: name)
    case .activity: result = KPIQuotient(column: definition.id)
    case .formula(let formula):
      result = try quotient(of: formula, .expression, definition)
    case .parts(let numerator, let denominator):
      let above = try quotient(of: numerator, .numerator, definition)
      let below = try quotient(of: denominator, .denominator, definition)
      for (part, value) in [(MeasureError.Part.numerator, above), (.denominator, below)] {
        guard value.denominator == nil else {
          throw fault(
            definition, part, "'\(value)' is a ratio itself",
            fix: "a numerator and a denominator are sums of columns")
        }
      }
      result = KPIQuotient(above.numerator, over: below.numerator)
    }
    known[definition.id] = result
    return result
  }

  private mutating func quotient(
    of formula: KPIFormula, _ part: MeasureError.Part, _ definition: KPIDefinition
  ) throws(MeasureError) -> KPIQuotient {
    var meanings: [KPIFormula.Name: KPIQuotient] = [:]
    for name in Self.occurrences(formula) {
      meanings[name] = try meaning(name, part, definition)
    }
    do throws(FormulaError) {
      return try KPIQuotient(formula) { meanings[$0] ?? KPIQuotient(column: $0.text) }
    } catch {
      throw MeasureError(kpi: definition.id, part: part, error: error)
    }
  }

  private static func occurrences(_ formula: KPIFormula) -> [KPIFormula.Name] {
    var found: [KPIFormula.Name] = []
    var open = [formula.root]
    while let node = open.popLast() {
      switch node {
      case .number: break
      case .name(let name): found.append(name)
      case .negative(let inner): open.append(inner)
      case .binary(_, let left, let right, _): open += [right, left]
      }
    }
    return found
  }

  /// What a name in a formula stands for: another KPI, or else a column.
  private mutating func meaning(
    _ name: KPIFormula.Name, _ part: MeasureError.Part, _ definition: KPIDefinition
  ) throws(MeasureError) -> KPIQuotient {
    guard !name.isColumn, let other = definitions[name.text] else {
      return KPIQuotient(column: name.text)
    }
    // A KPI that is a column of the same name names that column and not itself.
    if case .column = other.measurement, other.id == definition.id {
      return KPIQuotient(column: name.text)
    }
    if let start = chain.firstIndex(of: other.id) {
      let cycle = (chain[start...] + [other.id]).joined(separator: " → ")
      throw MeasureError(
        kpi: definition.id, part: part,
        error: FormulaError(
          "the definitions go in a circle: \(cycle)", at: name.position,
          fix: "to mean a column '\(name.text)', put it in backticks: `\(name.text)`"))
    }
    guard chain.count < KPIMeasures.longestChain else {
      throw MeasureError(
        kpi: definition.id, part: part,
        error: FormulaError(
          "more than \(KPIMeasures.longestChain) KPIs are defined by each other",
          at: name.position))
    }
    guard
      other.kpi.kind.addsUp || other.kpi.aggregation == .ratioOfSums
        || other.kpi.aggregation == .ratioOfLast
    else {
      throw MeasureError(
        kpi: definition.id, part: part,
        error: FormulaError(
          "'\(name.text)' is a \(other.kpi.kind.name), which does not add up", at: name.position,
          fix: "use sums of columns; to mean a column '\(name.text)', put it in backticks"))
    }
    return try quotient(other)
  }

  private func fault(
    _ definition: KPIDefinition, _ part: MeasureError.Part, _ what: String, fix: String?
  ) -> MeasureError {
    MeasureError(kpi: definition.id, part: part, error: FormulaError(what, at: 1, fix: fix))
  }
}

extension MeasureResolver {
  /// Throws if the units of a formula do not fit each other or the unit that is stated.
  private func checkUnit(_ definition: KPIDefinition) throws(MeasureError) {
    let derived: UnitTerm?
    let part: MeasureError.Part
    switch definition.measurement {
    case .column, .activity: return
    case .formula(let formula):
      (derived, part) = (try unit(of: formula, .expression, definition), .expression)
    case .parts(let numerator, let denominator):
      let above = try unit(of: numerator, .numerator, definition)
      let below = try unit(of: denominator, .denominator, definition)
      (derived, part) = (above.flatMap { above in below.map { above / $0 } }, .unit)
    }
    guard let derived, let stated = definition.unit.map({ UnitTerm($0) }) else { return }
    guard derived.withoutCounts.matches(stated.withoutCounts) else {
      let unit = definition.unit.map(\.description) ?? ""
      throw fault(
        definition, part,
        "'\(definition.measurement.text)' gives \(derived.words), but the unit of "
          + "'\(definition.id)' is \(unit)", fix: "correct the unit or the formula")
    }
  }

  private func unit(
    of formula: KPIFormula, _ part: MeasureError.Part, _ definition: KPIDefinition
  ) throws(MeasureError) -> UnitTerm? {
    do throws(FormulaError) {
      return try formula.unit { name in
        if !name.isColumn, name.text != definition.id, let other = definitions[name.text] {
          return other.unit.map { UnitTerm($0) }
        }
        return columnUnits[name.text]
      }
    } catch {
      throw MeasureError(kpi: definition.id, part: part, error: error)
    }
  }
}

extension UnitTerm {
  /// Whether both are the same, a currency without a name being any.
  fileprivate func matches(_ other: UnitTerm) -> Bool {
    func plain(_ term: UnitTerm) -> [String: Int] {
      var result: [String: Int] = [:]
      for (base, power) in term.powers {
        if case .currency = base {
          result["currency", default: 0] += power
        } else {
          result[base.words, default: 0] += power
        }
      }
      return result
    }
    func codes(_ term: UnitTerm) -> Set<String> {
      Set(term.powers.keys.compactMap { if case .currency(let code) = $0 { code } else { nil } })
    }
    let (own, others) = (codes(self), codes(other))
    return plain(self) == plain(other) && (own.isEmpty || others.isEmpty || own == others)
  }
}
