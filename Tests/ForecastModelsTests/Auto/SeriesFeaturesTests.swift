import Foundation
import TemporalData
import Testing
import _TestSupport

@testable import ForecastModels

@Suite("SeriesFeatures")
struct SeriesFeaturesTests {
  private struct Cases: Decodable {
    struct Case: Decodable {
      let season: Int
      let values: [Double]
      let features: [Double]
    }
    let cases: [Case]
  }

  private static func features(_ values: [Double], season: Int) -> [Double] {
    let history = TimeSeries(start: Period(.index, ordinal: 1), storage: values)
    return SeriesFeatures(history, seasonLength: season).values
  }

  @Test("features are those of their definitions")
  func reference() throws {
    let cases = try Reference<Cases>.load("auto-features").cases
    #expect(cases.count == 9)
    for known in cases {
      let found = Self.features(known.values, season: known.season)
      #expect(found.count == SeriesFeatures.names.count)
      for (value, expected) in zip(found, known.features) {
        #expect((value - expected).magnitude < 1e-7, "season \(known.season)")
      }
    }
  }

  @Test("a history in another unit has the same features", arguments: [1, 4, 12])
  func scale(season: Int) throws {
    let cases = try Reference<Cases>.load("auto-features").cases
    for values in cases.map(\.values) {
      let plain = Self.features(values, season: season)
      #expect(Self.features(values.map { $0 * 0x1p300 }, season: season) == plain)
      let tripled = Self.features(values.map { $0 * 3e-5 }, season: season)
      #expect(zip(plain, tripled).allSatisfy { (a, b) in (a - b).magnitude < 1e-9 })
    }
  }

  @Test("a falling history has the opposite drift and the same trend as a rising one")
  func direction() {
    let rising = (0..<40).map { slot -> Double in Double(10 + slot + slot * slot % 7) }
    let up = Self.features(rising, season: 1)
    let down = Self.features(rising.map { 100 - $0 }, season: 1)
    #expect(up[2] > 0.5)
    #expect((up[2] + down[2]).magnitude < 1e-9)
    #expect(up[3] == up[2].magnitude)
    #expect((up[3] - down[3]).magnitude < 1e-9)
  }

  @Test("a season shows in its feature, and only there where it is asked for")
  func season() {
    let waves = (0..<60).map { slot -> Double in
      let wave = 10 * cos(Double(slot) * Double.pi / 6)
      let noise = Double(slot * 37 % 11) / 5
      return 50 + wave + noise
    }
    #expect(Self.features(waves, season: 12)[5] > 0.6)
    #expect(Self.features(waves, season: 1)[5] == 0)
    #expect(Self.features(waves, season: 30)[5] == 0)
  }

  @Test("empty, short, constant and gapped histories have finite features")
  func hostile() {
    let nan = Double.nan
    let hostile: [[Double]] = [
      [], [5], [5, 6], [nan, nan, nan], [0, 0, 0, 0, 0], [7, 7, 7, 7, 7, 7],
      [1, nan, 3, nan, nan, 2, 8], [1e300, -1e300, 1e300, 5], [1e-300, 2e-300, 5e-301, 1e-300],
    ]
    for values in hostile {
      for season in [1, 2, 12] {
        let found = Self.features(values, season: season)
        #expect(found.count == SeriesFeatures.names.count)
        #expect(found[0] == 1)
        #expect(found.allSatisfy { $0.isFinite }, "\(values)")
      }
    }
  }
}
