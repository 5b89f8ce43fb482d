import Forecasting
import RealModule
import Statistics
import TemporalData
import Testing

@testable import ForecastModels

@Suite("Ramp of peers")
struct PeerRampTests {
  let knowledge: PeerKnowledge

  init() throws { knowledge = try #require(PeerPanel(300).knowledge()) }

  private func model(_ group: String?) -> PeerRamp { PeerRamp(knowledge: knowledge, group: group) }

  @Test("a series without a value is forecast by its group alone")
  func empty() throws {
    let history = TimeSeries(start: PeerPanel.month(72), storage: [])
    let (a, b) = (try model("a").fit(history), try model("b").fit(history))
    #expect(a.summary.source == .peers && a.summary.observations == 0)
    let (small, large) = (a.forecast(horizon: 24), b.forecast(horizon: 24))
    #expect(small.periods.start == PeerPanel.month(72))
    // A log-normal level with median 100 or 1,000, after the ramp.
    let mean = Double.exp(PeerPanel.levelSpread * PeerPanel.levelSpread / 2)
    #expect(abs(small.means[20] / (100 * mean * PeerPanel.season[8]) - 1) < 0.25)
    #expect(abs(large.means[20] / (1_000 * mean * PeerPanel.season[8]) - 1) < 0.25)
    #expect(large.means[0] < 0.3 * large.means[20])
  }

  @Test("own evidence takes over as it grows")
  func evidence() throws {
    var (shares, levels) = ([Double](), [Double]())
    for count in [1, 3, 6, 11] {
      var stream = RandomStream(seed: 1, key: "own")
      // Four times the group's median.
      let values = (0..<count).map { slot -> Double in
        let ramp = 1 - Double.exp(-Double(slot + 1) / 3)
        let noise = Double.exp(0.2 * stream.normal())
        return 400 * ramp * PeerPanel.season[(60 + slot) % 12] * noise
      }
      let fitted = try model("a").fit(TimeSeries(start: PeerPanel.month(60), storage: values))
      shares.append(try #require(fitted.summary.parameters.first { $0.name == "own share" }).value)
      levels.append(try #require(fitted.summary.parameters.first { $0.name == "level" }).value)
      #expect(fitted.summary.source == (count < 2 ? .peers : .blended))
    }
    #expect(shares == shares.sorted() && shares[0] > 0.3 && shares[3] > 0.9)
    #expect(abs(levels[3] - 400) < 60)
  }

  @Test("intervals of new series hold, single periods and totals alike")
  func coverage() throws {
    var (inside80, inside95, total80, total95, count, series) = (0, 0, 0, 0, 0, 0)
    var stream = RandomStream(seed: 99, key: "new")
    for number in 0..<132 {
      let (group, length) = (number % 2 == 0 ? "a" : "b", 1 + number % 11)
      let all = PeerPanel.values(length + 12, group: group, start: 72 - length, &stream)
      let history = TimeSeries(
        start: PeerPanel.month(72 - length), storage: Array(all.prefix(length)))
      let fitted = try model(group).fit(history)
      let future = Array(all.dropFirst(length))
      for (value, distribution) in zip(future, fitted.forecast(horizon: 12).distributions) {
        let (narrow, wide) = (distribution.interval(level: 0.8), distribution.interval(level: 0.95))
        inside80 += (narrow.lower...narrow.upper).contains(value) ? 1 : 0
        inside95 += (wide.lower...wide.upper).contains(value) ? 1 : 0
        count += 1
      }
      let paths = fitted.simulate(horizon: 12, paths: 200, using: &stream)
      let totals = paths.totals(over: paths.periods).sorted()
      let total = future.reduce(0, +)
      let ends = [0.025, 0.1, 0.9, 0.975].map { Quantile.ofSorted(totals, $0) }
      total80 += (ends[1]...ends[2]).contains(total) ? 1 : 0
      total95 += (ends[0]...ends[3]).contains(total) ? 1 : 0
      series += 1
    }
    let share = { (inside: Int, of: Int) in Double(inside) / Double(of) }
    #expect(abs(share(inside80, count) - 0.8) < 0.06, "\(share(inside80, count))")
    #expect(abs(share(inside95, count) - 0.95) < 0.035, "\(share(inside95, count))")
    #expect(abs(share(total80, series) - 0.8) < 0.1, "\(share(total80, series))")
    #expect(abs(share(total95, series) - 0.95) < 0.05, "\(share(total95, series))")
  }

  @Test("simulated means agree with those of the forecast")
  func simulation() throws {
    let history = TimeSeries(start: PeerPanel.month(66), storage: [40, 60, 70, 85, 80, 66])
    let fitted = try model("a").fit(history)
    var stream = RandomStream(seed: 5, key: "paths")
    let paths = fitted.simulate(horizon: 6, paths: 4_000, using: &stream)
    for (step, distribution) in fitted.forecast(horizon: 6).distributions.enumerated() {
      let simulated = Moments(paths.marginal(at: step)).mean
      #expect(abs(simulated - distribution.mean) < 0.1 * distribution.standardDeviation)
    }
    // Periods share their level: a total varies more than the sum of independent periods.
    let single = (0..<6).reduce(0) { $0 + Moments(paths.marginal(at: $1)).variance }
    #expect(Moments(paths.totals(over: paths.periods)).variance > 1.3 * single)
  }

  @Test("parts add up to the means, the ramp in the trend and the group's season in the season")
  func components() throws {
    let history = TimeSeries(start: PeerPanel.month(69), storage: [100, 220, 350])
    let fitted = try model("b").fit(history)
    let (parts, means) = (fitted.components(horizon: 12), fitted.forecast(horizon: 12).means)
    for (sum, mean) in zip(parts.sums, means) { #expect(abs(sum - mean) <= 1e-9 * mean) }
    #expect(parts.trend[11] > parts.trend[3] && parts.trend[0] == 0)
    // Six months on the season is that of slot 5, its highest.
    #expect(parts.season[5] == parts.season.max())
  }

  @Test("scaling panel and history by a power of two scales the forecast exactly")
  func equivariance() throws {
    let large = try #require(PeerPanel(300, scale: 1_024).knowledge())
    let history = TimeSeries(start: PeerPanel.month(69), storage: [11, 0, 35])
    let one = try model("a").fit(history).forecast(horizon: 8)
    let other = try PeerRamp(knowledge: large, group: "a").fit(history.map { $0 * 1_024 })
      .forecast(horizon: 8)
    #expect(one.means.map { $0 * 1_024 } == other.means)
  }

  @Test("a panel of counts gives whole numbers, one with negative values may give negative ones")
  func kinds() throws {
    var stream = RandomStream(seed: 4, key: "kinds")
    let counts = (0..<80).map { number -> (history: TimeSeries, group: String?) in
      let values = (0..<(12 + number % 30)).map { _ in Double(stream.poisson(mean: 3)) }
      return (TimeSeries(start: PeerPanel.month(number % 40), storage: values), nil)
    }
    let scores = counts.map { (history: $0.history.map { 4 * $0 - 12 }, group: $0.group) }
    let history = TimeSeries(start: PeerPanel.month(60), storage: [2, 0, 4])
    let whole = try #require(PeerKnowledge.learn(from: counts, seasonLength: 12))
    #expect(whole.isWhole)
    let paths = try PeerRamp(knowledge: whole, group: nil).fit(history)
      .simulate(horizon: 20, paths: 50, using: &stream)
    #expect(paths.values.allSatisfy { $0 >= 0 && $0 == $0.rounded() })
    let signed = try #require(PeerKnowledge.learn(from: scores, seasonLength: 12))
    let forecast = try PeerRamp(knowledge: signed, group: nil).fit(history).forecast(horizon: 12)
    #expect(forecast.intervals(level: 0.95).allSatisfy { $0.lower < 0 && $0.upper > 4 })
    #expect(forecast.means.allSatisfy { abs($0) < 5 })
  }

  @Test("zeros that fall as those of some peers lead to the futures of these")
  func cadence() throws {
    var stream = RandomStream(seed: 4, key: "cadence")
    let histories = (0..<120).map { number -> (history: TimeSeries, group: String?) in
      let isSparse = number % 2 == 0
      let values = (0..<36).map { slot in
        isSparse && slot % 3 > 0 ? 0 : 50 * Double.exp(0.1 * stream.normal())
      }
      return (TimeSeries(start: PeerPanel.month(number % 30), storage: values), nil)
    }
    let knowledge = try #require(PeerKnowledge.learn(from: histories, seasonLength: 12))
    let history = TimeSeries(start: PeerPanel.month(66), storage: [40, 0, 0, 42, 0, 0])
    let means = try PeerRamp(knowledge: knowledge, group: nil).fit(history).forecast(horizon: 6)
      .means
    #expect(means[0] > 30 && means[3] > 30)
    #expect([means[1], means[2], means[4], means[5]].allSatisfy { $0 < 10 })
  }

  @Test("without peers the series stands alone, with a wide interval")
  func alone() throws {
    let history = TimeSeries(start: PeerPanel.month(0), storage: [10, 14, 9])
    let fitted = try PeerRamp(knowledge: nil, group: "a").fit(history)
    #expect(fitted.summary.source == .own && fitted.name == "ShortMean")
    let interval = fitted.forecast(horizon: 1).intervals(level: 0.95)[0]
    #expect(interval.lower > 0 && interval.lower < 4 && interval.upper > 25)
    let empty = TimeSeries(start: PeerPanel.month(0), storage: [])
    #expect(throws: ModelError.tooFewObservations(needed: 1, found: 0)) {
      try PeerRamp(knowledge: nil, group: nil).fit(empty)
    }
  }

  @Test("the account names the peers and how much of the level is the series' own")
  func account() throws {
    let history = TimeSeries(start: PeerPanel.month(69), storage: [100, 220, 350])
    let account = try #require(try model("b").fit(history).account(horizon: 3))
    #expect(account.findings.first == .shortHistory(observations: 3))
    #expect("\(account.findings)".contains("150 peers of group b"))
    #expect(account.intervalReasons.count == 1)
  }
}
