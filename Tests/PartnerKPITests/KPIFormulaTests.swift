import PartnerKPI
import Testing

@Suite("Formulas over columns")
struct KPIFormulaTests {
  /// What a formula amounts to if all of its names are columns.
  private func quotient(_ text: String) throws -> KPIQuotient {
    try KPIQuotient(KPIFormula(text)) { (name) throws(FormulaError) in
      KPIQuotient(column: name.text)
    }
  }

  /// The error of a formula that cannot be read or does not add up.
  private func fault(_ text: String) -> FormulaError? {
    do {
      _ = try quotient(text)
      return nil
    } catch { return error as? FormulaError }
  }

  @Test(
    "a formula is one sum of columns, or one over another",
    arguments: [
      ("won", "won"), ("revenue - cost", "revenue - cost"), ("a + a", "2 * a"),
      ("-a + b", "-a + b"), ("2 * (a + b)", "2 * a + 2 * b"), ("a / 4", "0.25 * a"),
      ("revenue / won", "revenue / won"), ("won / (won + lost)", "won / (won + lost)"),
      ("1 - returned / sold", "(sold - returned) / sold"),
      ("(revenue - cost) / revenue", "(revenue - cost) / revenue"),
      ("revenue / last - 1", "(revenue - last) / last"), ("100 * a / b", "(100 * a) / b"),
      ("a / b + c / b", "(a + c) / b"), ("a / (b / 2)", "a / (0.5 * b)"),
      ("1 / (b / a)", "a / b"), ("a / b * b", "a"), ("b * (a / b)", "a"),
      ("(a / c) / (b / c)", "a / b"), ("a ÷ b", "a / b"), ("a − b", "a - b"),
      ("`Deal Regs` / \"won deals\"", "Deal Regs / won deals"), ("1e3 * a / b", "(1000 * a) / b"),
      ("12 / 1 * leavers / headcount", "(12 * leavers) / headcount"),
    ])
  func meaning(text: String, expected: String) throws {
    #expect(try quotient(text).description == expected)
  }

  @Test(
    "what does not add up is refused at its sign",
    arguments: [
      ("price * units", 7, "product of columns"), ("a / b + c / d", 7, "two ratios over different"),
      ("a / b + c", 7, "do not add up to one ratio"), ("a + c / d", 3, "do not add up"),
      ("(a / b) / (c / d)", 9, "ratio of ratios"), ("a / b / c", 7, "ratio of ratios"),
      ("a + 1", 1, "a number is added"), ("a / (b + 1)", 1, "a number is added"),
      ("a / 0", 3, "division by 0"), ("a / (b - b)", 3, "division by 0"),
      ("3", 1, "names no column"), ("a - a", 1, "names no column"),
      ("1e308 * 1e308 * a", 1, "too large"),
    ])
  func notAdditive(text: String, position: Int, what: String) throws {
    let error = try #require(fault(text))
    #expect(error.position == position, "\(error)")
    #expect(error.what.contains(what), "\(error)")
  }

  @Test(
    "what is no formula is refused at its first mistake",
    arguments: [
      ("", 1, "expected a name or a number, found the end"), ("a +", 4, "found the end"),
      ("(a", 3, "expected ')'"), ("a)", 2, "expected + - * /"), ("a b", 3, "expected + - * /"),
      ("a $ b", 3, "'$' is not part of a formula"), ("sum(a)", 1, "'sum' is not a function"),
      ("1.2.3 * a", 1, "'1.2.3' is not a number"), ("1e999 * a", 1, "is not a number"),
      ("2a", 2, "'2' runs into 'a'"), ("`a", 1, "never closed"), ("`` + a", 1, "a name is empty"),
      ("a + * b", 5, "found '*'"), ("a; drop", 2, "';' is not part"),
    ])
  func unreadable(text: String, position: Int, what: String) throws {
    let error = try #require(fault(text))
    #expect(error.position == position, "\(error)")
    #expect(error.what.contains(what), "\(error)")
  }

  @Test("length and depth are bounded, and a deep formula ends no process")
  func bounds() throws {
    let long = String(repeating: "a + ", count: 400) + "a"
    #expect(fault(long)?.what.contains("more than 1000 characters") == true)
    let deep = String(repeating: "(", count: 450) + "a" + String(repeating: ")", count: 450)
    #expect(fault(deep)?.what.contains("nested more than 40 deep") == true)
    #expect(fault(String(repeating: "-", count: 900) + "a")?.what.contains("nested") == true)
    let fine = String(repeating: "(", count: 30) + "a" + String(repeating: ")", count: 30)
    #expect(try quotient(fine).description == "a")
    // A sum is read in a loop and not by recursion.
    #expect(try quotient(String(repeating: "a+", count: 490) + "a").description == "491 * a")
  }

  @Test("values are those of the sums, and nothing divided by nothing is not known")
  func values() throws {
    let sums = ["won": 30.0, "lost": 70, "zero": 0, "absent": .nan]
    func value(_ text: String) throws -> Double {
      try quotient(text).value { sums[$0] ?? .nan }
    }
    #expect(try value("won / (won + lost)") == 0.3)
    #expect(try value("lost - won") == 40)
    #expect(try value("won / zero").isNaN)
    #expect(try value("won + absent").isNaN)
  }

  @Test("a ratio of totals is the ratio of sums, not the mean of ratios")
  func sums() throws {
    let ratio = try quotient("won / (won + lost)")
    let parts = [["won": 1.0, "lost": 1], ["won": 500, "lost": 1_500]]
    let each = parts.map { part in ratio.value { part[$0] ?? .nan } }
    #expect(each == [0.5, 0.25])
    let total = ratio.value { name in parts.reduce(0) { $0 + ($1[name] ?? 0) } }
    #expect(total == 501.0 / 2_002)
  }

  @Test("the names of a formula are given once, in their order")
  func names() throws {
    let formula = try KPIFormula("won / (won + `won` + lost)")
    #expect(formula.names.map(\.text) == ["won", "won", "lost"])
    #expect(formula.names.map(\.isColumn) == [false, true, false])
    #expect(formula.names.map(\.position) == [1, 14, 22])
  }

  @Test("seeded noise never ends the process and every error lies inside the text")
  func noise() {
    var state: UInt64 = 7
    let letters = Array("ab1.+-*/()` \"e9_$é")
    for _ in 0..<3_000 {
      var text = ""
      for _ in 0..<Int(state % 23) {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text.append(letters[Int((state >> 33) % UInt64(letters.count))])
      }
      state = state &* 6_364_136_223_846_793_005 &+ 1
      guard let error = fault(text) else { continue }
      #expect(1...text.count + 1 ~= error.position, "\(text): \(error)")
    }
  }
}
