import Forecasting
import TemporalData
import Testing

@testable import ForecastModels

@Suite("Hostile histories among peers")
struct PeerHostileTests {
  @Test("every history gets an answer that holds together, whatever the peers", arguments: 0..<4)
  func claims(_ part: Int) throws {
    let panel = try #require(PeerPanel(40).knowledge())
    // A panel of histories that are hostile themselves.
    let hostile = PeerKnowledge.learn(
      from: (0..<60).map { (HostileHistory(1_000 + $0).series, $0 % 3 == 0 ? "x" : nil) },
      seasonLength: 12)
    for number in stride(from: part, to: 60, by: 4) {
      let history = HostileHistory(number)
      for knowledge in [panel, hostile, nil] {
        let models: [any ForecastModel] = [
          PeerRamp(knowledge: knowledge, group: "x"),
          BorrowedSeason(Mean(), seasonLength: 12, knowledge: knowledge, group: "a"),
        ]
        for model in models {
          let failures = HostileClaims(model, history).failures
          #expect(failures.isEmpty, "\(model.name), \(history): \(failures)")
        }
      }
    }
  }

  @Test("an empty history among peers has a forecast with finite ends")
  func empty() throws {
    let panel = try #require(PeerPanel(40).knowledge())
    for storage in [[], [.nan], [0, 0, 0], Array(repeating: 0, count: 30)] as [[Double]] {
      let history = TimeSeries(start: PeerPanel.month(70), storage: storage)
      let fitted = try PeerRamp(knowledge: panel, group: nil).fit(history)
      #expect(fitted.summary.source == .peers)
      let forecast = fitted.forecast(horizon: 30)
      #expect(forecast.isFinite && forecast.periods.start == history.end)
      #expect(forecast.means.allSatisfy { $0 >= 0 })
    }
  }
}
