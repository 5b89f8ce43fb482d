import Statistics
import TemporalData
import Testing

@testable import ForecastModels

@Suite("Which histories are demands")
struct DemandKindTests {
  @Test("histories with a quarter of empty periods are intermittent, dense ones are not")
  func intermittent() throws {
    let quarterly = (0..<36).map { $0 % 3 == 0 ? 100.0 : 0 }
    let kind = try #require(DemandKind(.monthly(quarterly)))
    #expect(kind.isIntermittent && kind.isDemand && abs(kind.meanInterval - 34.0 / 12) < 1e-12)
    #expect(kind.squaredVariation < 1e-20 && kind.silence == 2)
    let dense = (0..<36).map { Double(10 + $0 % 5) }
    #expect(try #require(DemandKind(.monthly(dense))).isDemand == false)
  }

  @Test("zeros before the first demand do not count")
  func leadingZeros() throws {
    let kind = try #require(DemandKind(.monthly([0, 0, 0, 0, 0, 5, 6, 7, 8, 6, 5])))
    #expect(!kind.isDemand && kind.meanInterval == 1)
  }

  @Test("a dense history is silent when its end is emptier than all before")
  func silent() throws {
    let dense = (0..<24).map { Double(3 + $0 % 4) }
    #expect(try #require(DemandKind(.monthly(dense + [0]))).isSilent == false)
    let silent = try #require(DemandKind(.monthly(dense + [0, 0])))
    #expect(silent.isSilent && silent.isDemand && !silent.isIntermittent)
    let holidays = (0..<24).map { $0 % 12 > 9 ? 0.0 : 5 }
    #expect(try #require(DemandKind(.monthly(holidays))).isSilent == false)
  }

  @Test("near the bound a history keeps the side it came from")
  func hysteresis() throws {
    // Both have 11 demands in 14 periods, a mean interval of 1.27.
    let emptyFirst: [Double] = [1, 0, 1, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1]
    let emptyLast: [Double] = [1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 0, 1, 0, 1]
    #expect(try #require(DemandKind(.monthly(emptyFirst))).isIntermittent)
    #expect(try #require(DemandKind(.monthly(emptyLast))).isIntermittent == false)
  }

  @Test("negative values and histories without a demand have no kind")
  func none() {
    #expect(DemandKind(.monthly([1, 0, -1, 0])) == nil)
    #expect(DemandKind(.monthly([0, 0, 0])) == nil)
    #expect(DemandKind(.monthly([])) == nil)
  }
}
