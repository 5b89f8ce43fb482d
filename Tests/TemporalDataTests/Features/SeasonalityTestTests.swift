import TemporalData
import Testing

@Suite("Seasonality test")
struct SeasonalityTestTests {
  @Test("seasonal classics are seasonal, at their own season length")
  func classics() throws {
    for reference in try ClassicalReference.load() {
      let series = TimeSeries.monthly(reference.values)
      #expect(series.hasSeasonality(seasonLength: reference.season_length), "\(reference)")
    }
  }

  @Test("noise is called seasonal about as often as the level of the test says")
  func falseAlarms() {
    var generator = TestGenerator(seed: 42)
    let alarms = (0..<1_000).count { _ in
      TimeSeries.monthly((0..<120).map { _ in generator.bell() }).hasSeasonality(seasonLength: 12)
    }
    // 10 % of 1,000, with four standard errors on either side.
    #expect((62...138).contains(alarms))
  }

  @Test("fewer than three seasons are never seasonal")
  func threeSeasons() {
    let figure = [5.0, -1, -1, -3]
    let values = (0..<12).map { figure[$0 % 4] }
    #expect(TimeSeries.monthly(values).hasSeasonality(seasonLength: 4))
    #expect(!TimeSeries.monthly(Array(values.dropLast())).hasSeasonality(seasonLength: 4))
    #expect(!TimeSeries.monthly(values).hasSeasonality(seasonLength: .max))
  }

  @Test("no season, no variation or no data is not seasonal")
  func degenerate() {
    #expect(!TimeSeries.monthly([1, 2, 3, 4]).hasSeasonality(seasonLength: 1))
    #expect(!TimeSeries.monthly([1, 2, 3, 4]).hasSeasonality(seasonLength: 0))
    #expect(!TimeSeries.monthly(.init(repeating: 2, count: 48)).hasSeasonality(seasonLength: 12))
    #expect(!TimeSeries.monthly([]).hasSeasonality(seasonLength: 12))
  }

  @Test("a stricter critical value says yes less often")
  func strictness() {
    var generator = TestGenerator(seed: 3)
    for _ in 0..<200 {
      let series = generator.series(count: 48, seasonLength: 1, level: 0, missing: 0.1)
      if series.hasSeasonality(seasonLength: 12, criticalValue: 2.576) {
        #expect(series.hasSeasonality(seasonLength: 12))
      }
    }
  }
}
