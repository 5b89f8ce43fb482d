import TemporalData
import Testing

@testable import DataIO

/// The evidence of texts, the first one on line 2.
func dateEvidence(_ texts: [String]) -> DateEvidence {
  var evidence = DateEvidence()
  for (row, text) in texts.enumerated() { evidence.note(text, line: row + 2) }
  return evidence
}

/// The first days of the periods of texts read as one column; nil where none is read.
func firstDays(
  _ texts: [String], name: String = "date", fiscalStart: Int = 1, pinned: DateOrder? = nil,
  others: [(order: DateOrder, name: String)] = []
) throws -> [String?] {
  let fiscal = try #require(FiscalCalendar(firstMonth: fiscalStart))
  let format = try dateEvidence(texts).format(
    name: name, fiscal: fiscal, pinned: pinned, others: others
  ).format
  return texts.map { text in
    let bytes = Array(text.utf8)
    return format.ordinal(bytes.span, 0..<bytes.count).map {
      Period(format.frequency, ordinal: $0).description
    }
  }
}

@Test(
  "a period is read in every way it is written",
  arguments: [
    ("2020-03-15", "2020-03-15"), ("2020/3/15", "2020-03-15"), ("2020.03.15", "2020-03-15"),
    ("2020-03-15 10:22", "2020-03-15"), ("2020-03-15T10:22:33.123+02:00", "2020-03-15"),
    ("2020-03-15T23:59:59Z", "2020-03-15"), ("20200315", "2020-03-15"),
    ("15.03.2020", "2020-03-15"),
    ("15/3/2020", "2020-03-15"), ("15-03-2020", "2020-03-15"), ("3/15/2020", "2020-03-15"),
    ("15. 3. 2020", "2020-03-15"), ("15.3.20", "2020-03-15"), ("3/15/20", "2020-03-15"),
    ("15/03/2020 10:22", "2020-03-15"), ("3/15/2020 9:15 AM", "2020-03-15"),
    ("15 Mar 2020", "2020-03-15"), ("15-Mar-20", "2020-03-15"), ("15-MAR-2020", "2020-03-15"),
    ("Mar 15, 2020", "2020-03-15"), ("March 15th, 2020", "2020-03-15"),
    ("15. März 2020", "2020-03-15"), ("15. Ma\u{308}rz 2020", "2020-03-15"),
    ("15. Maerz 2020", "2020-03-15"), ("15 mars 2020", "2020-03-15"),
    ("1er janvier 2020", "2020-01-01"), ("15 de marzo de 2020", "2020-03-15"),
    ("1º de janeiro de 2020", "2020-01-01"), ("15 maart 2020", "2020-03-15"),
    ("Sunday, 15 March 2020", "2020-03-15"), ("2020-Mar-15", "2020-03-15"),
    ("15 Mar 2020 10:22:00", "2020-03-15"), ("15 Mar 2020, 10:22", "2020-03-15"),
    ("2020-06", "2020-06-01"), ("202006", "2020-06-01"), ("2020M06", "2020-06-01"),
    ("2020/6", "2020-06-01"), ("06/2020", "2020-06-01"), ("6.2020", "2020-06-01"),
    ("Jun-20", "2020-06-01"), ("Jun 20", "2020-06-01"), ("Jun'20", "2020-06-01"),
    ("Juni 2020", "2020-06-01"), ("Jun. 2020", "2020-06-01"), ("2020 June", "2020-06-01"),
    ("juin 2020", "2020-06-01"), ("JUNIO DE 2020", "2020-06-01"), ("giugno 2020", "2020-06-01"),
    ("junho/2020", "2020-06-01"), ("déc. 2019", "2019-12-01"), ("de\u{301}c. 2019", "2019-12-01"),
    ("août 2020", "2020-08-01"), ("févr. 2020", "2020-02-01"), ("Mrz 20", "2020-03-01"),
    ("Okt 2020", "2020-10-01"), ("mei 2020", "2020-05-01"), ("mrt. 2020", "2020-03-01"),
    ("set/2020", "2020-09-01"), ("março 2020", "2020-03-01"), ("ene-20", "2020-01-01"),
    ("Jänner 2020", "2020-01-01"), ("dic 2020", "2020-12-01"), ("Dez 2020", "2020-12-01"),
    ("Q2 2020", "2020-04-01"), ("2020-Q2", "2020-04-01"), ("2020Q2", "2020-04-01"),
    ("Q2/2020", "2020-04-01"), ("Q2-20", "2020-04-01"), ("2Q20", "2020-04-01"),
    ("T2 2020", "2020-04-01"), ("2. Quartal 2020", "2020-04-01"),
    ("1er trimestre 2020", "2020-01-01"),
    ("KW 12 2020", "2020-03-16"), ("KW12/2020", "2020-03-16"), ("2020-W12", "2020-03-16"),
    ("W12/2020", "2020-03-16"), ("2020 KW 12", "2020-03-16"), ("Week 12, 2020", "2020-03-16"),
    ("FY2020", "2020-01-01"), ("FY20 Q2", "2020-04-01"), ("Q2 FY20", "2020-04-01"),
    ("FY2020-Q4", "2020-10-01"), ("FQ4 2020", "2020-10-01"), ("FY20 M03", "2020-03-01"),
    ("2020", "2020-01-01"), ("17", "17"),
  ])
