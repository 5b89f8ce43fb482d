import PartnerKPI
import Testing
import Yams

@testable import KPIProject

@Suite("YAML in and out")
struct YAMLTests {
  @Test(
    "a text that is written is the text that is read",
    arguments: [
      "plain", "two words", "yes", "no", "null", "~", "1", "1.5", "2024-01-01", "a: b", "a #b",
      "- a",
      "", " a", "a ", "\"", "\\", "'", "a\nb", "tab\there", "é ü ß", "{a}", "[a]", "*a", "&a", "!a",
      "%a",
      "@a", "`a`", "a:", ":a", "0x1F", "1_000", "on", "Y", "=", "<<", "\u{1}", "\u{2028}", "🚀", "?",
      "|",
    ])
  func texts(text: String) throws {
    let document = YAMLText.mapping([("key", .scalar(text))]).document()
    let node = try #require(try YAMLDocument.read(document, path: "x"))
    #expect(node["key"]?.text == text, "\(document)")
    let other = try #require(try compose(yaml: document))
    #expect(other["key"]?.scalar?.string == text)
  }

  @Test("lists and mappings keep their order and their nesting")
  func nesting() throws {
    let value = YAMLText.mapping([
      ("b", .list([.mapping([("x", .plain("1")), ("k", .list([.scalar("p"), .scalar("q")]))])])),
      ("a", .list([])), ("c", .mapping([])), ("d", .list([.list([.scalar("z")])])),
    ])
    #expect(
      value.document() == """
        b:
          - x: 1
            k:
              - p
              - q
        a: []
        c: {}
        d:
          - - z

        """)
    let node = try #require(try YAMLDocument.read(value.document(), path: "x"))
    guard case .mapping(let entries) = node.content else {
      throw ProjectError(.badProject, "no mapping")
    }
    #expect(entries.map(\.key) == ["b", "a", "c", "d"])
  }

  @Test("every part knows its line and column")
  func places() throws {
    let node = try #require(
      try YAMLDocument.read("a:\n  - b: c\n    d: [e, \"f\"]\n", path: "p.yml"))
    let item = try #require(node["a"])
    guard case .sequence(let items) = item.content, let first = items.first else {
      throw ProjectError(.badProject, "no list")
    }
    #expect(first["b"]?.place.description == "p.yml:2:8")
    guard case .sequence(let letters) = first["d"]?.content else {
      throw ProjectError(.badProject, "no list")
    }
    #expect(letters.map(\.place.description) == ["p.yml:3:9", "p.yml:3:12"])
  }

  @Test("plain and quoted scalars are told apart where nothing is said")
  func nothing() throws {
    let node = try #require(
      try YAMLDocument.read("a:\nb: ~\nc: null\nd: 'null'\ne: \"\"\nf: nil\n", path: "x"))
    #expect(["a", "b", "c"].allSatisfy { node[$0]?.isNull == true })
    #expect(["d", "e", "f"].allSatisfy { node[$0]?.isNull == false })
  }

  @Test("every part says in words what it is")
  func words() throws {
    let node = try #require(try YAMLDocument.read("a: x\nb: [1]\nc: {d: 1}\ne:\n", path: "x"))
    #expect(
      ["a", "b", "c", "e"].map { node[$0]?.words } == [
        "'x'", "a list", "a mapping", "nothing",
      ])
    let long = String(repeating: "x", count: 200)
    let other = try #require(try YAMLDocument.read("a: \(long)\n", path: "x"))
    #expect((other["a"]?.words.count ?? 0) < 70)
  }

  @Test("twenty levels are read, more are refused")
  func levels() throws {
    func nested(_ count: Int) -> String {
      String(repeating: "[", count: count) + "x" + String(repeating: "]", count: count)
    }
    #expect(try YAMLDocument.read(nested(YAMLDocument.deepest), path: "x") != nil)
    #expect(throws: ProjectError.self) {
      try YAMLDocument.read(nested(YAMLDocument.deepest + 1), path: "x")
    }
  }

  @Test(
    "a formula's place follows the form of its scalar", arguments: [("b + $", 11), ("'b + $'", 12)])
  func formulaPlaces(text: String, column: Int) throws {
    let node = try #require(try YAMLDocument.read("expr: \(text)\n", path: "x"))
    let scalar = try #require(node["expr"])
    let error = FormulaPlace(scalar).error(FormulaError("wrong", at: 5), in: "'expr'")
    #expect(error.location?.column == column)
    #expect(error.details == ["b + $", "    ^"])
  }

  @Test("a formula over several lines is placed at its beginning, without a mark")
  func foldedFormula() throws {
    let node = try #require(try YAMLDocument.read("expr: |\n  a +\n  b\n", path: "x"))
    let error = FormulaPlace(try #require(node["expr"])).error(
      FormulaError("wrong", at: 5), in: "'expr'")
    #expect(error.location?.line == 1 && error.details.isEmpty)
  }

  @Test("JSON texts are escaped")
  func json() {
    #expect(JSONText.quoted("a\"b\\c\nd\u{1}é") == "\"a\\\"b\\\\c\\nd\\u0001é\"")
  }

  @Test("columns of SQL are quoted where they are no plain words")
  func sql() {
    #expect(SQLText.column("won") == "won")
    #expect(SQLText.column("Deal Regs") == "\"Deal Regs\"")
    #expect(SQLText.column("a\"b") == "\"a\"\"b\"")
    let form = LinearForm(terms: [
      .init(column: "Won Deals", factor: 2), .init(column: "lost", factor: -1),
    ])
    #expect(SQLText.expression(form) == "2 * \"Won Deals\" - lost")
  }

  @Test("errors without place or fix are one line")
  func errors() {
    #expect(ProjectError(.badProject, "what").description == "error: what")
    #expect(
      ProjectError(at: .init(path: "p", line: 3), "what", details: ["a"], fix: "b").description
        == "error: p:3: what\n  a\n  fix: b")
    #expect(ProjectError.Place(path: "p").description == "p")
  }
}

