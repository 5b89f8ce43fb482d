import TemporalData
import Testing

@testable import Reporting

@Suite("Text table")
struct TextTableTests {
  private let table = TextTable(
    columns: [
      .init("partner", shortest: 8), .init("last", .trailing), .init("model", priority: 2),
      .init("YoY", .trailing, priority: 1),
    ],
    rows: [
      ["Northwind Traders", "1,234", "ETS(A,N,A)", "+12 %"], ["Acme", "56", "auto", "-3 %"],
    ])

  @Test("names stand left, numbers right, and no line ends in spaces")
  func alignment() {
    #expect(
      table.text(width: 80) == """
        partner             last  model         YoY
        Northwind Traders  1,234  ETS(A,N,A)  +12 %
        Acme                  56  auto         -3 %

        """)
  }

  @Test("names are cut to their shortest form before a column leaves")
  func cutNames() {
    #expect(
      table.text(width: 38) == """
        partner        last  model         YoY
        Northwind T…  1,234  ETS(A,N,A)  +12 %
        Acme             56  auto         -3 %

        """)
  }

  @Test("then columns leave, the least telling first")
  func leavingColumns() {
    #expect(
      table.text(width: 30) == """
        partner            last    YoY
        Northwind Trade…  1,234  +12 %
        Acme                 56   -3 %

        """)
    #expect(
      table.text(width: 18) == """
        partner       last
        Northwind…   1,234
        Acme            56

        """)
  }

  @Test(
    "no line is wider than the terminal, whatever the names", arguments: [1, 5, 12, 40, 80, 140])
  func width(width: Int) {
    let table = TextTable(
      columns: [
        .init("\u{1B}[2Jname", shortest: 8), .init("value", .trailing), .init("x", priority: 1),
      ],
      rows: HostileNames.all.map { [.init($0), .init("1,234,567"), .init($0)] })
    let lines = table.text(width: width).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == HostileNames.all.count + 2)
    for line in lines { #expect(TerminalText.width(String(line)) <= width) }
    #expect(!table.text(width: width).unicodeScalars.contains("\u{1B}"))
  }

  @Test("numbers stand under each other beside wide, marked and joined letters")
  func wideLetters() {
    let names = ["日本語", "👩‍👩‍👧‍👦", "e\u{301}e\u{301}", "plain", "שלום", "🇩🇪🇫🇷"]
    let table = TextTable(
      columns: [.init("name"), .init("n", .trailing)], rows: names.map { [.init($0), "7"] })
    let lines = table.text(width: 80).split(separator: "\n").map(String.init)
    #expect(Set(lines.map(TerminalText.width)) == [9])
  }

  @Test("colours are off unless asked for, and do not count as width")
  func colours() {
    let table = TextTable(
      columns: [.init("name"), .init("YoY", .trailing)],
      rows: [["A", .init("+3 %", .good)], ["B", .init("-3 %", .bad)]])
    #expect(table.text(width: 80) == "name   YoY\nA     +3 %\nB     -3 %\n")
    #expect(
      table.text(width: 80, colour: true)
        == "\u{1B}[1mname\u{1B}[0m  \u{1B}[1m YoY\u{1B}[0m\n"
        + "A     \u{1B}[32m+3 %\u{1B}[0m\nB     \u{1B}[31m-3 %\u{1B}[0m\n")
  }

  @Test("a table of results is shown in one style per column, without columns that are empty")
  func results() {
    let results = ResultTable(
      columns: [
        .init("id", .text), .init("period", .period), .init("mean", .number),
        .init("lo_80", .number), .init("n", .count), .init("reason", .text),
      ],
      rows: [
        [
          .text("A"), .period(Fixtures.month(2026, 1)), .number(1234.567), .number(nil),
          .count(1_000), .missing,
        ],
        [
          .text("B"), .period(Fixtures.month(2026, 1)), .number(98.7), .missing, .count(2),
          .missing,
        ],
      ])
    #expect(
      TextTable(results).text(width: 80) == """
        id  period    mean      n
        A   2026-01  1,235  1,000
        B   2026-01     99      2

        """)
  }
}
