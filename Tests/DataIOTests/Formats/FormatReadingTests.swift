import Foundation
import Testing

@testable import DataIO

/// A table of one series with a date and a value per row.
private func table(_ rows: [(String, String)], delimiter: String = ";") -> String {
  (["date\(delimiter)partner\(delimiter)amount"]
    + rows.map { "\($0.0)\(delimiter)A\(delimiter)\($0.1)" }).joined(separator: "\n") + "\n"
}

/// `count` months from January 2000, each by its first day written as `text`.
private func months(_ count: Int, _ text: (_ year: Int, _ month: Int) -> String) -> [String] {
  (0..<count).map { text(2000 + $0 / 12, $0 % 12 + 1) }
}

private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

@Test("a number far below the first rows settles the decimal mark for all of them")
func lateNumber() throws {
  let dates = months(1_200) { "\($0)-\(two($1))-01" }
  var numbers = (0..<1_200).map { "\(1 + $0 % 9).\(two($0 % 90 + 10))5" }
  let ambiguous = try #require(try failure(table(Array(zip(dates, numbers)))))
  #expect(ambiguous.what.contains("is ambiguous (1105 or 1.105)"))
  numbers[1_150] = "2,5"
  let reading = try read(table(Array(zip(dates, numbers))))
  #expect(reading.values["A / amount"]?.prefix(2) == [1_105, 2_115])
  #expect(reading.values["A / amount"]?[1_150] == 2.5)
  #expect(reading.finding("numbers") == "amount: decimal mark , (line 1152 \"2,5\")")
  numbers[1_150] = "2.5"
  #expect(
    try read(table(Array(zip(dates, numbers)))).values["A / amount"]?.prefix(2) == [1.105, 2.115])
}

@Test("a mark that first comes up far below whole numbers is settled too")
func lateMark() throws {
  let dates = months(1_500) { "\($0)-\(two($1))-01" }
  var numbers = (0..<1_500).map { "\($0 % 900)" }
  (numbers[1_300], numbers[1_400]) = ("1.234", "1.234,5")
  let values = try read(table(Array(zip(dates, numbers)))).values["A / amount"]
  #expect(values?[1_300] == 1_234)
  #expect(values?[1_400] == 1_234.5)
}

@Test("dates far below the first rows settle the order of day and month")
func lateDate() throws {
  var dates = (0..<1_100).map { "0\($0 % 7 + 1)/0\($0 / 7 % 9 + 1)/\(1900 + $0 / 63)" }
  let numbers = dates.map { _ in "1" }
  let ambiguous = try #require(try failure(table(Array(zip(dates, numbers)))))
  #expect(ambiguous.what.contains("is ambiguous"))
  dates[1_050] = "25/12/2000"
  let reading = try read(table(Array(zip(dates, numbers))))
  #expect(
    reading.finding("period") == "date (DD/MM/YYYY, from line 1052 \"25/12/2000\")")
  dates[1_060] = "12/26/2000"
  let conflict = try #require(try failure(table(Array(zip(dates, numbers)))))
  #expect(conflict.location?.line == 1_062)
  #expect(conflict.details.first == "line 1052 \"25/12/2000\"")
}

@Test("dates that are all the first of a month are in that order, and it is said")
func firstsOfMonths() throws {
  let dates = months(24) { "01/\(two($1))/\($0)" }
  let reading = try read(table(dates.map { ($0, "1") }))
  #expect(
    reading.finding("period")
      == "date (DD/MM/YYYY, all dates being the first of a month)")
  #expect(reading.panel.entries[0].series.values.storage.count == 24)
  let american = months(24) { "\(two($1))/01/\($0)" }
  #expect(
    try read(table(american.map { ($0, "1") })).finding("period")
      == "date (MM/DD/YYYY, all dates being the first of a month)")
}

@Test("another column of numbers or dates settles an ambiguous one, and it is said")
func otherColumns() throws {
  let text = """
    date;partner;amount;cost;created
    03/04/2024;A;1.234;2,50;25/03/2024
    05/04/2024;A;2.345;3,75;27/03/2024

    """
  let reading = try read(text, .with { $0.grain = .day })
  #expect(reading.values["A / amount"]?.compactMap { $0 } == [1_234, 0, 2_345])
  #expect(
    reading.decisions.contains {
      $0.finding == "amount: decimal mark , (as in 'cost')" && $0.flag == "--decimal ,"
    })
  #expect(reading.finding("period") == "date (DD/MM/YYYY, as in 'created')")
  #expect(reading.panel.entries[0].series.values.start.description == "2024-04-03")
}

@Test("the same column of another file settles an ambiguous one, whichever comes first")
func otherFiles() throws {
  let open = try TemporaryTable("month;partner;amount\n2024-01;A;1.234\n")
  let settled = try TemporaryTable("month;partner;amount\n2024-02;A;2,5\n")
  for paths in [[open.path, settled.path], [settled.path, open.path]] {
    let reading = try PanelReader.read(paths.map { .file($0) }, schema: PanelSchema())
    #expect(reading.values == ["A / amount": [1_234, 2.5]])
  }
}

@Test("each file may write its numbers and dates in its own way")
func filesOfTwoLocales() throws {
  let german = try TemporaryTable("date;partner;amount\n15.01.2024;A;1.234,50 €\n")
  let american = try TemporaryTable("date,partner,amount\n2/15/2024,A,\"$1,234.75\"\n")
  let reading = try PanelReader.read(
    [.file(german.path), .file(american.path)], schema: .with { $0.grain = .month })
  #expect(reading.values == ["A / amount": [1_234.5, 1_234.75]])
}

