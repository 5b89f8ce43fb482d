import Statistics
import TemporalData
import Testing
import _TestSupport

/// `References/unit-root`: R forecast 8.20 with urca 1.3.3 and tseries 0.10.53.
private struct UnitRootReference: Decodable {
  struct Statistic: Decodable {
    let lags: Int
    let level: Double
  }
  struct Counts: Decodable {
    let kpss: Int?
    let seas: Int?
  }
  struct Series: Decodable {
    let series: String
    let season_length: Int
    let kpss: Statistic
    let ndiffs: Counts
    let nsdiffs: Counts?
  }
  let series: [Series]
}

@Suite("How often to difference")
struct DifferencesTests {
  @Test("statistics and numbers of differences are those of R")
  func likeR() throws {
    for known in try Reference.load("unit-root", as: UnitRootReference.self).series {
      let history = try PeerReference(known.series).history
      let values = history.storage.filter { !$0.isNaN }
      let test = try KPSS(values)
      #expect(abs(test.statistic - known.kpss.level) < 1e-10 * known.kpss.level, "\(known.series)")
      #expect(history.differencesNeeded == known.ndiffs.kpss, "\(known.series)")
      guard let seasonal = known.nsdiffs?.seas else { continue }
      let found = history.seasonalDifferencesNeeded(seasonLength: known.season_length)
      #expect(found == seasonal, "\(known.series)")
    }
  }
}
