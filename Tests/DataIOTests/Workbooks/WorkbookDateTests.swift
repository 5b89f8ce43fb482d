import TemporalData
import Testing
import _TestSupport

@testable import DataIO

@Suite("Dates of workbooks")
struct WorkbookDateTests {
  /// Day numbers of both epochs (ECMA-376, part 1, 18.17.4.1, and Microsoft's account of the leap year
  /// that 1900 was not); those after February 1900 are days since 1899-12-30.
  static let days: [(number: Double, from1900: String?, from1904: String?)] = [
    (0, nil, "1904-01-01"), (1, "1900-01-01", "1904-01-02"), (59, "1900-02-28", "1904-02-29"),
    (60, "1900-02-28", "1904-03-01"), (61, "1900-03-01", "1904-03-02"),
    (36_526, "2000-01-01", "2004-01-02"), (46_096, "2026-03-15", "2030-03-16"),
    (44_634, "2022-03-14", "2026-03-15"), (46_096.25, "2026-03-15 06:00:00", "2030-03-16 06:00:00"),
    (46_096.999_999_99, "2026-03-16", "2030-03-17"),
    (2_958_465, "9999-12-31", "10004-01-01"), (2_958_466, nil, nil), (-1, nil, nil),
  ]

  @Test("a day number is the day of its epoch, with 1900 taken for a leap year", arguments: days)
  func dayNumber(_ number: Double, _ from1900: String?, _ from1904: String?) {
    #expect(SheetDate.text(number, countsFrom1904: false) == from1900)
    if number < 2_958_465 {
      #expect(SheetDate.text(number, countsFrom1904: true) == from1904)
    }
  }

  @Test("every day from 1982 to 2050 is one more than the day before, in both epochs")
  func consecutive() throws {
    for countsFrom1904 in [false, true] {
      var day = try #require(CivilDate(year: 1982, month: 1, day: 1))
      for number in (countsFrom1904 ? 28_490 : 29_952)..<55_152 {
        #expect(SheetDate.text(Double(number), countsFrom1904: countsFrom1904) == "\(day)")
        day = CivilDate(daysSince1970: day.daysSince1970 + 1)
      }
    }
  }

  @Test(
    "patterns that show a day, a month or a year make dates",
    arguments: [
      "dd.mm.yyyy", "m/d/yy", "yyyy\\-mm\\-dd", "mmm\\-yy", "mmmm", "[$-407]d. mmmm yyyy;@", "yyyy",
      "d/m/yyyy h:mm", "[$-409]mmm\\ d\\,\\ yyyy;@", "\"Week of \"d.m.", "ddd", "[Red]yyyy/mm",
      "yyyy\"年\"m\"月\"", "_-dd/mm/yyyy", "TT.MM.JJJJ d",
    ])
  func datePattern(_ pattern: String) { #expect(NumberPattern.isDate(pattern)) }

  @Test(
    "patterns of numbers, money, text and lengths of time make none",
    arguments: [
      "General", "0", "#,##0.00", "0.00%", "0.00E+00", "# ?/?", "@", "[h]:mm:ss", "mm:ss",
      "h:mm AM/PM",
      "#,##0.00\\ \"days\"", "0.0\"m\"", "[Red]0.00;[Blue]\\-0.00", "#,##0\\ [$USD]", "0\\d",
      "_(0.0_)",
      "[$-409]#,##0", "\"Q\"0", "Standard", "0;\"yyyy\"", "*d0",
    ])
  func numberPattern(_ pattern: String) { #expect(!NumberPattern.isDate(pattern)) }

  private func book(_ style: SampleWorkbook.NumberStyle, _ days: [String]) -> SampleWorkbook {
    let rows = days.enumerated().map { place, day in
      [.number(day, style: 1), .number("\(place)")] as [SampleCell]
    }
    var book = SampleWorkbook([["when", "price"]] + rows)
    book.styles = [style]
    return book
  }

  @Test(
    "formats that every workbook has tell dates by their number",
    arguments: [14, 15, 16, 17, 22, 27, 31, 36, 50, 58])
  func builtIn(_ id: Int) throws {
    let reading = try read(book(.builtIn(id), ["45292", "45323", "45352"]))
    #expect(reading.values == ["price": [0, 1, 2]])
    #expect(reading.finding("period") == "when (YYYY-MM-DD)")
    #expect(reading.asOf == CivilDate(year: 2024, month: 3, day: 1))
  }

  @Test("formats of times and numbers tell none", arguments: [1, 2, 9, 10, 18, 21, 45, 46, 49])
  func builtInNumber(_ id: Int) throws {
    let error = try #require(try failure(book(.builtIn(id), ["45292", "45323", "45352"])))
    #expect(error.what == "no column of dates or periods was recognised", "\(error)")
  }

  @Test("a pattern of its own may take the number of a date that every workbook has")
  func redefined() throws {
    var changed = book(.builtIn(14), ["45292", "45323", "45352"])
    let style = try #require(changed.entries.first { $0.name == "xl/styles.xml" }?.content)
    changed.parts["xl/styles.xml"] = String(decoding: style, as: UTF8.self)
      .replacing("<numFmts>", with: "<numFmts><numFmt numFmtId=\"14\" formatCode=\"0.00\"/>")
    #expect(try failure(changed) != nil)
  }

  @Test("a workbook that counts from 1904 has the same dates as one that counts from 1900")
  func epochs() throws {
    let from1900 = try read(book(.pattern("mmm yy"), ["45292", "45323.5", "45352"]))
    var early = book(.pattern("mmm yy"), ["43830", "43861.5", "43890"])
    early.countsFrom1904 = true
    let from1904 = try read(early)
    #expect(from1900.asOf == CivilDate(year: 2024, month: 3, day: 1))
    #expect(from1904.asOf == from1900.asOf && from1904.values == from1900.values)
  }

  @Test("dates of the strict form are texts of ISO 8601, midnight or not")
  func isoDates() throws {
    var book = SampleWorkbook([
      ["when", "price"], [.isoDate("2024-01-01T00:00:00"), 1], [.isoDate("2024-02-01"), 2],
      [.isoDate("2024-03-01T10:22:00.000Z"), 3],
    ])
    book.isStrict = true
    #expect(try read(book).values == ["price": [1, 2, 3]])
  }

  @Test("months across are read from cells of dates above the values")
  func across() throws {
    var book = SampleWorkbook([
      [
        "partner", .number("45292", style: 1), .number("45323", style: 1),
        .number("45352", style: 1),
      ],
      ["A", 1, 2, 3], ["B", 4, 5, 6],
    ])
    book.styles = [.pattern("mmm yyyy")]
    #expect(try read(book).values == ["A / value": [1, 2, 3], "B / value": [4, 5, 6]])
  }
}
