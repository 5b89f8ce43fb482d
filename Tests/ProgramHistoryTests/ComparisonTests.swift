import PartnerKPI
import ProgramHistory
import TemporalData
import Testing

@Suite("Comparing two runs")
struct ComparisonTests {
  @Test("what was forecast and is known is compared; what lies ahead is counted")
  func matched() throws {
    let comparison = try Comparison(earlier: SampleRun.run(), later: SampleRun.run(end: 13))
    #expect(comparison.rows.count == 2 * 4)
    #expect(comparison.rest.pending == 4 && comparison.rest.unknown == 0)
    #expect(comparison.rows.allSatisfy { $0.error == 0 && $0.isInside(level: 0) == true })
    #expect(comparison.revisions.isEmpty && comparison.knownTwice == 48)
  }

  @Test("errors, bias and coverage are those of the formulas")
  func measures() throws {
    var later = SampleRun.run(end: 13)
    // Errors of revenue: 0.5, -1.5 and 0, 3.
    later.series[0].values[12]? += 0.5
    later.series[0].values[13]? -= 1.5
    later.series[1].values[13]? += 3
    let comparison = try Comparison(earlier: SampleRun.run(), later: later)
    let summary = try #require(comparison.summaries.first)
    #expect(summary.kpi == "revenue" && summary.count == 4 && summary.series == 2)
    let actual = comparison.rows.prefix(4).reduce(0) { $0 + $1.actual }
    func near(_ value: Double?, _ expected: Double) -> Bool {
      value.map { abs($0 - expected) < 1e-12 * max(1, abs(expected)) } ?? false
    }
    #expect(near(summary.meanAbsoluteError, 5 / 4))
    #expect(near(summary.rootMeanSquaredError, (11.5 / 4).squareRoot()))
    #expect(near(summary.bias, 2 / 4))
    #expect(near(summary.weightedError, 5 / actual))
    #expect(near(summary.actual.map { $0 - (summary.expected ?? 0) }, 2))
    #expect(summary.inside.map(\.held) == [2, 3] && summary.coverage(level: 1) == 0.75)
    let all = try #require(comparison.summaries.last)
    #expect(all.kpi == nil && all.count == 8 && all.meanAbsoluteError == nil)
    // A ratio has no sum.
    #expect(comparison.summaries[1].expected == nil)
  }

  @Test("revisions are old and new values up to the end of what was known")
  func revisions() throws {
    var later = SampleRun.run(end: 12, revised: [3: 7])
    later.series[1].values[0] = nil
    later.series[1].values[-1] = 5
    let comparison = try Comparison(earlier: SampleRun.run(), later: later)
    #expect(comparison.revisions.map(\.period) == [3, -1, 0])
    #expect(comparison.revisions[0].old == 103 / 3 && comparison.revisions[0].new == 7)
    #expect(comparison.revisions[1].old == nil && comparison.revisions[2].new == nil)
    let revised = try #require(comparison.revised.first)
    #expect(revised.kpi == "revenue" && revised.changed == 3)
  }

  @Test("series and KPIs of one run alone are counted, and refused ones")
  func rest() throws {
    var earlier = SampleRun.run(partners: 3)
    earlier.series[0].forecast?.steps = []
    let comparison = try Comparison(
      earlier: earlier, later: SampleRun.run(end: 12, partners: 2, kpis: ["revenue"]))
    #expect(comparison.rest.gone == 4 && comparison.rest.refused == 1)
    #expect(comparison.rest.otherKPIs == ["rate"])
    #expect(comparison.rows.count == 1)
  }

  @Test("key columns in another order are the same; others, and another grain, are refused")
  func keys() throws {
    func keyed(_ columns: [String], _ values: [String], end: Int) -> KeptRun {
      var run = SampleRun.run(end: end, partners: 1, kpis: ["revenue"])
      run.keyColumns = columns
      let own = run.series[0]
      run.series[0] = .init(
        key: SeriesKey(values: values, kpi: "revenue"), values: own.values, forecast: own.forecast)
      return run
    }
    let earlier = keyed(["region", "type"], ["EMEA", "VAR"], end: 11)
    let later = keyed(["type", "region"], ["VAR", "EMEA"], end: 12)
    #expect(try Comparison(earlier: earlier, later: later).rows.count == 1)
    #expect(throws: ComparisonError.keyColumns(["region", "type"], ["partner"])) {
      try Comparison(earlier: earlier, later: SampleRun.run())
    }
    var quarterly = SampleRun.run()
    quarterly.frequency = .quarter
    #expect(throws: ComparisonError.frequencies(.month, .quarter)) {
      try Comparison(earlier: SampleRun.run(), later: quarterly)
    }
  }
}
