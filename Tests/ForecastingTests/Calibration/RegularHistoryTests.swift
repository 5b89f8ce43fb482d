import TemporalData
import Testing

@testable import Forecasting

@Suite("Histories that follow a rule to the last digit")
struct RegularHistoryTests {
  private func history(_ values: [Double]) -> TimeSeries {
    TimeSeries(start: Period(.month, ordinal: 600), storage: values)
  }

  @Test(
    "the unseen change has the probability 1/(2n + 2) and the size of the seen ones and a tenth of the level"
  )
  func formula() throws {
    let constant = try #require(
      RegularHistory(history(Array(repeating: 100, count: 36)), seasonLength: 12))
    #expect(abs(constant.deviation - (100.0 / 74).squareRoot()) < 1e-12)
    #expect(constant.deviation(step: 4) == 2 * constant.deviation)
    let line = try #require(
      RegularHistory(history((1...8).map { 10 * Double($0) }), seasonLength: 12))
    #expect(abs(line.deviation - ((100 + 4.5 * 4.5) / 18.0).squareRoot()) < 1e-12)
    let logits = try #require(
      RegularHistory(history([0, 0, 0, 0]), seasonLength: 1, leastSize: 2))
    #expect(abs(logits.deviation - (0.04 / 10.0).squareRoot()) < 1e-12)
  }

  @Test("lines, growth at one rate and repeated seasons are rules, with gaps and in any unit")
  func rules() {
    let season = (0..<36).map { (slot: Int) -> Double in
      Double(100 + 10 * (slot % 12) + slot / 12)
    }
    let growth = (0..<10).map { slot in (0..<slot).reduce(50.0) { value, _ in value * 1.1 } }
    let gaps = [3, .nan, 5, 6, .nan, .nan, 9, 10]
    for values in [season, growth, gaps, [7, 7], [-4, -4, -4]] {
      let found = RegularHistory(history(values), seasonLength: 12)
      #expect(found != nil)
      let scaled = RegularHistory(history(values.map { $0 * 1024 }), seasonLength: 12)
      #expect(scaled?.deviation == found.map { $0.deviation * 1024 })
    }
  }

  @Test("a history with an error is no rule, nor is one without a size or a change")
  func errors() {
    let season = (0..<36).map { (slot: Int) -> Double in
      Double(100 + 10 * (slot % 12) + (slot == 20 ? 1 : 0))
    }
    for values in [season, [1, 2], [1, 2, 3, 5], [0, 0, 0], [5], [], [.nan, .nan]] {
      #expect(RegularHistory(history(values), seasonLength: 12) == nil)
    }
    #expect(RegularHistory(history(Array(season.prefix(23))), seasonLength: 12) == nil)
  }
}
