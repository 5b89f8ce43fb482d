import TemporalData
import Testing
import _TestSupport

/// R forecast 8.20 `mstl`; see References/mstl/make.R.
struct MSTLReference: Decodable {
  struct Case: Decodable, CustomStringConvertible {
    let name: String
    let season_lengths: [Int]
    let windows: [Int]?
    let robust: Bool
    let passes: Int
    let values: [Double]
    let trend: [Double]
    let seasonals: [[Double]]
    var description: String { name }
  }
  let cases: [Case]

  static func load() throws -> [Case] { try Reference<Self>.load("mstl").cases }
}

/// statsforecast 2.1.1 `mstl`; see References/mstl-statsforecast/make.py.
struct MSTLStatsforecastReference: Decodable {
  struct Case: Decodable, CustomStringConvertible {
    let name: String
    let season_lengths: [Int]
    let seasonal_windows, trend_windows, low_pass_windows: [Int]
    let inner_passes: Int
    let values: [Double]
    let trend: [Double]
    let seasonals: [[Double]]
    var description: String { name }

    var methods: [STL] {
      get throws {
        try season_lengths.indices.map { index in
          try STL(
            seasonLength: season_lengths[index],
            seasonal: .smoothed(by: Loess(window: seasonal_windows[index], degree: .constant)),
            trend: Loess(window: trend_windows[index]),
            lowPass: Loess(window: low_pass_windows[index]), innerPasses: inner_passes)
        }
      }
    }
  }
  let cases: [Case]

  static func load() throws -> [Case] {
    try Reference<Self>.load("mstl-statsforecast").cases
  }
}

@Suite("MSTL")
struct MSTLTests {
  @Test(
    "parts agree with statsforecast's mstl where windows and turns do",
    arguments: try MSTLStatsforecastReference.load())
  func agreesWithStatsforecast(reference: MSTLStatsforecastReference.Case) throws {
    let parts = try MSTL(reference.methods).decompose(.monthly(reference.values))
    expectClose(parts.trend.storage, reference.trend, absolute: 1e-9)
    for (found, expected) in zip(parts.seasonals, reference.seasonals) {
      expectClose(found.storage, expected, absolute: 1e-9)
    }
  }

  // R treats the edges of its kernels otherwise than the paper does, see STLTests.
  @Test("parts agree with R's mstl", arguments: try MSTLReference.load())
  func agreesWithR(reference: MSTLReference.Case) throws {
    let method = try MSTL(
      seasonLengths: reference.season_lengths,
      seasonal: reference.windows?.map { .changing(window: $0) } ?? [],
      isRobust: reference.robust)
    #expect(method.passes == reference.passes)
    let parts = try method.decompose(.monthly(reference.values))
    let size = try #require(reference.values.map(\.magnitude).max())
    #expect(parts.seasonals.count == reference.seasonals.count)
    let tolerance = (reference.robust ? 1e-6 : 1e-11) * size
    expectClose(parts.trend.storage, reference.trend, absolute: tolerance)
    for (found, expected) in zip(parts.seasonals, reference.seasonals) {
      expectClose(found.storage, expected, absolute: tolerance)
    }
  }

  @Test("parts add up, and are missing where the series is only in the remainder", arguments: 1...4)
  func addsUp(seed: UInt64) throws {
    var generator = TestGenerator(seed: seed)
    let series = generator.series(count: 150, seasonLength: 12, missing: 0.1)
    let parts = try MSTL(seasonLengths: [4, 7, 12]).decompose(series)
    for slot in 0..<series.count {
      let known = parts.seasonals.reduce(parts.trend.storage[slot]) { $0 + $1.storage[slot] }
      #expect(known.isFinite)
      let sum = known + parts.remainder.storage[slot]
      #expect(sum.isNaN == series.storage[slot].isNaN)
      #expect(sum.isNaN || (sum - series.storage[slot]).magnitude < 1e-10)
    }
    let adjusted = parts.seasonallyAdjusted.storage
    let sum = zip(
      adjusted,
      parts.seasonals.map(\.storage).reduce(into: adjusted.map { _ in 0 }) {
        for slot in $1.indices { $0[slot] += $1[slot] }
      }
    ).map(+)
    #expect(greatestDifference(sum, series.storage) < 1e-12)
  }

