import Testing
import _TestSupport

@testable import DataIO

@Suite("Sheets of workbooks")
struct WorkbookSheetTests {
  private static func table(_ value: Int) -> [[SampleCell]] {
    [["month", "revenue"], ["2024-01", .number("\(value)")], ["2024-02", .number("\(value)")]]
  }

  private static let book = SampleWorkbook([
    SampleSheet("Cover", [["Partner report"], [nil, "2024"]]),
    SampleSheet("Old", table(1), state: "hidden"), SampleSheet("Lists", [], state: "veryHidden"),
    SampleSheet("Sales Q1", table(2)), SampleSheet("Plan", table(3)), SampleSheet("Empty", []),
  ])

  private func values(_ sheet: String?) throws -> [Double?]? {
    try read(Self.book, .with { $0.sheet = sheet }).values["revenue"]
  }

  @Test("the first sheet that is shown and holds a table is read, and the others are named")
  func first() throws {
    let reading = try read(Self.book)
    #expect(reading.values == ["revenue": [2, 2]])
    let input = try #require(reading.decisions.first { $0.subject == "input" })
    #expect(
      input.finding.hasSuffix(
        "!Sales Q1: workbook, sheet 'Sales Q1'; not read: Cover, Old (hidden), Lists (hidden), "
          + "Plan, Empty"))
    #expect(input.flag == "--sheet \"Sales Q1\"")
  }

  @Test("--sheet names one, in any case of letters, hidden or not")
  func named() throws {
    #expect(try values("Plan") == [3, 3])
    #expect(try values("sales q1") == [2, 2])
    #expect(try values("Old") == [1, 1])
    let reading = try read(Self.book, .with { $0.sheet = "Old" })
    #expect(reading.finding("input")?.contains("sheet 'Old' (hidden)") == true)
  }

  @Test("a name that no sheet has is refused with the sheets there are and the likely one")
  func unknown() throws {
    let error = try #require(try failure(Self.book, .with { $0.sheet = "Plann" }))
    #expect(error.kind == .usage && error.what == "there is no sheet 'Plann' (--sheet)")
    #expect(
      error.details == [
        "sheets: Cover, Old (hidden), Lists (hidden), Sales Q1, Plan, Empty"
      ])
    #expect(error.fix == "did you mean 'Plan'?")
    let far = try #require(try failure(Self.book, .with { $0.sheet = "Bookings 2019" }))
    #expect(far.fix == "name one of the sheets")
  }

  @Test("a workbook without a table, and a sheet without rows, are refused")
  func empty() throws {
    let none = SampleWorkbook([
      SampleSheet("A", []), SampleSheet("B", Self.table(1), state: "hidden"),
    ])
    let error = try #require(try failure(none))
    #expect(error.kind == .badData && error.what == "no sheet holds a table")
    #expect(error.details == ["sheets: A, B (hidden)"])
    #expect(error.fix == "name the sheet that holds the table with --sheet NAME")
    let chosen = try #require(try failure(Self.book, .with { $0.sheet = "Empty" }))
    #expect(chosen.what == "the sheet 'Empty' has no rows")
  }

  @Test("a table may begin anywhere, with titles beside and above it and rows left out")
  func anywhere() throws {
    let rows: [[SampleCell]] = [
      ["Revenue by month"], [], [nil, nil, "month", "revenue"], [], [nil, nil, "2024-01", 5],
      [nil, nil, "2024-02", 6], [], [nil, nil, "2024-03", 7],
    ]
    let reading = try read(SampleWorkbook(rows))
    #expect(reading.values == ["revenue": [5, 6, 7]])
    #expect(reading.finding("header")?.hasPrefix("line 3 of ") == true)
    #expect(reading.finding("header")?.hasSuffix("above it: \"Revenue by month\"") == true)
  }

  @Test("a fault of a row is told by the number that the spreadsheet shows")
  func rowNumbers() throws {
    let rows: [[SampleCell]] = (1...60).map {
      [.text("2024-0\($0 % 9 + 1)"), .text("P\($0)"), .number("\($0)")]
    }
    let faulty: [SampleCell] = ["soon", "P99", 1]
    let book = SampleWorkbook([[], ["month", "partner", "revenue"]] + rows + [[], faulty])
    let reading = try read(book)
    #expect(reading.rejected.map(\.line) == [64] && reading.rejected.first?.value == "soon")
    #expect(reading.rejected.first?.file.hasSuffix("table.csv!Sheet1") == true)
  }

  @Test("hidden rows are read too, and said")
  func hiddenRows() throws {
    var sheet = SampleSheet("S", Self.table(4))
    sheet.hiddenRows = [3]
    let reading = try read(SampleWorkbook([sheet]))
    #expect(reading.values == ["revenue": [4, 4]])
    #expect(reading.finding("input")?.hasSuffix("1 hidden row read too") == true)
  }

  @Test("options of other inputs are refused, each with what this is")
  func options() throws {
    for (option, schema) in [
      ("--table", PanelSchema.with { $0.table = "sales" }),
      ("--query", PanelSchema.with { $0.query = "select 1" }),
    ] {
      let error = try #require(try failure(Self.book, schema))
      #expect(error.kind == .usage && error.what.hasPrefix(option))
      #expect(error.what.hasSuffix("but this is a workbook"))
    }
    let text = try #require(try failure("month,y\n2024-01,1\n", .with { $0.sheet = "S" }))
    #expect(text.what == "--sheet names a sheet of a workbook, but this is a text file")
  }
}
