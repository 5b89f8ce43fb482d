import Forecasting
import RealModule
import Statistics
import TemporalData
import Testing

@testable import ForecastModels

@Suite("Season of peers")
struct BorrowedSeasonTests {
  let knowledge: PeerKnowledge

  init() throws { knowledge = try #require(PeerPanel(300).knowledge()) }

  private func history(_ count: Int, noise: Double = 0.1) -> TimeSeries {
    var stream = RandomStream(seed: 12, key: "short")
    let values = PeerPanel.values(count, group: "a", start: 0, age: 99, noise: noise, &stream)
    return TimeSeries(start: PeerPanel.month(0), storage: values)
  }

  private func model(_ knowledge: PeerKnowledge?) -> BorrowedSeason {
    BorrowedSeason(Mean(), seasonLength: 12, knowledge: knowledge, group: "a")
  }

  @Test("the months ahead follow the season of the peers, and the finding says so")
  func borrowed() throws {
    let history = history(14)
    let fitted = try model(knowledge).fit(history)
    let means = fitted.forecast(horizon: 12).means
    let level = means.reduce(0, +) / 12
    for (step, mean) in means.enumerated() {
      #expect(abs(mean / level - PeerPanel.season[(14 + step) % 12]) < 0.06)
    }
    #expect(fitted.summary.source == .blended && fitted.summary.fallbackReason == nil)
    #expect(fitted.name == "Borrowed(12)+Mean")
    let note = "14 points cannot identify a season of 12: season taken from"
    #expect("\(try #require(fitted.account(horizon: 1)).findings)".contains(note))
  }

  @Test("without peers no season is fitted to 14 points, and the reason says so")
  func plain() throws {
    let history = history(14)
    let fitted = try model(nil).fit(history)
    #expect(fitted.forecast(horizon: 12) == (try Mean().fit(history).forecast(horizon: 12)))
    #expect(
      fitted.summary.fallbackReason
        == "no season fitted: 14 points are fewer than two seasons of 12")
    #expect(fitted.summary.source == .own)
  }

  @Test("parts add up, and simulated means agree with those of the forecast")
  func parts() throws {
    let fitted = try model(knowledge).fit(history(18))
    let forecast = fitted.forecast(horizon: 12)
    for (sum, mean) in zip(fitted.components(horizon: 12).sums, forecast.means) {
      #expect(abs(sum - mean) < 1e-9 * mean)
    }
    var stream = RandomStream(seed: 5, key: "paths")
    let paths = fitted.simulate(horizon: 12, paths: 4_000, using: &stream)
    for (step, distribution) in forecast.distributions.enumerated() {
      let simulated = Moments(paths.marginal(at: step))
      #expect(abs(simulated.mean - distribution.mean) < 0.1 * distribution.standardDeviation)
      #expect(abs(simulated.standardDeviation / distribution.standardDeviation - 1) < 0.1)
    }
  }

  @Test("an own season that differs is followed in part where peers differ among themselves")
  func ownSeason() throws {
    // Half of the peers have the season turned round.
    var panel = PeerPanel(200, noise: 0.05)
    for number in panel.histories.indices where number % 4 < 2 {
      let history = panel.histories[number].history
      panel.histories[number] = (
        TimeSeries(start: history.start.advanced(by: 6), storage: history.storage), nil
      )
    }
    let mixed = try #require(panel.knowledge())
    let history = history(23, noise: 0.05)
    let means = try BorrowedSeason(Mean(), seasonLength: 12, knowledge: mixed, group: nil)
      .fit(history).forecast(horizon: 12).means
    let level = means.reduce(0, +) / 12
    // Slots 6 to 16 of the history have a year around them: month 0 is .7 of the level.
    let slot = (0..<12).first { (23 + $0) % 12 == 0 } ?? 0
    #expect(means[slot] / level < 0.9)
  }

  @Test("a route is chosen by what there is since the first value")
  func routes() {
    func route(_ count: Int, season: Int = 12, peers: Bool = true, zeros: Int = 0) -> HistoryRoute {
      let values = Array(repeating: 0, count: zeros) + (0..<count).map { Double($0 + 1) }
      let history = TimeSeries(start: PeerPanel.month(0), storage: values)
      return HistoryRoute(history, seasonLength: season, knowledge: peers ? knowledge : nil)
    }
    #expect(route(0) == .peers && route(1) == .peers && route(1, zeros: 30) == .peers)
    #expect(route(2) == .ramp && route(11) == .ramp && route(11, zeros: 9) == .ramp)
    #expect(route(12) == .season && route(23) == .season && route(24) == .own)
    #expect(route(5, peers: false) == .season && route(30, peers: false) == .own)
    #expect(route(4, season: 4) == .ramp && route(5, season: 4) == .season)
    #expect(route(4, season: 1) == .ramp && route(5, season: 1) == .own)
  }
}
