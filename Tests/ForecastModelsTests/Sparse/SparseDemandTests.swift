import Forecasting
import Statistics
import TemporalData
import Testing
import _TestSupport

@testable import ForecastModels

@Suite("The choice for sparse histories")
struct SparseDemandTests {
  private func orders(_ count: Int, seed: UInt64 = 4, silence: Int = 0) -> TimeSeries {
    var stream = RandomStream(seed: seed, key: "orders")
    let values = (0..<count).map { slot in
      slot % 3 == 0 ? 1000 * (0.5 + stream.uniform()) : 0
    }
    return .monthly(values + [Double](repeating: 0, count: silence))
  }

  @Test("members mix as distributions, and paths follow the mixture")
  func mixture() throws {
    var draw = RandomStream(seed: 12, key: "irregular")
    let values = (0..<60).map { _ in draw.uniform() < 0.4 ? 1000 * (0.5 + draw.uniform()) : 0 }
    let fitted = try SparseDemand().fit(.monthly(values))
    guard case .sparse(let sparse) = fitted else {
      Issue.record("\(fitted.name) is no choice")
      return
    }
    expectClose(sparse.weights.reduce(0, +), 1, relative: 1e-12)
    #expect(sparse.members.count > 1 && sparse.members.count == sparse.weights.count)
    let forecast = fitted.forecast(horizon: 6)
    let parts = sparse.members.map { $0.demand(horizon: 6) }
    for step in 0..<6 {
      let mean = zip(parts, sparse.weights).reduce(0) { $0 + $1.0[step].mean * $1.1 }
      expectClose(forecast.means[step], mean, relative: 1e-9)
    }
    var stream = RandomStream(seed: 1, key: "paths")
    let paths = fitted.simulate(horizon: 6, paths: 20_000, using: &stream)
    for step in 0..<6 {
      let distribution = forecast.distributions[step]
      let drawn = Moments(paths.marginal(at: step))
      #expect(abs(drawn.mean - distribution.mean) < 0.06 * (forecast.means.max() ?? 0))
    }
  }

  @Test("the account tells of the cadence, the silence and every member")
  func account() throws {
    let fitted = try SparseDemand().fit(orders(40, silence: 4))
    let account = try #require(fitted.account(horizon: 3))
    var (cadence, silence, isIntermittent) = (0, 1.0, false)
    for finding in account.findings {
      switch finding {
      case .cadence(let periods, let share): cadence = share > 0.9 ? periods : 0
      case .silence(let since, let probability):
        silence = probability
        #expect(since == Period(.month, ordinal: 640))
      case .intermittent: isIntermittent = true
      default: break
      }
    }
    #expect(cadence == 3 && silence < 0.2 && isIntermittent)
    #expect(account.members.contains { $0.name == "Renewal" && $0.means.count == 3 })
    expectClose(account.members.reduce(0) { $0 + $1.weight }, 1, relative: 1e-12)
    // How well it did is measured by the caller, over the windows that the command promises.
    #expect(account.windows == 0 && account.backtestError == nil && account.naiveError == nil)
    #expect(account.members.allSatisfy { $0.backtestError == nil })
    #expect(!account.intervalReasons.isEmpty)
  }

  @Test("a path that has fallen silent for good stays silent, and the forecast fades")
  func fading() throws {
    let fitted = try Renewal().fit(orders(40, silence: 3))
    guard case .renewal(let renewal) = fitted else {
      Issue.record("\(fitted.name) is no renewal model")
      return
    }
    let active = renewal.activity(horizon: 24)
    #expect(active[0] < renewal.probabilityActive && active[23] < active[0])
    var stream = RandomStream(seed: 1, key: "paths")
    let paths = fitted.simulate(horizon: 24, paths: 4_000, using: &stream)
    let silent = (0..<4_000).filter { path in paths[path].allSatisfy { $0 == 0 } }
    let share = Double(silent.count) / 4_000
    #expect(abs(share - (1 - renewal.probabilityActive)) < 0.1)
  }

  @Test("a short history, and one with a single demand, are answered by the renewal model")
  func short() throws {
    for values in [[5.0], [0, 3.5], [2.5, 0, 0, 1.5, 0]] {
      let fitted = try SparseDemand().fit(.monthly(values))
      #expect(fitted.name == "Renewal")
      #expect((fitted.summary.fallbackReason == nil) == (values.count > 3))
      #expect(fitted.forecast(horizon: 4).means.allSatisfy { $0 > 0 })
    }
  }

  @Test("the example of the documentation gives the printed numbers")
  func example() throws {
    var values = [Double](repeating: 0, count: 30)
    for slot in stride(from: 0, to: 30, by: 3) { values[slot] = 100.5 + 10 * Double(slot % 4) }
    let fitted = try SparseDemand().fit(.monthly(values))
    for (mean, printed) in zip(fitted.forecast(horizon: 4).means, documentedMeans) {
      #expect(abs(mean - printed) < 0.006, "\(fitted.forecast(horizon: 4).means)")
    }
  }

  private let documentedMeans = [116.65, 1.80, 0.83, 112.75]
}
