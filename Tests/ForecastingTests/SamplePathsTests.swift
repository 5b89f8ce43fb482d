import Forecasting
import Statistics
import TemporalData
import Testing

@Suite("SamplePaths")
struct SamplePathsTests {
  private let start = Period(.month, ordinal: 10)
  private var paths: SamplePaths {
    SamplePaths(
      periods: PeriodRange(start: start, count: 3), values: [1, 2, 3, 10, 20, 30])
  }

  @Test("paths, periods and marginals are the values in order")
  func layout() {
    #expect(paths.count == 2)
    #expect(Array(paths[0]) == [1, 2, 3] && Array(paths[1]) == [10, 20, 30])
    #expect(paths.marginal(at: 1) == [2, 20])
    #expect(paths.marginals.map(\.mean) == [5.5, 11, 16.5])
  }

  @Test("totals are those of the periods in the window, whatever else it holds")
  func totals() {
    func totals(_ offset: Int, _ count: Int) -> [Double] {
      paths.totals(over: PeriodRange(start: start.advanced(by: offset), count: count))
    }
    #expect(totals(0, 3) == [6, 60])
    #expect(totals(1, 1) == [2, 20])
    #expect(totals(-5, 6) == [1, 10])
    #expect(totals(2, 9) == [3, 30])
    #expect(totals(-5, 40) == [6, 60])
    #expect(totals(-5, 5) == [0, 0])
    #expect(totals(3, 4) == [0, 0])
    #expect(totals(1, 0) == [0, 0])
  }

  @Test("values beyond the range of numbers are brought to its end")
  func range() {
    let wild = SamplePaths(
      periods: PeriodRange(start: start, count: 2), values: [.infinity, -1e307, .nan, 3])
    #expect(wild.values == [.greatestFiniteMagnitude, -1e307, 0, 3])
    #expect(wild.totals(over: wild.periods) == [.greatestFiniteMagnitude - 1e307, 3])
  }

  @Test("the spread of a total of correlated periods is not that of a sum of independent ones")
  func correlation() {
    var stream = RandomStream(seed: 1, key: "walk")
    var values: [Double] = []
    for _ in 0..<4000 {
      var level = 0.0
      for _ in 0..<3 {
        level += stream.normal()
        values.append(level)
      }
    }
    let walk = SamplePaths(periods: PeriodRange(start: start, count: 3), values: values)
    let total = ForecastDistribution.sample(walk.totals(over: walk.periods))
    // Var(3e₁ + 2e₂ + e₃) = 14; independent marginals would give 1 + 2 + 3 = 6.
    #expect(abs(total.standardDeviation * total.standardDeviation - 14) < 14 * 5 * 0.0224)
  }
}