@Suite("Values of a mapping")
struct MappingReaderTests {
  private func reader(_ text: String) throws -> MappingReader {
    let node = try #require(try YAMLDocument.read(text, path: "x"))
    return try MappingReader(node, "'it'", keys: ["a", "b", "c"])
  }

  @Test(
    "numbers are plain",
    arguments: [("1", 1.0), ("-2.5", -2.5), ("1e3", 1_000), ("0", 0), ("'7'", 7)])
  func numbers(text: String, value: Double) throws {
    #expect(try reader("a: \(text)\n").number("a") == value)
  }

  @Test(
    "what is no number is refused", arguments: ["x", "1,5", ".nan", "inf", "[1]", "0x", "1 2"])
  func noNumbers(text: String) throws {
    let fields = try reader("a: \(text)\n")
    #expect(throws: ProjectError.self) { try fields.number("a") }
  }

  @Test(
    "yes and no are read in all their forms",
    arguments: [
      ("true", true), ("True", true), ("yes", true), ("on", true), ("false", false), ("No", false),
      ("OFF", false),
    ])
  func flags(text: String, value: Bool) throws {
    #expect(try reader("a: \(text)\n").flag("a") == value)
  }

  @Test("a text is a list of one, and a list holds texts alone")
  func lists() throws {
    #expect(try reader("a: x\n").texts("a").map(\.value) == ["x"])
    #expect(try reader("a: [x, y]\n").texts("a").map(\.value) == ["x", "y"])
    #expect(try reader("a: []\n").texts("a").isEmpty && reader("b: 1\n").texts("a").isEmpty)
    for text in ["a: {x: y}\n", "a: [x, [y]]\n", "a: [x, ~]\n"] {
      let fields = try reader(text)
      #expect(throws: ProjectError.self, "\(text)") { try fields.texts("a") }
    }
  }

  @Test("keys that are absent or empty give nothing")
  func absent() throws {
    let fields = try reader("a:\nb: ~\n")
    #expect(try fields.text("a") == nil && fields.number("b") == nil && fields.flag("c") == nil)
    #expect(try fields.list("a").isEmpty && fields.mapping("b").isEmpty)
    #expect(try fields.whole("c", in: 1...2) == nil && fields.located("a") == nil)
    #expect(fields.place(of: "b").line == 2 && fields.place(of: "c").line == 1)
  }

  @Test("words are those of a list, with the nearest one told")
  func choices() throws {
    let fields = try reader("a: sytem\nb: system\n")
    #expect(try fields.choice("b", KPISource.self) == .system)
    #expect {
      try fields.choice("a", KPISource.self)
    } throws: {
      ($0 as? ProjectError)?.fix == "did you mean 'system'?"
    }
  }
}
