import RealModule
import Statistics
import TemporalData
import Testing
import _TestSupport

@testable import ForecastModels

@Suite("Occurrence of demands")
struct OccurrenceTests {
  /// A prior with certain chances, so that probabilities can be written down.
  private func certain(chance: Double, end: Double) -> (chances: [Chance], dropout: Chance) {
    let weight = 1e12
    return (
      [Chance(events: weight * chance, others: weight * (1 - chance))],
      Chance(events: weight * end, others: weight * (1 - end))
    )
  }

  @Test("with known chances the probability of being active is that of Bayes' rule")
  func bayes() throws {
    let (p, d) = (0.4, 0.05)
    let known = certain(chance: p, end: d)
    for silence in 0...12 {
      let values = [1.0, 0, 1] + [Double](repeating: 0, count: silence)
      let demand = try #require(DemandEvents(.monthly(values)))
      let state = OccurrenceState(
        .anyPeriod(memory: 1), demand, chances: known.chances, dropout: known.dropout)
      let alive = Double.pow((1 - d) * (1 - p), silence)
      let ended = (0..<silence).reduce(0.0) { $0 + d * Double.pow((1 - d) * (1 - p), $1) }
      expectClose(state.active, alive / (alive + ended), relative: 1e-9)
    }
  }

  @Test("the likelihood of uncertain chances is that of the Beta-binomial process")
  func likelihood() throws {
    let demand = try #require(DemandEvents(.monthly([1, 0, 1, 1, 0, 1])))
    let state = OccurrenceState(
      .anyPeriod(memory: 1), demand, chances: [Chance(events: 2, others: 3)],
      dropout: Chance(events: 1, others: 9))
    // B(2 + 3, 3 + 2)/B(2, 3) · B(1, 9 + 5)/B(1, 9)
    let occurrence =
      Double.logGamma(5) + Double.logGamma(5) - Double.logGamma(10)
      - (Double.logGamma(2) + Double.logGamma(3) - Double.logGamma(5))
    expectClose(
      state.logLikelihood, occurrence + Double.log(9.0 / 14), relative: 1e-12)
  }

  @Test("a beat of three months makes silence of two months harmless and of five an alarm")
  func beat() throws {
    func active(_ silence: Int) throws -> Double {
      let values = (0..<31).map { $0 % 3 == 0 ? 10.0 : 0 }
      let history = TimeSeries.monthly(values + [Double](repeating: 0, count: silence))
      let demand = try #require(DemandEvents(history))
      return Occurrence(demand, prior: .standard, seasonLength: 12).active
    }
    #expect(try active(2) > 0.97)
    #expect(try active(5) < 0.3)
    #expect(try active(8) < 0.02)
  }

  @Test("demands on a beat are foretold for the month they are due")
  func due() throws {
    let values = (0..<32).map { $0 % 3 == 0 ? 10.0 : 0 }
    let demand = try #require(DemandEvents(.monthly(values)))
    let ahead = Occurrence(demand, prior: .standard, seasonLength: 12).ahead(horizon: 6).demand
    // The last demand was in slot 30: the next are due in slots 33 and 36.
    for (step, chance) in ahead.enumerated() {
      #expect(step % 3 == 1 ? chance > 0.85 : chance < 0.1, "\(step): \(chance)")
    }
  }

  @Test("the chances ahead are those of simulated paths, and activity only falls")
  func simulation() throws {
    var stream = RandomStream(seed: 5, key: "occurrence")
    for period in [1, 2, 4] {
      let values = (0..<40).map { slot in
        slot % period == 0 && stream.uniform() < 0.7 && slot < 37 ? 1.0 : 0
      }
      let demand = try #require(DemandEvents(.monthly(values)))
      let occurrence = Occurrence(demand, prior: .standard, seasonLength: 12)
      let ahead = occurrence.ahead(horizon: 12)
      var counts = [Double](repeating: 0, count: 12)
      let paths = 20_000
      for _ in 0..<paths {
        let came = occurrence.draw(horizon: 12, using: &stream)
        for step in 0..<12 where came[step] { counts[step] += 1 }
      }
      for step in 0..<12 {
        #expect(abs(counts[step] / Double(paths) - ahead.demand[step]) < 0.02)
        #expect(ahead.demand[step] <= ahead.active[step])
        if step > 0 { #expect(ahead.active[step] < ahead.active[step - 1]) }
      }
    }
  }

  @Test("a missing period is neither a demand nor the lack of one")
  func missing() throws {
    let known = certain(chance: 0.5, end: 0.1)
    let demand = try #require(DemandEvents(.monthly([1, .nan, 1, .nan])))
    let state = OccurrenceState(
      .anyPeriod(memory: 1), demand, chances: known.chances, dropout: known.dropout)
    // Active through three periods for sure only up to the last demand.
    expectClose(state.active, 0.9, relative: 1e-9)
    expectClose(state.logLikelihood, Double.log(0.9 * 0.9 * 0.5), relative: 1e-9)
  }
}
