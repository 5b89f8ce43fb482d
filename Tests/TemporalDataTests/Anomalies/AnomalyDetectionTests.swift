import Statistics
import Testing

@testable import TemporalData

@Suite("Detection of anomalies")
struct AnomalyDetectionTests {
  private static let repeats = 60

  @Test(
    "clean series have hardly a shift and few outliers", arguments: CleanProcess.allCases,
    [50, 100])
  func falseAlarms(process: CleanProcess, count: Int) {
    var (shifts, others) = (0, 0)
    for seed in 0..<UInt64(100) {
      let found = TimeSeries.indexed(process.values(count, seed: seed)).anomalies(seasonLength: 12)
      if !found.shifts.isEmpty { shifts += 1 }
      if !found.outliers.isEmpty || !found.shocks.isEmpty { others += 1 }
    }
    // 1 % and 2 % (5 % with heavy tails) of 100 series, and chance.
    #expect(shifts <= 3)
    #expect(others <= (process == .heavyTails ? 10 : 4))
  }

  /// The share of series in which something put in is found.
  private func share(
    _ process: CleanProcess, change: (inout [Double], UInt64) -> Int,
    isFound: (Anomalies, Int) -> Bool
  ) -> Double {
    var hits = 0
    for seed in 0..<UInt64(Self.repeats) {
      var values = process.values(100, seed: 1_000 + seed)
      let place = change(&values, seed)
      if isFound(TimeSeries.indexed(values).anomalies(seasonLength: 12), place) { hits += 1 }
    }
    return Double(hits) / Double(Self.repeats)
  }

  @Test(
    "an outlier of ten deviations is found at its date",
    arguments: [
      CleanProcess.whiteNoise, .randomWalk, .localLevel, .seasonAndTrend, .multiplicative,
    ])
  func outliers(process: CleanProcess) {
    let found = share(process) { values, seed in
      let place = 3 + Int(seed * 37 % 90)
      values[place] = process.moved(values[place], by: seed % 2 == 0 ? 10 : -10)
      return place
    } isFound: {
      $0.outliers.map(\.slot) == [$1] && $0.shifts.isEmpty && $0.shocks.isEmpty
    }
    #expect(found > (process == .multiplicative ? 0.8 : 0.9))
  }

  @Test(
    "a shift of six deviations is found within a period, also six periods from an end",
    arguments: [CleanProcess.whiteNoise, .seasonAndTrend, .heavyTails, .multiplicative], [0, 6, 94])
  func shifts(process: CleanProcess, fixed: Int) {
    let found = share(process) { values, seed in
      let place = fixed > 0 ? fixed : 10 + Int(seed * 37 % 80)
      for slot in place..<100 {
        values[slot] = process.moved(values[slot], by: seed % 2 == 0 ? 6 : -6)
      }
      return place
    } isFound: { found, place in
      found.shifts.contains { abs($0.slot - place) <= 1 && ($0.change > 0) == ($0.step > 0) }
    }
    #expect(found > (process == .multiplicative ? 0.8 : 0.9))
  }

  @Test(
    "a stretch that leaves the level and comes back is a shock and no shift",
    arguments: [CleanProcess.whiteNoise, .seasonAndTrend, .localLevel, .multiplicative])
  func shocks(process: CleanProcess) {
    let found = share(process) { values, seed in
      let place = 10 + Int(seed * 37 % 70)
      for slot in place..<place + 7 { values[slot] = process.moved(values[slot], by: -9) }
      return place
    } isFound: { found, place in
      found.shifts.isEmpty
        && found.shocks.contains {
          abs($0.slots.lowerBound - place) <= 1 && abs($0.slots.upperBound - place - 7) <= 1
            && $0.change < 0
        }
    }
    #expect(found > 0.85)
  }

  @Test("a random walk has a shift only where it leaps further than its steps explain")
  func walks() {
    var values = CleanProcess.randomWalk.values(100, seed: 5)
    #expect(TimeSeries.indexed(values).anomalies(seasonLength: 1).isEmpty)
    for slot in 60..<100 { values[slot] += 12 }
    let found = TimeSeries.indexed(values).anomalies(seasonLength: 1)
    #expect(found.shifts.map(\.slot) == [60])
    #expect(abs(found.shifts[0].change - 12) < 3)
  }
}
