import Testing

@testable import DataIO

/// The whole text of the error of reading a table, with `table.csv` for its path.
private func errorText(_ text: String) throws -> String {
  let table = try TemporaryTable(text)
  let error = #expect(throws: DataError.self) {
    try PanelReader.read([.file(table.path)], schema: PanelSchema())
  }
  return (error?.description ?? "").replacing(table.path, with: "table.csv")
}

@Test("the error for an empty file says what, where and what to do")
func anEmptyFileText() throws {
  #expect(
    try errorText("") == """
      error: table.csv: the file is empty
        fix: export the table again, with its header line
      """)
}

@Test("the error for a header without rows says what, where and what to do")
func aHeaderWithoutRowsText() throws {
  #expect(
    try errorText("month,partner,revenue\n") == """
      error: table.csv: there are no data rows below the header
        columns: month, partner, revenue
        fix: export the table again, with its rows
      """)
}

@Test("the error for a workbook that was cut off says what, where and what to do")
func aWorkbookText() throws {
  #expect(
    try errorText("PK\u{3}\u{4}rest") == """
      error: table.csv: the workbook is damaged: its directory cannot be read
        fix: copy or save it again; a download may have been cut off
      """)
}

@Test("the error for a NUL byte says what, where and what to do")
func aNulByteText() throws {
  #expect(
    try errorText("ds,y\n2024-01-01,1\n2024-02-01,\u{0}\n") == """
      error: table.csv:3: a NUL byte: this is not a text table
        tables are read as CSV or TSV in UTF-8, UTF-16 or Windows-1252, plain or gzip
        fix: export the table again; if it is UTF-16, say --encoding utf-16le or utf-16be
      """)
}

@Test("the error for one name twice says what, where and what to do")
func oneNameTwiceText() throws {
  #expect(
    try errorText("month,partner,month\n2024-01,A,1\n") == """
      error: table.csv:1:3: column name 'month' comes twice, in fields 1 and 3
        fix: rename one of them in the header
      """)
}

@Test("the error for a table without dates says what, where and what to do")
func aTableWithoutDatesText() throws {
  #expect(
    try errorText("name,size\nx,1\ny,2\n") == """
      error: table.csv:1: no column of dates or periods was recognised
        columns: name, size
        dates are read as YYYY-MM-DD, DD/MM/YYYY, 15 Mar 2026, 2026-03, Mar 2026, 2026-Q1, \
      2026-W09, FY26 Q1, 20260315, 202603, 2026, or whole numbers 1, 2, 3, …
        fix: name it with --period COL
      """)
}

@Test("the error for a table without numbers says what, where and what to do")
func aTableWithoutNumbersText() throws {
  #expect(
    try errorText("month,partner\n2024-01,x\n") == """
      error: table.csv:1: no column of numbers was recognised
        columns: month, partner
        fix: name the KPI with --kpi COL
      """)
}

@Test("the error for text where numbers are due says what, where and what to do")
func textWhereNumbersAreDueText() throws {
  #expect(
    try errorText("month,partner,y\n2024-01,A,low\n2024-02,A,high\n") == """
      error: table.csv:2:3: 'y' "low" is not a number
        2 of the first 2 rows have no number there
        fix: name a numeric column with --kpi COL
      """)
}

@Test("the error for a number that reads two ways says what, where and what to do")
func ambiguousNumberText() throws {
  #expect(
    try errorText("month,partner,amount\n2024-01,A,\"$1,200\"\n") == """
      error: table.csv:2:3: 'amount' "$1,200" is ambiguous (1200 or 1.2)
        no number of the table tells whether the mark stands before a fraction
        fix: pass --decimal , or --decimal .
      """)
}

@Test("the error for numbers with both decimal marks says what, where and what to do")
func bothMarksText() throws {
  #expect(
    try errorText("month;partner;amount\n2024-01;A;2,50\n2024-02;A;1.234\n2024-03;A;3.1\n") == """
      error: table.csv:3:3: 'amount' "1.234" is ambiguous (1234 or 1.234)
        other rows of this column use both marks (line 2 "2,50", line 4 "3.1")
        fix: pass --decimal , or --decimal . (then the other rows are rejected)
      """)
}

