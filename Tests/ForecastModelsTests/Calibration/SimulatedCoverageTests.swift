import ForecastModels
import Forecasting
import Statistics
import TemporalData
import Testing

/// Intervals of `auto` on panels of which the truth is known: 200 series, one for each seed from 1 to 200,
/// learned from and forecast as the command does.
@Suite("Simulated coverage")
struct SimulatedCoverageTests {
  @Test("95 % and 80 % intervals hold what they say, process by process and on the whole")
  func coverage() async throws {
    var (at95, at80) = (0.0, 0.0)
    for process in SimulatedProcess.tested {
      let found = try await measured(process)
      at95 += found.share(0.95) / Double(SimulatedProcess.tested.count)
      at80 += found.share(0.80) / Double(SimulatedProcess.tested.count)
      // .93 to .97 and .77 to .83, and the standard error of a share among 200 series.
      expect(found.share(0.95), in: 0.93 - 0.012...0.97 + 0.012, "95 %", process)
      expect(found.share(0.80), in: 0.77 - 0.022...0.83 + 0.022, "80 %", process)
      // Totals are one outcome per series.
      expect(found.shareOfTotals(0.95), in: 0.90...1, "95 % of totals", process)
      expect(found.shareOfTotals(0.80), in: 0.72...0.90, "80 % of totals", process)
    }
    #expect((0.93...0.97).contains(at95), "\(at95) of 95 %")
    #expect((0.77...0.83).contains(at80), "\(at80) of 80 %")
  }

  @Test(
    "intervals of counts between 2 and 100 hold what those of amounts would, and no less than they say"
  )
  func counts() async throws {
    let counts = try await measured(.yearlyCounts)
    let amounts = try await measured(.yearlyCounts, range: .nonNegative)
    for (level, least) in [(0.95, 0.93), (0.8, 0.77)] {
      let (found, wanted) = (counts.share(level), amounts.share(level))
      #expect(found > least && (found - wanted).magnitude < 0.025, "\(found) for \(wanted)")
    }
  }

  private func expect(
    _ share: Double, in range: ClosedRange<Double>, _ what: String, _ process: SimulatedProcess
  ) {
    #expect(range.contains(share), "\(process): \(share) in \(what)")
  }

  private func measured(
    _ process: SimulatedProcess, range: ValueRange? = nil
  ) async throws -> SimulatedCoverage {
    let context = range.map { SeriesContext(range: $0) } ?? process.context
    let all = (1...200).map { process.series(seed: $0) }
    let members = all.map {
      PanelKnowledge.Member(history: $0.history, context: context)
    }
    let knowledge = try await PanelLearning(
      seasonLength: process.seasonLength, horizon: process.horizon
    ).knowledge(from: members, work: OrderedWork(jobs: 4))
    let model = try AutoModel(
      seasonLength: process.seasonLength, horizon: process.horizon, context: context,
      knowledge: knowledge)
    var coverage = SimulatedCoverage()
    for (place, series) in all.enumerated() {
      let fitted = try model.fit(series.history)
      var stream = RandomStream(seed: UInt64(place + 1), key: "paths")
      let paths = fitted.simulate(horizon: process.horizon, paths: 99, using: &stream)
      coverage.add(
        fitted.forecast(horizon: process.horizon), paths: paths, outcome: series.future,
        seed: place + 1)
    }
    return coverage
  }
}

extension SimulatedProcess {
  /// One of each kind, the one with the shortest series.
  static let tested: [SimulatedProcess] = [
    .yearlyTrend, .quarterlyGrowth, .yearlyShift, .demand, .yearlyHeavyTails,
  ]

  /// What is known about the series of a panel besides their values.
  var context: SeriesContext {
    SeriesContext(
      range: self == .demand || self == .yearlyCounts
        ? ValueRange(lower: 0, isWhole: true) : .nonNegative)
  }
}
