import Testing

@testable import Reporting

@Suite("Counts of reasons")
struct ReasonCountsTests {
  @Test("reasons that differ in numbers alone are one, with the span of the numbers")
  func folding() {
    var counts = ReasonCounts()
    for found in [5, 3, 11] { counts.add("\(found) observations are too few for a season of 12") }
    counts.add("no value")
    #expect(counts.total == 4)
    #expect(
      counts.lines() == [
        "3 series: 3–11 observations are too few for a season of 12", "1 series: no value",
      ])
  }

  @Test("model names, dates and decimals are not taken for numbers")
  func wholeWords() {
    var counts = ReasonCounts()
    counts.add("ETS(A,N,A) of 2020-01-01 is 1.5")
    counts.add("ETS(A,N,A) of 2020-02-01 is 1.5")
    #expect(counts.lines().count == 2)
    #expect(counts.lines().allSatisfy { $0.hasPrefix("1 series: ETS(A,N,A) of 2020-0") })
  }

  @Test("equal counts stand in the order of the text, and the rest is counted")
  func limit() {
    var counts = ReasonCounts()
    for reason in ["d", "c", "b", "a", "b"] { counts.add(reason) }
    #expect(
      counts.lines(limit: 2, noun: "row") == ["2 rows: b", "1 row: a", "2 rows: 2 other reasons"])
    #expect(counts.lines(limit: 4).count == 4)
  }

  @Test("counts of two runs add up")
  func merging() {
    var (one, two) = (ReasonCounts(), ReasonCounts())
    one.add("3 values")
    two.add("9 values")
    two.add("none")
    one.add(two)
    #expect(one.total == 3)
    #expect(one.lines() == ["2 series: 3–9 values", "1 series: none"])
  }

  @Test("reasons are sanitised, numbers beyond the range of integers stay words")
  func hostile() {
    var counts = ReasonCounts()
    counts.add("bad \u{1B}[31mname 99999999999999999999 \n 7")
    #expect(counts.lines() == ["1 series: bad ␛[31mname 99999999999999999999   7"])
    var empty = ReasonCounts()
    empty.add("")
    #expect(empty.lines() == ["1 series: "])
    #expect(ReasonCounts().lines().isEmpty)
  }
}
