import Testing
import _TestSupport

@testable import DataIO

@Suite("Values of workbooks")
struct WorkbookValueTests {
  private static let rows: [[SampleCell]] = [
    ["month", "partner", "region", "revenue", "deals"],
    ["2024-01", "Acme", "EMEA", 1250.5, 3], ["2024-01", "Smith & Sons <UK>", "NA", -0.25, 0],
    ["2024-02", "Acme", "EMEA", 1_234.567, 12], ["2024-02", "Smith & Sons <UK>", "NA", nil, 1],
  ]
  private static let text = """
    month,partner,region,revenue,deals
    2024-01,Acme,EMEA,1250.50,3
    2024-01,Smith & Sons <UK>,NA,-0.25,0
    2024-02,Acme,EMEA,1234.5670,12
    2024-02,Smith & Sons <UK>,NA,,1
    """

  @Test("a sheet reads as the same table of text does, in every form in which it is written")
  func sameAsText() throws {
    let expected = try read(Self.text).values
    #expect(expected["Acme / revenue"] == [1250.5, 1234.567])
    var plain = SampleWorkbook(Self.rows)
    #expect(try read(plain).values == expected)
    plain.isStrict = true
    #expect(try read(plain).values == expected)
    plain.hasPrefix = true
    #expect(try read(plain).values == expected)
    var bare = SampleSheet("Sheet1", Self.rows)
    bare.hasReferences = false
    #expect(try read(SampleWorkbook([bare])).values == expected)
    #expect(try read(ZipBytes(plain.entries, isPacked: false).bytes).values == expected)
  }

  @Test("texts are shared, inline, in runs, escaped, or come from formulas")
  func texts() throws {
    let names: [SampleCell] = [
      "Shared", .inline("In the cell"), .rich(["Two ", "runs"]),
      .rich(["東京"], reading: "トウキョウ"), .formula("A1&B1", value: "Joined", isText: true),
      .inline("a_x0041_b"), "_x005F_x0041_", .inline("Müller & Co"),
    ]
    let rows = names.enumerated().map { place, name in
      ["2024-01", name, .number("\(place)")] as [SampleCell]
    }
    let reading = try read(SampleWorkbook([["month", "partner", "revenue"]] + rows))
    #expect(
      reading.panel.entries.map(\.key.values) == [
        ["Shared"], ["In the cell"], ["Two runs"], ["東京"], ["Joined"], ["aAb"], ["_x0041_"],
        ["Müller & Co"],
      ])
  }

  /// What stands in a cell, and the number that a spreadsheet shows in it.
  static let numbers: [(String, Double)] = [
    ("0.30000000000000004", 0.3), ("1234.5600000000001", 1234.56), ("-0.1", -0.1), ("0", 0),
    ("4.3499999999999996", 4.35), ("0.1234567890123456", 0.123456789012346), ("1.234", 1.234),
    ("1234.567", 1234.567), ("123456.789", 123456.789), ("-1.234", -1.234), ("1E-3", 0.001),
    ("1.5E+3", 1500), ("1.0000000000000002E-5", 0.00001), ("5.0", 5), ("2.50", 2.5),
    ("123456789012345678", 123_456_789_012_345_678), ("9007199254740991", 9_007_199_254_740_991),
    ("1E+300", 1e300), (".5", 0.5), ("007", 7), ("99.999999999999986", 100),
  ]

  @Test("a number is the one that a spreadsheet shows, with 15 digits at most", arguments: numbers)
  func shownNumber(_ text: String, _ value: Double) throws {
    let rows: [[SampleCell]] = [
      ["month", "price"], ["2024-01", .number(text)], ["2024-02", 2.5], ["2024-03", 1],
    ]
    #expect(try read(SampleWorkbook(rows)).values == ["price": [value, 2.5, 1]])
  }

  @Test("percent, money and scientific formats change how a number looks and not what it is")
  func formats() throws {
    var book = SampleWorkbook([
      ["month", "share"], ["2024-01", .number("0.125", style: 1)],
      ["2024-02", .number("1234.5", style: 2)], ["2024-03", .number("0.25", style: 3)],
      ["2024-04", .number("1200000", style: 4)], ["2024-05", .number("-3.5", style: 5)],
    ])
    book.styles = [
      .builtIn(10), .pattern("#,##0.00\\ [$€-407];[Red]\\-#,##0.00\\ [$€-407]"), .builtIn(11),
      .pattern("0.0,,\"M\""), .builtIn(44),
    ]
    #expect(try read(book).values == ["share": [0.125, 1234.5, 0.25, 1_200_000, -3.5]])
  }

  @Test(
    "a cell with an error has no value",
    arguments: ["#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"])
  func errors(_ name: String) throws {
    let rows: [[SampleCell]] = [
      ["month", "price"], ["2024-01", 1.5], ["2024-02", .error(name)], ["2024-03", 3],
    ]
    let reading = try read(SampleWorkbook(rows))
    #expect(reading.values == ["price": [1.5, nil, 3]])
    #expect(reading.rejectedCount == 0)
  }

  @Test("yes and no are TRUE and FALSE, which --where can ask for")
  func booleans() throws {
    let rows: [[SampleCell]] = [
      ["month", "partner", "active", "revenue"], ["2024-01", "A", true, 1],
      ["2024-01", "B", false, 2], ["2024-01", "C", .formula("1=1", value: "1"), 4],
    ]
    let filter = try RowFilter("active = 'TRUE'")
    let schema = PanelSchema.with { $0.filter = filter }
    #expect(try read(SampleWorkbook(rows), schema).values == ["A / revenue": [1]])
  }

  @Test("a formula counts by its computed value; one that was never computed is said")
  func formulas() throws {
    let rows: [[SampleCell]] = [
      ["month", "price"], ["2024-01", .formula("A1", value: "1.5")],
      ["2024-02", .formula("A2", value: nil)], ["2024-03", .formula("A3", value: "3")],
    ]
    let reading = try read(SampleWorkbook(rows))
    #expect(reading.values == ["price": [1.5, nil, 3]])
    #expect(reading.finding("input")?.contains("1 formula without a value left empty") == true)
  }

  @Test("the digest and the size are those of the file")
  func digest() throws {
    let bytes = SampleWorkbook(Self.rows).bytes
    let input = try #require(try read(bytes).inputs.first)
    #expect(input.sha256 == SHA256.hexadecimal(of: bytes) && input.bytes == bytes.count)
    #expect(input.path.hasSuffix("!Sheet1") && input.rows == 4)
  }
}
