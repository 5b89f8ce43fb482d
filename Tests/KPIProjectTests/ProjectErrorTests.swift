import KPIProject
import PartnerKPI
import Testing

/// The error of a text that is no project; nil if it is one.
func projectError(_ text: String) -> ProjectError? {
  do {
    _ = try Project(text: text)
    return nil
  } catch { return error as? ProjectError }
}

@Suite("Errors of a project file")
struct ProjectErrorTests {
  /// A text, the line and column of its mistake, and words of the error and of what to do.
  struct Case: CustomTestStringConvertible {
    let text: String
    let line: Int?
    let column: Int?
    let what: String
    let fix: String

    init(_ text: String, _ line: Int?, _ column: Int?, _ what: String, _ fix: String = "") {
      (self.text, self.line, self.column, self.what, self.fix) = (text, line, column, what, fix)
    }

    var testDescription: String { what }
  }

  private func check(_ example: Case) throws {
    let error = try #require(projectError(example.text), "no error: \(example.text)")
    #expect(error.location?.line == example.line, "\(error)")
    #expect(error.location?.column == example.column, "\(error)")
    #expect(error.what.contains(example.what), "\(error)")
    if !example.fix.isEmpty { #expect((error.fix ?? "").contains(example.fix), "\(error)") }
  }

  @Test(
    "an unknown key is refused where it stands, with the key that was meant",
    arguments: [
      Case("kpi:\n", 1, 1, "unknown key 'kpi' in the project file", "did you mean 'kpis'?"),
      Case("kpis:\n  - name: a\n    onwer: x\n", 3, 5, "'onwer' in KPI 'a'", "'owner'"),
      Case("kpis:\n  - nme: a\n", 2, 5, "unknown key 'nme'", "'name'"),
      Case("kpis:\n  - {name: a, range: {mix: 0}}\n", 2, 23, "'mix' in 'range'", "'min'"),
      Case("kpis:\n  - {name: a, agg: {tme: sum}}\n", 2, 21, "'tme' in 'agg'", "'time'"),
      Case("data:\n  perid: x\n", 2, 3, "'perid' in 'data'", "'period'"),
      Case("program: {curency: USD}\n", 1, 11, "'curency' in 'program'", "'currency'"),
      Case("calendar: {week: 445}\n", 1, 12, "'week' in 'calendar'", "'weeks'"),
      Case("goals: {g: {kip: a}}\n", 1, 13, "'kip' in goal 'g'", "'kpi'"),
      Case("kpis:\n  - {name: a, leads: [{kpi: b, leg: 1}]}\n", 2, 32, "'leg'", "'lag'"),
      Case("kpis:\n  - {name: a, xyzzy: 1}\n", 2, 15, "unknown key 'xyzzy'", "leave it out"),
    ])
  func unknownKeys(example: Case) throws { try check(example) }

  @Test(
    "a value of another type is refused where it stands",
    arguments: [
      Case("kpis: revenue\n", 1, 7, "'kpis' of the project file is 'revenue'"),
      Case("- a\n", 1, 1, "the project file is a list"),
      Case("kpis:\n  - revenue\n", 2, 5, "an entry of kpis is 'revenue'", "- name: revenue"),
      Case("kpis:\n  - name: [a]\n", 2, 11, "a KPI without a name"),
      Case("kpis:\n  - name:\n", 2, 10, "a KPI without a name"),
      Case("kpis:\n  - {name: a, label: [x]}\n", 2, 22, "'label' of KPI 'a' is a list"),
      Case("kpis:\n  - {name: a, range: 5}\n", 2, 22, "is '5', but has to be a mapping"),
      Case("kpis:\n  - {name: a, range: {min: abc}}\n", 2, 28, "has to be a number"),
      Case("kpis:\n  - {name: a, range: {min: .inf}}\n", 2, 28, "has to be a number"),
      Case("kpis:\n  - {name: a, range: {integer: 2}}\n", 2, 32, "true or false"),
      Case("kpis:\n  - {name: a, lag_days: -1}\n", 2, 25, "a whole number from 0 to 3650"),
      Case("kpis:\n  - {name: a, lag_days: 1.5}\n", 2, 25, "a whole number"),
      Case("kpis:\n  - {name: a, type: flwo}\n", 2, 21, "'type' of KPI 'a'", "'flow'"),
      Case("kpis:\n  - {name: a, stage: selling}\n", 2, 22, "'stage'", "one of these words"),
      Case("kpis:\n  - {name: a, better: more}\n", 2, 23, "'better'"),
      Case("kpis:\n  - {name: a, unit: a/b/c}\n", 2, 21, "which is no unit"),
      Case("kpis:\n  - {name: a, active_within: soon}\n", 2, 30, "a time such as 6 months"),
      Case("kpis:\n  - {name: a, leads: {kpi: b}}\n", 2, 22, "'leads' of KPI 'a' is a mapping"),
      Case("kpis:\n  - {name: a, leads: [{lag: 1}]}\n", 2, 23, "names no KPI"),
      Case("kpis:\n  - {name: a}\n  - {name: b, leads: [{kpi: a, lag: 6..1}]}\n", 3, 37, "months"),
      Case("kpis:\n  - {name: a, applies_to: [x]}\n", 2, 27, "has to be a mapping"),
      Case("data: {files: {a: b}}\n", 1, 15, "a list of texts"),
      Case("data: {grain: monthly}\n", 1, 15, "'grain' of 'data'", "'month'"),
      Case("data: {dimensions: {type: [a]}}\n", 1, 27, "dimension 'type' is a list"),
      Case("program: {currency: dollars}\n", 1, 21, "no currency", "USD"),
      Case("calendar: {fiscal_year_start: 13}\n", 1, 31, "a whole number from 1 to 12"),
      Case("calendar: {weeks: 455}\n", 1, 19, "'weeks'", "'445'"),
      Case("version: 2\n", 1, 10, "version is '2'", "version: 1"),
      Case("include: retail\n", 1, 10, "only bundled catalogues", "'builtin/retail'"),
      Case("include: /etc/passwd\n", 1, 10, "only bundled catalogues", "one of these"),
    ])
  func wrongTypes(example: Case) throws { try check(example) }

  @Test(
    "a name that is none is refused with one that is",
    arguments: [
      Case("kpis:\n  - name: Win Rate\n", 2, 11, "'Win Rate' is not a name", "win_rate"),
      Case("kpis:\n  - name: 2nd\n", 2, 11, "'2nd' is not a name of a KPI", "n2nd"),
      Case("goals: {Grow It: {}}\n", 1, 9, "not a name of a goal", "grow_it"),
      Case("data: {dimensions: {Type: T}}\n", 1, 21, "not a name of a dimension", "type"),
    ])
  func names(example: Case) throws { try check(example) }

  @Test(
    "a reference to what is not defined is refused with the nearest name",
    arguments: [
      Case(
        "goals:\n  g: {kpi: revnue}\nkpis: [{name: revenue}]\n", 2, 3, "'revnue', which is not",
        "'revenue'"),
      Case("kpis:\n  - {name: a, goal: grow}\n", 2, 21, "names the goal 'grow'", "define it"),
      Case("kpis:\n  - {name: a, leads: [{kpi: zz}]}\n", 2, 22, "leads the KPI 'zz'"),
      Case("kpis:\n  - {name: a, applies_to: {tipe: x}}\n", 2, 27, "dimension 'tipe'"),
      Case(
        "goals: {g: {kpi: a, activities: {t: {kpis: [b]}}}}\nkpis: [{name: a}]\n", 1, 9,
        "names the KPI 'b'"),
    ])
  func dangling(example: Case) throws { try check(example) }

  @Test(
    "circles are printed",
    arguments: [
      Case(
        "kpis:\n  - {name: a, leads: [{kpi: b}]}\n  - {name: b, leads: [{kpi: a}]}\n", 3, 22,
        "a → b → a"),
      Case(
        "kpis:\n  - {name: a, expr: 2 * b}\n  - {name: b, expr: 3 * a}\n", 3, 25, "a → b → a",
        "`a`"),
      Case("kpis:\n  - {name: a, leads: [{kpi: a}]}\n", 2, 15, "'a' leads itself"),
    ])
  func circles(example: Case) throws { try check(example) }

  @Test(
    "a formula is refused at the character",
    arguments: [
      Case("kpis:\n  - name: a\n    expr: b +\n", 3, 14, "found the end"),
      Case("kpis:\n  - name: a\n    expr: \"b * c\"\n", 3, 14, "a product of columns", "column"),
      Case("kpis:\n  - name: a\n    numerator: b $ c\n    denominator: d\n", 3, 18, "'$'"),
      Case(
        "kpis:\n  - {name: r, unit: USD}\n  - {name: n, unit: count}\n  - name: x\n    expr: r + n\n",
        5, 13, "USD is added to count", "same unit"),
      Case("kpis:\n  - name: a\n    type: flow\n    expr: b / c\n", 3, 11, "is a ratio", "ratio"),
      Case("kpis:\n  - name: a\n    type: ratio\n    expr: b + c\n", 3, 11, "divides by nothing"),
      Case("kpis:\n  - name: a\n    type: ratio\n", 3, 11, "a ratio needs two columns"),
      Case("kpis:\n  - name: a\n    numerator: b\n", 3, 5, "no denominator", "denominator"),
      Case("kpis:\n  - name: a\n    column: b\n    expr: c\n", 4, 5, "in two ways"),
      Case("kpis:\n  - name: a\n    expr: [b]\n", 3, 11, "has to be a formula"),
    ])
  func formulas(example: Case) throws { try check(example) }

  @Test(
    "what does not fit together is refused",
    arguments: [
      Case(
        "kpis:\n  - {name: a, range: {min: 3, max: 1}}\n", 2, 22, "3 is not below the largest 1"),
      Case("kpis:\n  - {name: a, better: band}\n", 2, 15, "but which?", "band: {min"),
      Case("kpis:\n  - {name: a, better: higher, band: {min: 1}}\n", 2, 31, "has a band, but"),
      Case("kpis:\n  - {name: a, band: {}}\n", 2, 15, "a band needs"),
      Case("kpis:\n  - {name: a, agg: {entities: median}}\n", 2, 20, "a flow is not combined"),
      Case("kpis:\n  - {name: a, min_denominator: 5}\n", 2, 15, "without a denominator"),
      Case(
        "kpis:\n  - {name: a, type: stock, agg: {entities: count_active}}\n", 2, 28,
        "active entities needs", "active_within: 6 months"),
      Case(
        "kpis:\n  - {name: a, type: score, agg: {time: weighted_mean}}\n", 2, 28,
        "column of weights"),
      Case("kpis:\n  - {name: a}\n  - {name: a}\n", 3, 5, "'a' is defined twice"),
    ])
  func contradictions(example: Case) throws { try check(example) }

  @Test("an error prints its place, the formula with a mark, and what to do")
  func text() {
    let error = projectError("kpis:\n  - name: a\n    expr: price * units\n")
    #expect(
      error?.description == """
        error: kpis.yml:3:17: 'expr' of KPI 'a': a product of columns is not the product of their sums
          price * units
                ^
          fix: take the product into the data as a column of its own
        """)
  }
}
