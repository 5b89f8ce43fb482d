import PartnerKPI
import Testing

@Suite("Formulas and their sums agree")
struct KPIQuotientPropertyTests {
  /// A seeded generator of formulas over four columns.
  private struct Generator {
    var state: UInt64

    mutating func next(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(count))
    }

    mutating func formula(_ depth: Int) -> String {
      let names = ["a", "b", "c", "d"]
      if depth == 0 || next(4) == 0 {
        return next(4) == 0 ? "\(1 + next(9))" : names[next(4)]
      }
      let (left, right) = (formula(depth - 1), formula(depth - 1))
      switch next(6) {
      case 0: return "(\(left) + \(right))"
      case 1: return "(\(left) - \(right))"
      case 2: return "\(left) * \(1 + next(9))"
      case 3: return "(\(left)) / (\(right))"
      case 4: return "-\(left)"
      default: return "(\(left) + \(right))"
      }
    }
  }

  /// The value of a tree, computed without bringing it to sums.
  private func value(_ node: KPIFormula.Node, _ sums: [String: Double]) -> Double {
    switch node {
    case .number(let value, _): return value
    case .name(let name): return sums[name.text] ?? .nan
    case .negative(let inner): return -value(inner, sums)
    case .binary(let joint, let left, let right, _):
      let (a, b) = (value(left, sums), value(right, sums))
      switch joint {
      case .plus: return a + b
      case .minus: return a - b
      case .times: return a * b
      case .over: return a / b
      }
    }
  }

  @Test("what a formula amounts to has the formula's value, wherever it is accepted")
  func agreement() throws {
    var generator = Generator(state: 42)
    let sums = ["a": 3.0, "b": 5.5, "c": 0.25, "d": 7.125]
    var (accepted, ratios) = (0, 0)
    for _ in 0..<4_000 {
      let text = generator.formula(3)
      let formula = try KPIFormula(text)
      guard let quotient = try? KPIQuotient(formula, meaning: { KPIQuotient(column: $0.text) })
      else { continue }
      accepted += 1
      if quotient.denominator != nil { ratios += 1 }
      let (direct, sum) = (value(formula.root, sums), quotient.value { sums[$0] ?? .nan })
      guard direct.isFinite, sum.isFinite else { continue }
      #expect(abs(direct - sum) <= 1e-9 * max(1, abs(direct)), "\(text) as \(quotient)")
    }
    #expect(accepted > 500 && ratios > 100, "\(accepted) \(ratios)")
  }

  @Test("what is accepted without a denominator adds up over rows")
  func additivity() throws {
    var generator = Generator(state: 7)
    let rows = [["a": 1.0, "b": 2, "c": 3, "d": 4], ["a": 10, "b": -4, "c": 0.5, "d": 8]]
    var checked = 0
    for _ in 0..<3_000 {
      let formula = try KPIFormula(generator.formula(3))
      guard let quotient = try? KPIQuotient(formula, meaning: { KPIQuotient(column: $0.text) }),
        quotient.denominator == nil
      else { continue }
      let parts = rows.map { row in quotient.value { row[$0] ?? .nan } }
      let total = quotient.value { name in rows.reduce(0) { $0 + ($1[name] ?? 0) } }
      #expect(abs(total - parts[0] - parts[1]) <= 1e-9 * max(1, abs(total)), "\(formula.text)")
      checked += 1
    }
    #expect(checked > 300)
  }

  @Test("a quotient in words reads back as itself")
  func words() throws {
    var generator = Generator(state: 3)
    var checked = 0
    for _ in 0..<2_000 {
      let formula = try KPIFormula(generator.formula(2))
      guard let quotient = try? KPIQuotient(formula, meaning: { KPIQuotient(column: $0.text) })
      else { continue }
      let again = try KPIQuotient(KPIFormula("\(quotient)")) { KPIQuotient(column: $0.text) }
      #expect(again.description == quotient.description)
      checked += 1
    }
    #expect(checked > 300)
  }

  @Test("aggregates of a ratio depend on the sums alone, however rows are grouped")
  func grouping() throws {
    let formula = try KPIFormula("(won - 0.5 * lost) / (won + lost)")
    let ratio = try KPIQuotient(formula) { KPIQuotient(column: $0.text) }
    let rows = (0..<40).map { ["won": Double($0 * 7 % 11), "lost": Double($0 * 5 % 13)] }
    func sums(_ rows: [[String: Double]]) -> [String: Double] {
      rows.reduce(into: [:]) { $0.merge($1) { $0 + $1 } }
    }
    let whole = ratio.value { sums(rows)[$0] ?? .nan }
    for size in [1, 3, 8, 20] {
      let groups = stride(from: 0, to: rows.count, by: size).map {
        sums(Array(rows[$0..<min($0 + size, rows.count)]))
      }
      #expect(ratio.value { sums(groups)[$0] ?? .nan } == whole)
    }
  }
}
