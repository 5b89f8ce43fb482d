import Foundation
import TemporalData
import Testing
import _TestSupport

/// R forecast 8.20 `BoxCox.lambda(method = "loglik")`; see References/box-cox-likelihood/make.R.
struct PowerReference: Decodable {
  struct Case: Decodable, CustomStringConvertible {
    let name: String
    let season_length: Int
    let power: [Double]
    let values: [Double]
    var description: String { name }
  }
  let cases: [Case]

  static func load() throws -> [Case] { try Reference<Self>.load("box-cox-likelihood").cases }
}

@Suite("Most likely power")
struct BoxCoxLikelihoodTests {
  // R takes the best of a grid in steps of 0.05.
  @Test("the power lies within R's step of its power", arguments: try PowerReference.load())
  func agreesWithR(reference: PowerReference.Case) throws {
    let found = try #require(
      BoxCox.mostLikely(
        for: .monthly(reference.values), seasonLength: reference.season_length))
    #expect((found.lambda - reference.power[0]).magnitude <= 0.025 + 1e-9)
  }

  @Test("the power of simulated values comes back", arguments: [-0.5, 0, 0.3, 1, 1.5])
  func simulatedTruth(power: Double) throws {
    let transform = try BoxCox(lambda: power)
    var generator = TestGenerator(seed: 21)
    // Transforms of values between 5 and 50 with an error of a hundredth of their range.
    let (low, high) = (transform.transform(5), transform.transform(50))
    let values = (0..<900).map { (slot: Int) -> Double in
      let season = 0.25 * sin(Double(slot % 4))
      let trend = 0.4 * (Double(slot) / 900 - 0.5)
      let share: Double = 0.5 + season + trend
      return transform.inverse(low + (high - low) * (share + 0.02 * generator.bell()))
    }
    let found = try #require(BoxCox.mostLikely(for: .monthly(values), seasonLength: 4))
    #expect((found.lambda - power).magnitude < 0.15)
  }

  @Test("the power does not depend on the unit, and missing values are left out")
  func invariance() throws {
    var generator = TestGenerator(seed: 2)
    let series = generator.series(count: 90, seasonLength: 12, level: 300, missing: 0.1)
      .map { $0.magnitude + 1 }
    let plain = try #require(BoxCox.mostLikely(for: series, seasonLength: 12)).lambda
    for unit in [1e-250, 3, 1e250] {
      let scaled = try #require(
        BoxCox.mostLikely(for: series.map { $0 * unit }, seasonLength: 12)
      ).lambda
      #expect((scaled - plain).magnitude < 1e-4)
    }
  }

  @Test("powers outside the range are not taken")
  func range() throws {
    let ldeaths = try #require(PowerReference.load().first { $0.name == "ldeaths" })
    let found = BoxCox.mostLikely(for: .monthly(ldeaths.values), seasonLength: 12, in: 0...1)
    #expect(found?.lambda == 0)
  }

  @Test("no power without positive values, two seasons or something left over")
  func none() {
    #expect(BoxCox.mostLikely(for: .monthly([1, 2, 0, 3, 5, 4]), seasonLength: 1) == nil)
    #expect(BoxCox.mostLikely(for: .monthly([1, 2, 4, 3]), seasonLength: 2) == nil)
    #expect(
      BoxCox.mostLikely(for: .monthly(Array(repeating: 7, count: 30)), seasonLength: 4) == nil)
    #expect(BoxCox.mostLikely(for: .monthly([]), seasonLength: 0) == nil)
    #expect(BoxCox.mostLikely(for: .monthly([1, 3, 2, 4, 6]), seasonLength: 1, in: 3...4) == nil)
  }
}
