import Forecasting
import Statistics
import TemporalData
import Testing
import _TestSupport

@testable import ForecastModels

@Suite("What auto leaves out of a history")
struct ReadHistoryTests {
  /// Four years with a season, and a dead second half of the second year and first half of the third.
  private var deadYear: TimeSeries {
    let values = (0..<60).map { (slot: Int) -> Double in
      if (18..<30).contains(slot) { return 0 }
      let season: Double = slot % 12 == 11 ? 80 : 0
      return 100 + season + Double(slot % 5)
    }
    return .monthly(values)
  }

  @Test("a dead year in a dense history is missing, said, and the season is pooled again")
  func dead() throws {
    let model = try AutoModel(seasonLength: 12, context: SeriesContext(range: .nonNegative))
    let fitted = try model.fit(deadYear)
    let account = try #require(fitted.account(horizon: 12))
    #expect(
      account.findings.contains {
        if case .note(let text) = $0 { text.contains("taken as missing") } else { false }
      })
    #expect(!fitted.name.contains("Renewal"))
    let means = fitted.forecast(horizon: 12).means
    #expect(means[11] > 1.3 * means[5], "\(means)")
    #expect(means[5] > 80 && means[5] < 120)
  }

  @Test("single demands, short gaps and silence at the end stay as they are")
  func kept() {
    let sparse = TimeSeries.monthly((0..<48).map { $0 % 9 == 0 ? 5 : 0 })
    let gap = TimeSeries.monthly((0..<48).map { (20..<24).contains($0) ? 0 : 5 })
    let ended: TimeSeries = TimeSeries.monthly((0..<48).map { $0 > 36 ? 0 : 5 })
    for history in [sparse, gap, ended, .monthly([]), .monthly([0, 0]), .monthly([-1, 0, 2])] {
      var read = ReadHistory(history)
      read.leaveOutDeadStretches(seasonLength: 12)
      #expect(read.notes.isEmpty && read.history.storage.count { $0.isNaN } == 0)
    }
  }

  @Test(
    "a known one-off is missing to the models of demands, and a known shift is said not to be used")
  func events() throws {
    var values = (0..<36).map { $0 % 3 == 0 ? 10.5 : 0 }
    values[33] = 900
    let history = TimeSeries.monthly(values)
    let period = history.start.advanced(by: 33)
    func mean(_ options: CleaningOptions) throws -> (Double, [String]) {
      let fitted = try AutoModel(seasonLength: 12, cleaning: options).fit(history)
      let notes = fitted.account(horizon: 3)?.findings.compactMap { finding -> String? in
        if case .note(let text) = finding { text } else { nil }
      }
      return (fitted.forecast(horizon: 3).means.max() ?? 0, notes ?? [])
    }
    let plain = try mean(CleaningOptions())
    let known = try mean(CleaningOptions(knownShifts: [period], knownOutliers: [period]))
    #expect(known.0 < 15 && plain.0 > 20, "\(known) \(plain)")
    #expect(known.1.count == 2 && plain.1.isEmpty)
  }

  @Test("after 35 zeros one value is no promise: the interval includes zero")
  func single() throws {
    let history = TimeSeries.monthly([Double](repeating: 0, count: 35) + [40.5])
    let model = try AutoModel(seasonLength: 12, context: SeriesContext(range: .nonNegative))
    for distribution in try model.fit(history).forecast(horizon: 6).distributions {
      let interval = distribution.interval(level: 0.95)
      #expect(interval.lower == 0 && interval.upper > 0)
    }
  }
}
