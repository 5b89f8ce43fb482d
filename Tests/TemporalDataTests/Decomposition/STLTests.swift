import TemporalData
import Testing
import _TestSupport

/// R 4.2.2 `stl`; see References/stl/make.R.
struct STLReference: Decodable {
  struct Case: Decodable, CustomStringConvertible {
    let name: String
    let season_length: Int
    let seasonal_window: Int?
    let seasonal_degree: Int
    let trend_window: Int?
    let jump: Int?
    let low_pass_window: Int
    let robust: Bool
    let values: [Double]
    let seasonal: [Double]
    let trend: [Double]
    var description: String { name }

    var method: STL {
      get throws {
        let degree: Loess.Degree = seasonal_degree == 0 ? .constant : .linear
        let usual = try STL(
          seasonLength: season_length,
          seasonal: seasonal_window.map { .changing(window: $0, degree: degree) } ?? .periodic,
          isRobust: robust)
        guard let jump else { return usual }
        return try STL(
          seasonLength: season_length,
          seasonal: .smoothed(by: Loess(window: seasonal_window ?? 7, degree: degree, jump: jump)),
          isRobust: robust,
          trend: Loess(window: trend_window ?? usual.trend.window, jump: jump),
          lowPass: Loess(window: low_pass_window, jump: jump))
      }
    }
  }
  let cases: [Case]

  static func load() throws -> [Case] { try Reference<Self>.load("stl").cases }
}

@Suite("STL")
struct STLTests {
  // Differences are measured against the largest value. R holds weights at the two edges of its
  // kernels at 0 and 1, which the paper does not; with that the difference falls below 1e-12.
  @Test("parts agree with R's stl", arguments: try STLReference.load())
  func agreesWithR(reference: STLReference.Case) throws {
    let parts = try reference.method.decompose(.monthly(reference.values))
    let size = try #require(reference.values.map(\.magnitude).max())
    for (found, expected) in [
      (parts.trend.storage, reference.trend), (parts.seasonal.storage, reference.seasonal),
    ] {
      let difference = zip(found, expected).map { ($0 - $1).magnitude }.max() ?? .infinity
      #expect(difference < (reference.robust ? 1e-6 : 1e-11) * size)
    }
  }

  @Test("parts add up and every season is the same where it is said to be", arguments: 1...6)
  func addsUp(seed: UInt64) throws {
    var generator = TestGenerator(seed: seed)
    let length = [2, 3, 4, 7, 12, 52][Int(seed) - 1]
    let series = generator.series(count: 3 * length + 20, seasonLength: length, missing: 0.05)
    for robust in [false, true] {
      let parts = try STL(seasonLength: length, isRobust: robust).decompose(series)
      for slot in 0..<series.count {
        let sum =
          parts.trend.storage[slot] + parts.seasonal.storage[slot] + parts.remainder.storage[slot]
        #expect(sum.isNaN == series.storage[slot].isNaN)
        #expect(sum.isNaN || (sum - series.storage[slot]).magnitude < 1e-10)
        #expect(parts.trend.storage[slot].isFinite)
        #expect(parts.seasonal.storage[slot] == parts.seasonal.storage[slot % length])
      }
    }
  }

  @Test("an exact line with an exact season comes back, missing values filled in")
  func exact() throws {
    let figure = [5.0, -2, -7, 4]
    let line = (0..<48).map { 20 + 0.25 * Double($0) }
    var values: [Double?] = line.enumerated().map { $1 + figure[$0 % 4] }
    for gap in [0, 17, 18, 19, 20, 21, 22, 47] { values[gap] = nil }
    let adding = STL.Seasonal.changing(window: 7, degree: .linear)
    for robust in [false, true] {
      let method = try STL(seasonLength: 4, seasonal: adding, isRobust: robust)
      let parts = try method.decompose(.monthly(values))
      #expect(greatestDifference(parts.trend.storage, line) < 1e-10)
      #expect(greatestDifference(Array(parts.seasonal.storage.prefix(4)), figure) < 1e-10)
    }
  }

  @Test("robust weights keep outliers out of trend and season")
  func outliers() throws {
    var generator = TestGenerator(seed: 11)
    let clean = generator.series(count: 120, seasonLength: 12)
    var spoilt = clean.storage
    for slot in [15, 44, 71, 100] { spoilt[slot] += 5_000 }
    let method = try STL(seasonLength: 12, isRobust: true)
    let reference = try method.decompose(clean)
    let found = try method.decompose(TimeSeries(start: clean.start, storage: spoilt))
    let plain = try STL(seasonLength: 12).decompose(TimeSeries(start: clean.start, storage: spoilt))
    #expect(greatestDifference(found.seasonal.storage, reference.seasonal.storage) < 1)
    #expect(greatestDifference(plain.seasonal.storage, reference.seasonal.storage) > 10)
  }

  @Test("parts follow a change of unit and level", arguments: [1e-300, 1e-3, -7, 1e300])
  func equivariance(scale: Double) throws {
    var generator = TestGenerator(seed: 5)
    let series = generator.series(count: 60, seasonLength: 12, missing: 0.1)
    let method = try STL(seasonLength: 12, isRobust: true)
    let plain = try method.decompose(series)
    let scaled = try method.decompose(series.map { $0 * scale })
    let trend = scaled.trend.storage.map { $0 / scale }
    let season = scaled.seasonal.storage.map { $0 / scale }
    #expect(greatestDifference(trend, plain.trend.storage) < 1e-9)
    #expect(greatestDifference(season, plain.seasonal.storage) < 1e-9)
  }

  @Test("a constant series is all trend")
  func constant() throws {
    for robust in [false, true] {
      let parts = try STL(seasonLength: 4, isRobust: robust)
        .decompose(.monthly(.init(repeating: 3.7, count: 24)))
      #expect(greatestDifference(parts.trend.storage, .init(repeating: 3.7, count: 24)) < 1e-12)
      #expect(parts.seasonal.storage.allSatisfy { $0.magnitude < 1e-12 })
    }
  }

  @Test("what cannot be decomposed is refused with the figures")
  func refusals() throws {
    #expect(throws: DecompositionError.seasonTooShort(needed: 2, found: 1)) {
      try STL(seasonLength: 1)
    }
    #expect(throws: DecompositionError.tooFewObservations(needed: 8, found: 7)) {
      try STL(seasonLength: 4).decompose(.monthly([1, 2, 3, 4, 5, 6, 7]))
    }
    #expect(throws: DecompositionError.tooFewObservations(needed: .max, found: 1)) {
      try STL(seasonLength: .max).decompose(.monthly([1]))
    }
    #expect(throws: DecompositionError.unobservedSeason(slot: 2)) {
      try STL(seasonLength: 2).decompose(.monthly([1, nil, 2, nil, 3]))
    }
  }

  @Test("every series of two seasons with something in each slot decomposes", arguments: 1...40)
  func sparse(seed: UInt64) throws {
    var generator = TestGenerator(seed: seed)
    let length = Int.random(in: 2...9, using: &generator)
    var values = generator.series(
      count: Int.random(in: 2 * length...40, using: &generator), seasonLength: length, missing: 0.5
    ).storage
    for slot in 0..<length where values[slot].isNaN { values[slot] = generator.bell() }
    let window = Int.random(in: -3...20, using: &generator)
    let method = try STL(
      seasonLength: length, seasonal: .changing(window: window, degree: .linear), isRobust: true)
    let parts = try method.decompose(.monthly(values))
    #expect(parts.trend.observedCount == values.count)
    #expect(parts.seasonal.observedCount == values.count)
  }
}
