import TemporalData
import Testing

@Suite("Filling gaps")
struct TimeSeriesGapsTests {
  @Test("gaps inside are bridged by straight lines, ends take the nearest value")
  func lines() {
    let series = TimeSeries.monthly([nil, 2, nil, nil, 8, nil, nil])
    #expect(series.interpolated() == .monthly([2, 2, 4, 6, 8, 8, 8]))
  }

  @Test(
    "an exact season on an exact line comes back, whatever is missing inside", arguments: 1...30)
  func seasonal(seed: UInt64) {
    var generator = TestGenerator(seed: seed)
    let figure = [5.0, -3, 0, 9]
    let exact = (0..<40).map { 2 * Double($0) + figure[$0 % 4] }
    // The first and the last season stay, so that every slot has seasonal neighbours.
    let gappy = exact.enumerated().map { slot, value in
      (4..<36).contains(slot) && Bool.random(using: &generator) ? nil : value
    }
    let filled = TimeSeries.monthly(gappy).interpolated(seasonLength: 4)
    #expect(greatestDifference(filled.storage, exact) < 1e-13)
  }

  @Test("slots without seasonal neighbours fall back to a line")
  func fallBack() {
    let series = TimeSeries.monthly([1, 2, nil, 4, 5, 6])
    #expect(series.interpolated(seasonLength: 4) == .monthly([1, 2, 3, 4, 5, 6]))
    #expect(series.interpolated(seasonLength: .max) == .monthly([1, 2, 3, 4, 5, 6]))
    #expect(series.interpolated(seasonLength: -3) == .monthly([1, 2, 3, 4, 5, 6]))
  }

  @Test("nothing observed is changed and nothing stays missing", arguments: 1...40)
  func properties(seed: UInt64) throws {
    var generator = TestGenerator(seed: seed)
    let series = generator.series(
      count: Int.random(in: 1...50, using: &generator), seasonLength: 5, missing: 0.5)
    guard series.observedCount > 0 else { return }
    for seasonLength in [1, 2, 5, 12, 60] {
      let filled = series.interpolated(seasonLength: seasonLength)
      #expect(!filled.hasMissing && filled.start == series.start && filled.count == series.count)
      let observed = series.storage.filter { !$0.isNaN }
      let (low, high) = (try #require(observed.min()), try #require(observed.max()))
      for (before, after) in zip(series.storage, filled.storage) {
        #expect(before.isNaN || before == after)
        #expect(low - 1e-9 <= after && after <= high + 1e-9)
      }
      #expect(filled.interpolated(seasonLength: seasonLength) == filled)
    }
  }

  @Test("series without gaps or without observations stay as they are")
  func unchanged() {
    for series in [TimeSeries.monthly([1, 2]), .monthly([nil, nil]), .monthly([])] {
      #expect(series.interpolated() == series && series.interpolated(seasonLength: 2) == series)
    }
  }

  @Test("bridging between the largest doubles does not overflow")
  func large() {
    let greatest = Double.greatestFiniteMagnitude
    let filled = TimeSeries.monthly([greatest, nil, -greatest]).interpolated()
    #expect(filled.storage[1] == 0)
  }
}
