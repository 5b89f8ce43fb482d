import TemporalData
import Testing

@Suite("Seasonal strength")
struct SeasonalStrengthTests {
  @Test("strength is near 1 for a clear season and near 0 for noise")
  func ends() throws {
    var generator = TestGenerator(seed: 8)
    let noise = TimeSeries.monthly((0..<240).map { _ in generator.bell() })
    let weak = try #require(noise.seasonalStrength(seasonLength: 12))
    #expect(weak < 0.25)
    let waves = TimeSeries.monthly(noise.storage.enumerated().map { 30 * Double($0 % 12) + $1 })
    let strong = try #require(waves.seasonalStrength(seasonLength: 12))
    #expect(strong > 0.99)
  }

  @Test("strength lies in 0...1 and does not depend on the unit", arguments: 1...20)
  func bounds(seed: UInt64) throws {
    var generator = TestGenerator(seed: seed)
    let series = generator.series(count: 60, seasonLength: 12, missing: 0.1)
    let strength = try #require(series.seasonalStrength(seasonLength: 12))
    #expect((0...1).contains(strength))
    for scale in [1e-300, 1e300] {
      let scaled = try #require(series.map { $0 * scale }.seasonalStrength(seasonLength: 12))
      #expect((scaled - strength).magnitude < 1e-9)
    }
  }

  @Test("trend strength tells a line from noise, additive or multiplicative")
  func trend() throws {
    var generator = TestGenerator(seed: 9)
    let rising = TimeSeries.monthly((0..<96).map { 50 + Double($0) + generator.bell() })
    let level = TimeSeries.monthly((0..<96).map { _ in 50 + generator.bell() })
    for composition in Decomposition.Composition.allCases {
      let steep = try rising.classicalDecomposition(seasonLength: 12, composition)
      let flat = try level.classicalDecomposition(seasonLength: 12, composition)
      #expect(try #require(steep.trendStrength) > 0.99)
      #expect(try #require(flat.trendStrength) < 0.5)
      let none = try #require(steep.seasonalStrength)
      #expect((0..<0.6).contains(none))
    }
  }

  @Test("nothing that varies, no two seasons or no season: no strength")
  func undefined() {
    #expect(
      TimeSeries.monthly(.init(repeating: 0.1, count: 48)).seasonalStrength(seasonLength: 12) == nil
    )
    #expect(
      TimeSeries.monthly(.init(repeating: 0, count: 48)).seasonalStrength(seasonLength: 12) == nil)
    #expect(TimeSeries.monthly([1, 2, 3, 4, 5]).seasonalStrength(seasonLength: 3) == nil)
    #expect(TimeSeries.monthly([1, 2, 3, 4, 5]).seasonalStrength(seasonLength: 1) == nil)
    #expect(TimeSeries.monthly([]).seasonalStrength(seasonLength: 2) == nil)
  }
}
