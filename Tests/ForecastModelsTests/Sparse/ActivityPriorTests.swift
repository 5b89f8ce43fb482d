import Statistics
import TemporalData
import Testing

@testable import ForecastModels

@Suite("The prior of activity")
struct ActivityPriorTests {
  /// Series of 40 months that end with a chance per month: some steady, some by a beat, some neither.
  private func panel(_ count: Int, end: Double, chance: Double) -> [TimeSeries] {
    (0..<count).map { number in
      var stream = RandomStream(seed: 9, key: "series \(number)")
      var isActive = true
      return .monthly(
        (0..<40).map { slot in
          if slot > 0, stream.uniform() < end { isActive = false }
          let isDue = number % 3 == 0 ? slot % 3 == 0 : number % 3 == 1 || stream.uniform() < chance
          return isActive && isDue ? 1 + stream.uniform() : 0
        })
    }
  }

  @Test("chances and shares of a panel are found again")
  func recovered() {
    let prior = ActivityPrior.learned(from: panel(240, end: 0.02, chance: 0.4))
    #expect(abs(prior.dropout.mean - 0.02) < 0.005)
    #expect(abs(prior.irregular.mean - 0.4) < 0.05)
    #expect(prior.steady.mean > 0.99)
    #expect(abs(prior.steadyShare - 0.33) < 0.06)
    #expect(abs(prior.beatShares[1] - 0.33) < 0.06)
  }

  @Test("without a panel, and with negative values only, the prior is that at the start")
  func nothing() {
    #expect(ActivityPrior.learned(from: []) == .standard)
    #expect(ActivityPrior.learned(from: [.monthly([-1, 2, 0]), .monthly([0, 0])]) == .standard)
  }

  @Test("a single series moves the prior little")
  func single() {
    let prior = ActivityPrior.learned(from: [.monthly([1, 0, 0, 1, 0, 1, 1, 0, 0, 0, 0, 1])])
    let standard = ActivityPrior.standard
    #expect(prior.dropout.mean > standard.dropout.mean / 2)
    #expect(prior.dropout.mean < standard.dropout.mean * 2)
    #expect(abs(prior.steadyShare - standard.steadyShare) < 0.1)
  }

  @Test("the shares add up to 1")
  func shares() {
    for prior in [.standard, ActivityPrior.learned(from: panel(30, end: 0.05, chance: 0.2))] {
      let known = prior.steadyShare + prior.beatShares.reduce(0, +)
      #expect(prior.irregularShare > 0 && abs(known + prior.irregularShare - 1) < 1e-12)
    }
  }
}