@Test("the error for dates that read two ways says what, where and what to do")
func ambiguousDateText() throws {
  #expect(
    try errorText("date,partner,y\n03/05/2024,A,1\n04/05/2024,A,2\n") == """
      error: table.csv:2:1: 'date' "03/05/2024" is ambiguous (2024-05-03 or 2024-03-05)
        no date of the column has a part over 12 that would tell
        fix: pass --date-order dmy or --date-order mdy
      """)
}

@Test("the error for dates with the day first and the month first says both lines")
func bothOrdersText() throws {
  #expect(
    try errorText("date,partner,y\n03/05/2024,A,1\n13/05/2024,A,2\n05/14/2024,A,2\n") == """
      error: table.csv:4:1: 'date' "05/14/2024" is MM/DD/YYYY, but others are DD/MM/YYYY
        line 3 "13/05/2024"
        dates are read as YYYY-MM-DD, DD/MM/YYYY, 15 Mar 2026, 2026-03, Mar 2026, 2026-Q1, \
      2026-W09, FY26 Q1, 20260315, 202603, 2026, or whole numbers 1, 2, 3, …
        fix: write all dates in one order, or pass --date-order (then the other rows are rejected)
      """)
}

@Test("the error for dates that disagree says what, where and what to do")
func datesThatDisagreeText() throws {
  #expect(
    try errorText("date,partner,y\n2024-01-01,A,1\n2024-02-01,A,2\n13/05/2024,A,3\n") == """
      error: table.csv:4:1: 'date' "13/05/2024" is DD/MM/YYYY, but the column began as YYYY-MM-DD
        line 2 "2024-01-01"
        dates are read as YYYY-MM-DD, DD/MM/YYYY, 15 Mar 2026, 2026-03, Mar 2026, 2026-Q1, \
      2026-W09, FY26 Q1, 20260315, 202603, 2026, or whole numbers 1, 2, 3, …
        fix: write all dates of the column in one form
      """)
}

@Test("the error for a date in two columns says what, where and what to do")
func aDateInTwoColumnsText() throws {
  #expect(
    try errorText("year,month,partner,y\n2024,1,A,5\n2024,2,A,6\n") == """
      error: table.csv:1: the date is split over 'year' and 'month'
        dates are read as YYYY-MM-DD, DD/MM/YYYY, 15 Mar 2026, 2026-03, Mar 2026, 2026-Q1, \
      2026-W09, FY26 Q1, 20260315, 202603, 2026, or whole numbers 1, 2, 3, …
        fix: join them in one column, such as 2026-03
      """)
}

@Test("the error for a quote that never closes says what, where and what to do")
func aQuoteThatNeverClosesText() throws {
  #expect(
    try errorText("month,partner,y\n2024-01,A,1\n2024-02,\"B,2\n2024-03,C,3\n") == """
      error: table.csv:3: a quoted field begins here and never ends
        fix: close the quote, or double quotes that belong to the text
      """)
}

@Test("the error for rows that contradict each other says what, where and what to do")
func rowsThatContradictEachOtherText() throws {
  #expect(
    try errorText("month,partner,y\n2024-01,A,1\n2024-02,A,2\n2024-01,A,9\n") == """
      error: table.csv:4:3: another row of 'A' at 2024-01-01: 'y' is 9.0
        the first one: table.csv:2:3, with 1.0
        fix: --on-conflict last or sum, or name all columns that identify a series with \
      --series
      """)
}

@Test("the error for too many bad rows says what, where and what to do")
func tooManyBadRowsText() throws {
  #expect(
    try errorText("month,partner,y\n2024-01,A,1\n2024-02,A\nsoon,A,3\n2024-04,A,x\n") == """
      error: table.csv: 3 of 4 rows cannot be used (75.0 %; at most 5 %)
        line 3: "2024-02" 2 fields where the header has 3
        line 4: 'month' "soon" not a date of the form YYYY-MM
        line 5: 'y' "x" not a number
        fix: correct these rows, or name other columns with --period, --series and --kpi
      """)
}
