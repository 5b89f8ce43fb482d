import PartnerKPI
import Testing

@testable import DataIO

/// Names of partners: spellings, old names, and names that are similar.
@Suite("Partner names")
struct PartnerNameTests {

  private func reading(_ text: String, _ rows: String, asReported: Bool = false) throws
    -> PanelReading
  {
    let file = try TemporaryTable(rows, name: "aliases.csv")
    let table = try AliasTable.read(.file(file.path))
    return try read(
      text,
      .with {
        $0.aliases = table
        $0.asReported = asReported
      })
  }

  private func failure(of text: String) throws -> DataError? {
    let file = try TemporaryTable(text, name: "aliases.csv")
    do {
      _ = try AliasTable.read(.file(file.path))
      return nil
    } catch let error as DataError {
      return error
    }
  }

  @Test(
    "names that differ in spaces, case or Unicode's forms alone are one",
    arguments: [
      ("Acme", "ACME"), (" Acme  Corp ", "acme corp"), ("caf\u{E9}", "CAFE\u{301}"),
      ("Straße", "STRASSE"), ("A\u{A0}B", "a b"), ("Zero\u{200B}Width", "zerowidth"),
    ])
  func folded(a: String, b: String) {
    #expect(FoldedName.fold(a) == FoldedName.fold(b))
  }

  @Test("case tells codes of 15 letters and digits apart")
  func codes() {
    #expect(FoldedName.fold("0015g00000AbCdE") != FoldedName.fold("0015g00000aBCdE"))
    #expect(FoldedName.fold("Partner 1") == FoldedName.fold("PARTNER 1"))
  }

  private let spelled = """
    partner,month,revenue
    Café,2024-01,1
    B,2024-01,10
    CAFÉ ,2024-02,2
    B,2024-02,10
    café,2024-03,3
    B,2024-03,10

    """

  @Test("spellings of one name are one partner under the first of them, and counted")
  func spellings() throws {
    let reading = try read(spelled)
    #expect(reading.values["Café / revenue"] == [1, 2, 3])
    #expect(reading.finding("names") == "3 spellings of Café taken for one")
  }

  @Test("spellings with values in one period stay apart, with the line that would join them")
  func apart() throws {
    let text = spelled + "CAFÉ,2024-01,7\n"
    let reading = try read(text)
    #expect(reading.panel.entries.count == 4)
    #expect(reading.warnings.contains { $0.contains("--aliases: Café,CAFÉ") })
    let joined = try self.reading(text, "old,new\nCafé,CAFÉ\n")
    #expect(joined.values["Café / revenue"] == [8, 2, 3])
  }

  @Test("names as reported keep every spelling")
  func asReported() throws {
    let reading = try read(spelled, .with { $0.asReported = true })
    #expect(reading.panel.entries.count == 4)
  }

  private let merged = """
    partner,month,revenue,headcount
    A,2024-01,1,4
    B,2024-01,10,40
    A,2024-02,2,5
    B,2024-02,10,41
    B,2024-03,20,50
    B,2024-04,30,51
    C,2024-04,5,6

    """