  @Test("two exact seasons come back, however the lengths are ordered and repeated")
  func exact() throws {
    let (short, long): ([Double], [Double]) = ([3, -1, -2], [5, -5, 1, 0, 2, -2, 4, -6, 2, -1])
    let values = (0..<300).map { (slot: Int) -> Double in 7 + short[slot % 3] + long[slot % 10] }
    let periodic: [STL.Seasonal] = [.periodic, .periodic]
    let parts = try MSTL(seasonLengths: [10, 3, 10], seasonal: periodic, passes: 30)
      .decompose(.monthly(values))
    #expect(parts.seasonLengths == [3, 10] && parts.dropped.isEmpty)
    #expect(greatestDifference(Array(parts.seasonals[0].storage.prefix(3)), short) < 1e-6)
    #expect(greatestDifference(Array(parts.seasonals[1].storage.prefix(10)), long) < 1e-6)
    for slot in [-1, -30, 300, 307, 1000] {
      let expected = short[((slot % 3) + 3) % 3] + long[((slot % 10) + 10) % 10]
      #expect((parts.seasonalValue(at: slot) - expected).magnitude < 1e-5)
    }
  }

  @Test("a season longer than half of the series is left out, with both counts")
  func dropped() throws {
    var generator = TestGenerator(seed: 3)
    let series = generator.series(count: 30, seasonLength: 7)
    let parts = try MSTL(seasonLengths: [7, 15, 16, .max]).decompose(series)
    #expect(parts.seasonLengths == [7, 15])
    #expect(parts.dropped.map(\.seasonLength) == [16, .max])
    #expect(parts.dropped[0].reason == .tooFewObservations(needed: 32, found: 30))
    #expect(throws: DecompositionError.tooFewObservations(needed: 32, found: 30)) {
      try MSTL(seasonLengths: [16]).decompose(series)
    }
    #expect(throws: DecompositionError.unobservedSeason(slot: 1)) {
      try MSTL(seasonLengths: [2]).decompose(.monthly([nil, nil, nil, nil, nil]))
    }
  }

  @Test("a season below two slots is refused", arguments: [[], [1], [12, 0], [-3, 4]])
  func refused(lengths: [Int]) {
    #expect(throws: DecompositionError.seasonTooShort(needed: 2, found: lengths.min() ?? 0)) {
      try MSTL(seasonLengths: lengths)
    }
  }

  @Test("the error of a season that never changes is the remainder's over the root of its cycles")
  func seasonalError() throws {
    var generator = TestGenerator(seed: 9)
    let series = generator.series(count: 120, seasonLength: 12)
    let fixed = try MSTL(seasonLengths: [12], seasonal: [.periodic]).decompose(series)
    let squares = fixed.remainder.storage.reduce(0) { $0 + $1 * $1 / 120 }
    expectClose(fixed.seasonalErrors[0], (squares / 10).squareRoot(), relative: 1e-12)
    let changing = try MSTL(seasonLengths: [12]).decompose(series)
    let share =
      changing.seasonalErrors[0]
      / changing.remainder.storage.map { $0 * $0 / 120 }
      .reduce(0, +).squareRoot()
    // A tricube weighted mean of the last eleven of ten seasons rests on fewer than ten of them.
    #expect(share > (1.0 / 10).squareRoot() && share < 0.5.squareRoot())
  }

  @Test("the error of the last cycle is what simulated series show, within a quarter of it")
  func simulatedError() throws {
    var generator = TestGenerator(seed: 17)
    let figure: [Double] = [4, -1, 0, 2, -3, -2, 5, -5]
    let method = try MSTL(seasonLengths: [8])
    var (errors, claimed) = (0.0, 0.0)
    for _ in 0..<60 {
      let values = (0..<96).map { 20 + figure[$0 % 8] + generator.bell() }
      let parts = try method.decompose(.monthly(values))
      claimed += parts.seasonalErrors[0] * parts.seasonalErrors[0] / 60
      for place in 0..<8 {
        let error = parts.seasonalValue(at: 96 + place) - figure[place]
        errors += error * error / 480
      }
    }
    let ratio = (errors / claimed).squareRoot()
    #expect(ratio > 0.8 && ratio < 1.25, "\(ratio)")
  }
}
