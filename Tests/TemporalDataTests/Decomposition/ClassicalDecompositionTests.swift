import TemporalData
import Testing
import _TestSupport

/// R 4.2.2 `decompose` and `acf`; see References/classical-decomposition/make.R.
struct ClassicalReference: Decodable {
  struct Case: Decodable, CustomStringConvertible {
    let name: String
    let season_length: Int
    let values: [Double?]
    let trend: [Double?]?
    let additive_figure: [Double]?
    let multiplicative_figure: [Double]?
    let acf: [Double]
    var description: String { name }
  }
  let cases: [Case]

  static func load() throws -> [Case] {
    try Reference<Self>.load("classical-decomposition").cases
  }
}

@Suite("Classical decomposition")
struct ClassicalDecompositionTests {
  @Test(
    "trend and seasonal figures agree with R's decompose", arguments: try ClassicalReference.load())
  func agreesWithR(reference: ClassicalReference.Case) throws {
    guard let trend = reference.trend, let additive = reference.additive_figure else { return }
    let series = TimeSeries.monthly(reference.values)
    let parts = try series.classicalDecomposition(seasonLength: reference.season_length)
    // Both sum a dozen terms in their own order.
    #expect(greatestDifference(parts.trend.storage, trend.map { $0 ?? .nan }) < 1e-14)
    let figure = Array(parts.seasonal.storage.prefix(reference.season_length))
    #expect(greatestDifference(figure, additive) < 1e-13)
    guard let expected = reference.multiplicative_figure else { return }
    let factors = try series.classicalDecomposition(
      seasonLength: reference.season_length, .multiplicative)
    let found = Array(factors.seasonal.storage.prefix(reference.season_length))
    #expect(greatestDifference(found, expected) < 1e-13)
  }

  @Test(
    "parts recombine to the series, at any season length", arguments: [1, 2, 3, 4, 7, 12, 13, 52])
  func recombines(seasonLength: Int) throws {
    var generator = TestGenerator(seed: UInt64(seasonLength))
    let series = generator.series(
      count: 2 * seasonLength + 30, seasonLength: seasonLength, level: 5_000)
    for composition in Decomposition.Composition.allCases {
      let parts = try series.classicalDecomposition(seasonLength: seasonLength, composition)
      for slot in 0..<series.count where !parts.trend.storage[slot].isNaN {
        let rebuilt = composition.adding(
          parts.remainder.storage[slot],
          to: composition.adding(parts.seasonal.storage[slot], to: parts.trend.storage[slot]))
        #expect((rebuilt - series.storage[slot]).magnitude < 1e-9)
      }
      let known = parts.trend.observedCount
      #expect(known == series.count - seasonLength / 2 * 2)
      let figure = parts.seasonal.storage.prefix(seasonLength)
      let neutral = composition == .additive ? 0.0 : 1.0
      #expect((figure.reduce(0, +) / Double(seasonLength) - neutral).magnitude < 1e-12)
    }
  }

  @Test("an exact line with an exact season is taken apart exactly, and adjusted to the line")
  func exact() throws {
    let figure = [3.0, -1, -4, 2]
    let series = TimeSeries.monthly((0..<40).map { 10 + 0.5 * Double($0) + figure[$0 % 4] })
    let parts = try series.classicalDecomposition(seasonLength: 4)
    #expect(greatestDifference(Array(parts.seasonal.storage.prefix(4)), figure) < 1e-13)
    let line = (0..<40).map { 10 + 0.5 * Double($0) }
    #expect(greatestDifference(parts.seasonallyAdjusted.storage, line) < 1e-13)
    #expect(parts.remainder.storage.filter { !$0.isNaN }.allSatisfy { $0.magnitude < 1e-12 })
  }

  @Test("the seasonal value goes on in both directions")
  func continuation() throws {
    let figure = [3.0, -1, -4, 2, 0]
    let series = TimeSeries.monthly((0..<23).map { 10 + figure[$0 % 5] })
    let parts = try series.classicalDecomposition(seasonLength: 5)
    for slot in -17..<60 {
      let expected = figure[((slot % 5) + 5) % 5]
      #expect((parts.seasonalValue(at: slot) - expected).magnitude < 1e-13)
    }
  }

  @Test("gaps leave the trend around them unknown and the rest in place")
  func gaps() throws {
    let figure = [3.0, -1, -4, 2]
    var values: [Double?] = (0..<40).map { 10 + 0.5 * Double($0) + figure[$0 % 4] }
    values[13] = nil
    let parts = try TimeSeries.monthly(values).classicalDecomposition(seasonLength: 4)
    #expect((11...15).allSatisfy { parts.trend.storage[$0].isNaN })
    #expect(!parts.trend.storage[10].isNaN && !parts.trend.storage[16].isNaN)
    #expect(greatestDifference(Array(parts.seasonal.storage.prefix(4)), figure) < 1e-13)
  }

  @Test("values near the largest and the smallest doubles decompose without overflow")
  func extremes() throws {
    for scale in [1e300, 1e-300] {
      let figure = [3.0, -1, -4, 2]
      let series = TimeSeries.monthly((0..<24).map { scale * (100 + figure[$0 % 4]) })
      let parts = try series.classicalDecomposition(seasonLength: 4)
      let found = parts.seasonal.storage.prefix(4).map { $0 / scale }
      #expect(greatestDifference(found, figure) < 1e-12)
    }
  }

  @Test("what cannot be decomposed is refused with the figures")
  func refusals() {
    let short = TimeSeries.monthly([1, 2, 3, 4, 5, 6, 7])
    #expect(throws: DecompositionError.tooFewObservations(needed: 8, found: 7)) {
      try short.classicalDecomposition(seasonLength: 4)
    }
    #expect(throws: DecompositionError.tooFewObservations(needed: .max, found: 7)) {
      try short.classicalDecomposition(seasonLength: .max)
    }
    #expect(throws: DecompositionError.seasonTooShort(needed: 1, found: 0)) {
      try short.classicalDecomposition(seasonLength: 0)
    }
    #expect(throws: DecompositionError.nonPositiveValue(at: Period(.month, ordinal: 374))) {
      try TimeSeries.monthly([1, 2, 0, 4]).classicalDecomposition(seasonLength: 2, .multiplicative)
    }
    #expect(throws: DecompositionError.unobservedSeason(slot: 1)) {
      try TimeSeries.monthly([nil, nil, nil, nil]).classicalDecomposition(seasonLength: 2)
    }
    let text = "\(DecompositionError.tooFewObservations(needed: 8, found: 7))"
    #expect(text.hasPrefix("the decomposition needs 8 slots but the series has 7"))
  }
}