  @Test("a merger adds both histories: flows and levels")
  func merger() throws {
    let reading = try reading(merged, "old,new,from\na,B,2024-03-01\n")
    #expect(reading.values["B / revenue"] == [11, 12, 20, 30])
    #expect(reading.values["B / headcount"] == [44, 46, 50, 51])
    #expect(reading.values["A / revenue"] == nil)
    #expect(
      reading.decisions.contains {
        $0.finding.contains("revenue: 78 in total, as reported and under the new names ✓")
      })
  }

  @Test("under two names of one partner a level is the newer name's")
  func rename() throws {
    let reading = try reading(merged, "old,new,kind\nA,B,rename\n")
    #expect(reading.values["B / headcount"] == [40, 41, 50, 51])
    #expect(reading.values["B / revenue"] == [11, 12, 20, 30])
    #expect(reading.warnings.contains { $0.contains("its kind is merger") })
  }

  @Test("chains are followed, and applying them to their result changes nothing")
  func chain() throws {
    let rows = "old,new\nA,B\nB,C\n"
    let first = try reading(merged, rows)
    #expect(first.panel.entries.count == 2)
    #expect(first.values["C / revenue"] == [11, 12, 20, 35])
    let tidy = first.panel.entries.flatMap { entry in
      entry.series.values.storage.enumerated().map { offset, value in
        "\(entry.key.values[0]),\(entry.series.values.start.advanced(by: offset)),\(entry.key.kpi),\(value)"
      }
    }
    let again = try reading(
      "partner,month,kpi,value\n" + tidy.joined(separator: "\n") + "\n", rows)
    #expect(again.values == first.values)
  }

  @Test("a ratio of a merged partner is the ratio of its sums")
  func ratio() throws {
    let text =
      "partner,month,won,lost\nA,2024-01,1,4\nB,2024-01,3,4\nA,2024-02,2,2\nB,2024-02,0,8\n"
    let file = try TemporaryTable("old,new\nA,B\n")
    let table = try AliasTable.read(.file(file.path))
    let reading = try read(
      text,
      .with {
        $0.aliases = table
        ($0.numerator, $0.denominator) = ("won", "lost")
      })
    #expect(reading.values["B / won/lost"] == [4.0 / 8, 2.0 / 10])
  }

  @Test("late values under an old name and old names without rows are said, with their lines")
  func warnings() throws {
    let reading = try reading(merged, "old,new,from\nA,B,2024-02\nNobody,B,\n")
    #expect(reading.warnings.contains { $0.contains("csv:2: 'A' has 1 value from 2024-02-01 on") })
    #expect(reading.warnings.contains { $0.contains("csv:3: no row names 'Nobody'") })
  }

  @Test("the order of rows changes no value")
  func order() throws {
    let lines = merged.split(separator: "\n").map(String.init)
    let first = try reading(merged, "old,new\nA,B\n").values
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<10 {
      let shuffled = lines.dropFirst().shuffled(using: &generator)
      let text = ([lines[0]] + shuffled).joined(separator: "\n") + "\n"
      #expect(try reading(text, "old,new\nA,B\n").values == first)
    }
  }

  @Test("circles, two new names for one and unknown kinds are refused with their lines")
  func refused() throws {
    let circle = try #require(try failure(of: "old,new\na,b\nx,y\nb,c\nc,A\n"))
    #expect(circle.location?.line == 5)
    #expect(circle.what.contains("'a' → 'b' → 'c' → 'A'"))
    #expect(circle.details.count == 3)
    let two = try #require(try failure(of: "old,new\na,b\nA,c\n"))
    #expect(two.location?.line == 3)
    let kind = try #require(try failure(of: "old,new,kind\na,b,split\n"))
    #expect(kind.location == .init(path: kind.location?.path ?? "", line: 2, column: 3))
    let column = try #require(try failure(of: "old,name,why\na,b,c\n"))
    #expect(column.what.contains("'why' has no meaning"))
    let empty = try #require(try failure(of: "old,new\na,\n"))
    #expect(empty.what == "'new' \"\" is empty")
  }

  @Test(
    "similar names are found",
    arguments: [
      ("ACME Inc.", "Acme, Inc"), ("Müller GmbH", "Mueller GmbH"), ("Contoso Ltd", "Contoso"),
      ("Fabrikam", "Fabrikan"), ("Northwind Traders", "Northwnid Traders"),
      ("S.A. Dupont", "Dupont"),
      ("Acme Soft", "AcmeSoft"), ("Ørsted A/S", "Orsted"),
    ])
  func similar(a: String, b: String) {
    #expect(SimilarNames([a, "Something Else", b]).pairs == [.init(first: 0, second: 2)])
  }

  @Test(
    "names that numbers or short words tell apart are not",
    arguments: [
      ("Partner 1", "Partner 2"), ("P-0412", "P-0413"), ("Acme UK", "Acme DE"), ("Bolt", "Colt"),
      ("Acme North", "Acme South"), ("🎉🎉", "🎊"), ("...", "---"), ("Region 11", "Region 1"),
    ])
  func different(a: String, b: String) {
    #expect(SimilarNames([a, b]).pairs.isEmpty)
  }

  @Test("hostile names are compared without harm")
  func hostile() {
    let names = [
      String(repeating: "a", count: 100_000), "\u{301}\u{302}", "", "GmbH", "GmbH & Co. KG", "👩‍👩‍👧‍👦",
      String(repeating: "\u{301}", count: 5_000), "ﷺ", "İstanbul", "ıstanbul",
    ]
    #expect(SimilarNames(names).pairs.count <= names.count)
    for name in names { #expect(FoldedName.fold(FoldedName.fold(name)) == FoldedName.fold(name)) }
  }
}
