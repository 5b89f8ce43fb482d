import TemporalData
import Testing

@testable import DataIO

@Test(
  "each form names the slot it writes",
  arguments: [
    (DateForm.day, "2024-02-29", "2024-02-29"), (.day, "2024/2/9", "2024-02-09"),
    (.day, "2024.12.31", "2024-12-31"), (.day, "2024-01-05T10:22:00Z", "2024-01-05"),
    (.day, "2024-01-05 10:22:00.5 +02:00", "2024-01-05"), (.month, "2024-03", "2024-03-01"),
    (.month, "2024/3", "2024-03-01"), (.quarter, "2019-Q4", "2019-10-01"),
    (.quarter, "2019Q4", "2019-10-01"), (.quarter, "2019 q1", "2019-01-01"),
    (.week, "2020-W53", "2020-12-28"), (.week, "2021W01", "2021-01-04"),
    (.compactDay, "20240105", "2024-01-05"), (.compactMonth, "202401", "2024-01-01"),
    (.year, "1998", "1998-01-01"),
  ])
func writtenForms(_ form: DateForm, _ text: String, _ firstDay: String) throws {
  let ordinal = try #require(form.ordinal(of: text))
  #expect(Period(form.frequency, ordinal: ordinal).firstDay.description == firstDay)
}

@Test(
  "a text that is no such slot is not read",
  arguments: [
    (DateForm.day, "2023-02-29"), (.day, "2024-13-01"), (.day, "2024-01/05"), (.day, "24-01-05"),
    (.day, "2024-01-05x"), (.month, "2024-00"), (.month, "2024-1-1"), (.quarter, "2019-Q5"),
    (.week, "2021-W53"), (.week, "2021-W00"), (.compactMonth, "202413"), (.year, "1799"),
    (.index, "1.5"), (.index, "12345678901"), (.day, ""), (.index, "-"),
    (.day, String(repeating: "2", count: 500)),
  ])
func unreadForms(_ form: DateForm, _ text: String) { #expect(form.ordinal(of: text) == nil) }

@Test("ISO weeks agree with a count of days for every Monday of 400 years")
func isoWeeks() throws {
  let start = try #require(CivilDate(year: 1801, month: 1, day: 5)).daysSince1970
  for monday in stride(from: start, to: start + 146_097, by: 7) {
    let thursday = CivilDate(daysSince1970: monday + 3)
    let january = try #require(CivilDate(year: thursday.year, month: 1, day: 1))
    let week = (thursday.daysSince1970 - january.daysSince1970) / 7 + 1
    let text = "\(thursday.year)-W\(week < 10 ? "0" : "")\(week)"
    let ordinal = try #require(DateForm.week.ordinal(of: text), "\(text)")
    #expect(Period(.week, ordinal: ordinal).firstDay.daysSince1970 == monday)
  }
}

@Test(
  "a column's form is the narrowest that reads its values",
  arguments: [
    (["2024-01-01", "2024-02-01"], DateForm.day), (["2024-01", "2024-02"], .month),
    (["202401", "202402"], .compactMonth), (["20240101"], .compactDay), (["1999", "2000"], .year),
    (["1", "2", "2024"], .index), (["1999", "2180"], .index), (["13/05/2024"], .dayFirst),
    (["5/13/24"], .monthFirst),
  ])
func recognisedForms(_ values: [String], _ form: DateForm) {
  #expect(DateForm.recognised(in: values)?.form == form)
}
