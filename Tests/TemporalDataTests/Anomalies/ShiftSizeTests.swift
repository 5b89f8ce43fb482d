import RealModule
import Statistics
import Testing
import _TestSupport

@testable import TemporalData

@Suite("How large a level shift is beside a season")
struct ShiftSizeTests {
  /// Four years of months with a slope, a season and noise of 5, and a step into a slot.
  private func values(step: Double, at place: Int, isProportional: Bool, seed: UInt64) -> [Double] {
    var stream = RandomStream(seed: seed, key: "shift")
    return (0..<48).map { slot in
      let season = Double.sin(2 * .pi * Double(slot) / 12)
      let value = 100 + 0.6 * Double(slot) + 35 * season + 5 * stream.normal()
      guard slot >= place else { return value }
      return isProportional ? value * (1 + step / 100) : value + step
    }
  }

  @Test(
    "a step of three times the level is measured to 6 %, the season beside it kept out of it",
    arguments: [30, 36, 40])
  func additive(place: Int) throws {
    var sizes: [Double] = []
    for seed in 0..<20 as Range<UInt64> {
      let series = TimeSeries.indexed(
        values(step: 300, at: place, isProportional: false, seed: seed))
      let found = series.anomalies(seasonLength: 12)
      let shift = try #require(found.shifts.first)
      #expect(shift.slot == place && found.shifts.count == 1 && !found.isMultiplicative)
      sizes.append(shift.change)
    }
    let moments = Moments(sizes)
    #expect(abs(moments.mean - 300) < 6, "\(moments.mean)")
    #expect(moments.sampleStandardDeviation < 12, "\(moments.sampleStandardDeviation)")
  }

  @Test("a step in proportion, season and noise included, stays one")
  func proportional() throws {
    var count = 0
    for seed in 0..<20 as Range<UInt64> {
      let series = TimeSeries.indexed(
        values(step: 200, at: 30, isProportional: true, seed: seed))
      let found = series.anomalies(seasonLength: 12)
      guard found.isMultiplicative, let shift = found.shifts.first else { continue }
      expectClose(Double.exp(shift.logChange), 3, relative: 0.15)
      count += 1
    }
    #expect(count >= 15)
  }
}
