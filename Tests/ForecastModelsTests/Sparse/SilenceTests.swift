import Forecasting
import Statistics
import TemporalData
import Testing

@testable import ForecastModels

@Suite("Silence after a dense history")
struct SilenceTests {
  private func active(_ silence: Int) throws -> Double {
    let values = [Double](repeating: 3.5, count: 46) + [Double](repeating: 0, count: silence)
    let events = try #require(DemandEvents(.monthly(values)))
    return Occurrence(events, prior: .standard, seasonLength: 12).active
  }

  @Test("46 months with a demand and some without: the probability of being active falls gradually")
  func gradual() throws {
    let probabilities = try (0...12).map(active)
    #expect(probabilities[0] == 1)
    #expect(probabilities[2] > 0.05 && probabilities[2] < 0.5, "\(probabilities)")
    for (earlier, later) in zip(probabilities, probabilities.dropFirst()) {
      #expect(later < earlier, "\(probabilities)")
    }
    #expect(try active(400) >= 0)
  }

  @Test("a prior with shares that leave nothing, or outside of 0…1, is refused")
  func shares() {
    let chance = Chance(events: 1, others: 1)
    for (steady, beats, fading) in [(1.2, [], 0), (0.5, [0.5], 0), (0, [-0.1], 0), (0, [], 1.0)] {
      #expect(throws: SpecificationError.self) {
        _ = try ActivityPrior(
          steady: chance, irregular: chance, onBeat: chance, late: chance, dropout: chance,
          steadyShare: steady, beatShares: beats, fadingShare: fading)
      }
    }
  }

  @Test("sizes are measured by the effect of their periods, and of a beat by what gathered")
  func exposure() throws {
    let histories = (0..<30).map { number in
      let level = Double(10 + number)
      let values = (0..<48).map { slot -> Double in
        let noise = 1 + 0.05 * Double((slot * 7 + number * 3) % 11 - 5) / 5
        return level * noise * (slot % 12 == 11 ? 2 : 1)
      }
      return (TimeSeries.monthly(values), String?.none)
    }
    let knowledge = try #require(PeerKnowledge.learn(from: histories, seasonLength: 12))
    let own = TimeSeries.monthly((0..<48).map { $0 % 3 == 2 ? 30 + 0.5 : 0 })
    let shape = try #require(DemandShape(own, knowledge, group: nil))
    let first = own.start.ordinal
    #expect(shape.effect(first + 11) > 1.5 * shape.effect(first + 5))
    let single = DemandExposure(shape, beat: 1, last: first)
    #expect(abs(single.usual(first + 11) - shape.effect(first + 11)) < 1e-12)
    let beat = DemandExposure(shape, beat: 3, last: first)
    let gathered = (9...11).reduce(0) { $0 + shape.effect(first + $1) } / 3
    #expect(abs(beat.usual(first + 11) - gathered) < 1e-12)
    #expect(DemandExposure(nil, beat: 3, last: first).usual(first + 11) == 1)
  }
}
