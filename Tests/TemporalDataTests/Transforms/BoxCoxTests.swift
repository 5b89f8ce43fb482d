import TemporalData
import Testing
import _TestSupport

/// R forecast 8.20; see References/box-cox/make.R.
struct BoxCoxReference: Decodable {
  struct Case: Decodable, CustomStringConvertible {
    let name: String
    let season_length: Int
    let guerrero: Double
    let powers: [Double]
    let transforms: [[Double]]
    let values: [Double]
    var description: String { name }
  }
  let cases: [Case]

  static func load() throws -> [Case] { try Reference<Self>.load("box-cox").cases }
}

@Suite("Box-Cox transformation")
struct BoxCoxTests {
  @Test("transforms agree with R's BoxCox", arguments: try BoxCoxReference.load())
  func agreesWithR(reference: BoxCoxReference.Case) throws {
    for (power, expected) in zip(reference.powers, reference.transforms) {
      let boxCox = try BoxCox(lambda: power)
      let found = reference.values.prefix(5).map { boxCox.transform($0) }
      // R subtracts 1 from the power: at 1e-6 that costs it six of sixteen digits.
      #expect(greatestDifference(found, expected) < (power == 1e-6 ? 1e-9 : 1e-14))
    }
  }

  // R's search stops within 1.2e-4 of the lowest point it finds.
  @Test("the power chosen agrees with R's BoxCox.lambda", arguments: try BoxCoxReference.load())
  func choiceAgreesWithR(reference: BoxCoxReference.Case) throws {
    let chosen = try #require(
      BoxCox.chosen(for: .monthly(reference.values), seasonLength: reference.season_length))
    #expect((chosen.lambda - reference.guerrero).magnitude < 5e-4)
  }

  @Test("the inverse undoes the transform at every power and size")
  func roundTrip() throws {
    for power in [-2, -1, -0.3, -1e-9, 0, 1e-9, 0.3, 1, 2] {
      let boxCox = try BoxCox(lambda: power)
      for value in [1e-3, 0.5, 1, 1.000001, 7, 1e4] {
        let back = boxCox.inverse(boxCox.transform(value))
        // Near the end of the range the transform itself is flat: 1e4 at power −2 is 0.5 − 5e-9.
        #expect((back / value - 1).magnitude < (power <= -1 ? 1e-6 : 1e-10), "\(power) \(value)")
      }
    }
  }

  @Test("a power of 1 shifts, 0 is the logarithm, and small powers go over into it")
  func special() throws {
    #expect(try BoxCox(lambda: 1).transform(5) == 4)
    #expect(BoxCox.logarithm.transform(1) == 0)
    let nearly = try BoxCox(lambda: 1e-12).transform(20)
    #expect((nearly - BoxCox.logarithm.transform(20)).magnitude < 1e-10)
  }

  @Test("beyond the end of the range the inverse is that end")
  func ends() throws {
    #expect(try BoxCox(lambda: 0.5).inverse(-3) == 0)
    #expect(try BoxCox(lambda: -0.5).inverse(3) == .infinity)
  }

  @Test("a power out of range and a value not above 0 are refused")
  func refusals() throws {
    #expect(throws: BoxCox.TransformError.powerOutOfRange(found: 2.5)) { try BoxCox(lambda: 2.5) }
    #expect(throws: BoxCox.TransformError.self) { try BoxCox(lambda: .nan) }
    #expect(throws: BoxCox.TransformError.nonPositiveValue(at: Period(.month, ordinal: 373))) {
      try BoxCox.logarithm.transform(.monthly([1, 0, 3]))
    }
    #expect(BoxCox.logarithm.transform(-1).isNaN)
    let text = "\(BoxCox.TransformError.powerOutOfRange(found: 2.5))"
    #expect(text == "the power is 2.5 but must lie in -2...2")
  }

  @Test("missing values stay missing and gaps leave the other seasons to choose")
  func gaps() throws {
    let transformed = try BoxCox.logarithm.transform(.monthly([1, nil, 3]))
    #expect(transformed.storage[1].isNaN && transformed.observedCount == 2)
    let reference = try #require(try BoxCoxReference.load().first)
    var values = reference.values.map(Optional.some)
    values[40] = nil
    let chosen = try #require(BoxCox.chosen(for: .monthly(values), seasonLength: 12))
    #expect((chosen.lambda - reference.guerrero).magnitude < 0.1)
  }

  @Test("spread proportional to the level calls for the logarithm, in any unit")
  func proportional() throws {
    var generator = TestGenerator(seed: 12)
    let series = TimeSeries.monthly(
      (0..<240).map { 100 * (1 + 0.02 * Double($0)) * (10 + generator.bell()) })
    let chosen = try #require(BoxCox.chosen(for: series, seasonLength: 12))
    #expect(chosen.lambda.magnitude < 0.35)
    let tiny = try #require(BoxCox.chosen(for: series.map { $0 * 1e-250 }, seasonLength: 12))
    #expect((tiny.lambda - chosen.lambda).magnitude < 1e-6)
  }

  @Test("no choice without positive values, two seasons or variation")
  func noChoice() {
    #expect(BoxCox.chosen(for: .monthly([1, 2, 0, 4]), seasonLength: 2) == nil)
    #expect(BoxCox.chosen(for: .monthly([1, 2, 3]), seasonLength: 2) == nil)
    #expect(BoxCox.chosen(for: .monthly([2, 2, 2, 2]), seasonLength: 2) == nil)
    #expect(BoxCox.chosen(for: .monthly([]), seasonLength: 12) == nil)
  }
}