@Test(
  "--decimal and --date-order settle what the data leave open; rows of another style are rejected")
func pinned() throws {
  let text = table([("03/04/2024", "1.234"), ("03/05/2024", "2.345")])
  let european = PanelSchema.with { ($0.decimal, $0.dateOrder) = (.comma, .dayMonthYear) }
  let american = PanelSchema.with { ($0.decimal, $0.dateOrder) = (.point, .monthDayYear) }
  #expect(try read(text, european).values["A / amount"] == [1_234, 2_345])
  #expect(try read(text, american).values["A / amount"]?.first == 1.234)
  #expect(
    try read(text, american).panel.entries[0].series.values.start.description == "2024-03-04")
  let rows =
    (1...40).map { ("\(two($0 % 12 + 1))/02/\(2000 + $0)", "1,5") } + [("13/02/2024", "2,5")]
  let mixed = try read(table(rows), .with { ($0.decimal, $0.dateOrder) = (.comma, .monthDayYear) })
  #expect(mixed.rejected.map(\.value) == ["13/02/2024"])
}

@Test("percentages are shares, and numbers without % among them are refused with both lines")
func percentages() throws {
  let text = table([("2024-01-01", "12,5 %"), ("2024-02-01", "7 %"), ("2024-03-01", "0")])
  #expect(try read(text).values["A / amount"] == [0.125, 0.07, 0])
  let error = try #require(
    try failure(table([("2024-01-01", "12,5 %"), ("2024-02-01", "7")])))
  #expect(error.what == "'amount' mixes percentages and numbers: line 2 \"12,5 %\", line 3 \"7\"")
}

@Test("a column of KPI values may hold percentages of one and money of another")
func unitsOfKPIs() throws {
  let text = """
    month,partner,kpi,value
    2024-01,A,share,12%
    2024-01,A,revenue,"$1,234.50"
    2024-02,A,share,13%
    2024-02,A,revenue,"$2,345.00"

    """
  let values = try read(text).values
  #expect(values["A / revenue"] == [1_234.5, 2_345])
  #expect(values["A / share"]?.compactMap { $0 } == [0.12, 0.13])
  let mixed = text.replacing("13%", with: "13")
  #expect(try failure(mixed)?.what.contains("mixes percentages and numbers") == true)
}

@Test("amounts in two currencies are refused with both lines, wherever the second comes")
func currencies() throws {
  let dates = months(1_100) { "\($0)-\(two($1))-01" }
  var numbers = dates.map { _ in "€ 5,50" }
  #expect(try failure(table(Array(zip(dates, numbers)))) == nil)
  numbers[1_090] = "$ 5,50"
  let error = try #require(try failure(table(Array(zip(dates, numbers)))))
  #expect(
    error.what
      == "'amount' has amounts in several currencies: line 2 \"€ 5,50\", line 1092 \"$ 5,50\"")
}

@Test("a condition compares numbers and dates as their columns write them")
func conditions() throws {
  let text = table([("15.01.2024", "1.234,50 €"), ("15.02.2024", "99,00 €"), ("15.03.2024", "5 €")])
  let filter = try RowFilter("amount > 50 and date >= 2024-02")
  let reading = try read(text, .with { $0.filter = filter })
  #expect(reading.values == ["A / amount": [99]])
}

@Test("a table that programs write is read with decimal points, whatever its numbers")
func programTables() throws {
  let tidy = "partner,kpi,period,value\nA,revenue,2024-01-01,1.234\nA,revenue,2024-02-01,2.345\n"
  #expect(try read(tidy).values["A / revenue"] == [1.234, 2.345])
  let prepared = "unique_id,ds,y\nA,2024-01-01,1.234\nA,2024-02-01,2.345\n"
  #expect(try read(prepared).values["A / y"] == [1.234, 2.345])
}

@Test("a pipe whose first rows leave its formats open is refused with the way out")
func openPipe() throws {
  let pipe = Pipe()
  pipe.fileHandleForWriting.write(
    Data("month;partner;amount\n2024-01;A;1.234\n2024-02;A;2.345\n".utf8))
  try pipe.fileHandleForWriting.close()
  let path = "/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)"
  let error = #expect(throws: DataError.self) {
    try PanelReader.read([.file(path)], schema: PanelSchema())
  }
  #expect(error?.fix == "save it as a file, or pipe it to kpi-forecast -")
}

@Test("marks for missing values count in columns of numbers, and are names in columns of text")
func missingMarks() throws {
  let marks = ["-", "–", "—", "n/a", "N/A", "#N/A", "#DIV/0!", "null", "NaN", "k. A.", "s/o", ""]
  let dates = months(marks.count + 2) { "\($0)-\(two($1))" }
  let rows = zip(dates, ["1"] + marks + ["2"]).map { "\($0),NA,\($1)" }
  let reading = try read("month,region,amount\n" + rows.joined(separator: "\n") + "\n")
  #expect(reading.rejectedCount == 0)
  #expect(reading.values.values.first?.compactMap { $0 } == [1, 2])
  let keyed = try read("month,region,amount\n2024-01,NA,1\n2024-01,EU,2\n2024-02,NA,3\n")
  #expect(keyed.values["NA / amount"] == [1, 3])
}