func writtenPeriods(_ text: String, _ firstDay: String) throws {
  #expect(try firstDays([text]) == [firstDay])
}

@Test(
  "fiscal labels follow the fiscal year, which is named by its end",
  arguments: [
    ("FY20", "2019-07-01"), ("FY2020", "2019-07-01"), ("FY2019/20", "2019-07-01"),
    ("FY20 Q1", "2019-07-01"), ("Q4 FY20", "2020-04-01"), ("FY2019/20 Q4", "2020-04-01"),
    ("FY20 P01", "2019-07-01"), ("M12 FY20", "2020-06-01"), ("Q2 2020", "2020-04-01"),
  ])
func fiscalPeriods(_ text: String, _ firstDay: String) throws {
  #expect(try firstDays([text], fiscalStart: 7) == [firstDay])
}

@Test(
  "what is no period is not read",
  arguments: [
    "", "soon", "2020-13", "31.02.2020", "13/13/2020", "Q5 2020", "KW 54 2020", "2020-W53-1",
    "Foo 2020", "20-Jun", "Jun", "1.5", "12:30", "FY", "Q2", "32 Jan 2020", "2019-W53", "1/2",
    "2020 2020", "FY2019/21", "--2020", "'2020", "15 Mar", "1/2/3/2020", "00/2020", "May the 4th",
    "2020-03-15 25", "1e5",
  ])
func unreadPeriods(_ text: String) {
  let evidence = dateEvidence([text])
  #expect(evidence.dates == (text == "2020-03-15 25" ? 1 : 0), "\(text) \(evidence.forms.elements)")
}

@Test("a part over 12 in any row settles the order of day and month for all")
func settledOrder() throws {
  #expect(try firstDays(["01/02/2020", "13/02/2020"]) == ["2020-02-01", "2020-02-13"])
  #expect(try firstDays(["01/02/2020", "02/13/2020"]) == ["2020-01-02", "2020-02-13"])
}

@Test("dates whose order nothing settles are an ambiguity with both readings")
func ambiguousOrder() throws {
  let error = #expect(throws: DateAmbiguity.self) { try firstDays(["01/02/2020", "03/02/2020"]) }
  let text = error?.error(path: "a.csv", column: 0, name: "Close").description
  #expect(
    text == """
      error: a.csv:2:1: 'Close' "01/02/2020" is ambiguous (2020-02-01 or 2020-01-02)
        no date of the column has a part over 12 that would tell
        fix: pass --date-order dmy or --date-order mdy
      """)
}
