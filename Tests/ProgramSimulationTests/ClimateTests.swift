import RealModule
import Testing

@testable import ProgramSimulation

@Suite("Climate")
struct ClimateTests {
  private let climate = Climate(seed: 3, end: 4_000)

  @Test("market and waves average 1")
  func means() {
    let market = (0..<4_000).map { climate.market($0, known: 4_000) }
    let waves = (0..<4_000).map { climate.wave($0, known: 4_000) }
    #expect(abs(mean(market) - 1) < 0.015)
    #expect(abs(variance(market).squareRoot() - 0.06) < 0.006)
    #expect(abs(mean(waves) - 1) < 0.05)
    #expect(abs(variance(waves) - 1 / 2.5) < 0.06)
  }

  @Test("the market forecast is unbiased and returns to 1", arguments: [1, 3, 12])
  func forecast(ahead: Int) {
    let errors = stride(from: 0, to: 3_980, by: 1).map { origin in
      climate.market(origin + ahead - 1, known: origin)
        - climate.market(origin + ahead - 1, known: 4_000)
    }
    #expect(abs(mean(errors)) < 0.01)
    #expect(variance(errors) <= 0.06 * 0.06 * 1.15)
    #expect(abs(climate.market(100 + 60, known: 100) - 1) < 1e-4)
  }

  @Test("waves that are not known yet count as average ones")
  func unknownWave() {
    #expect(climate.wave(10, known: 10) == 1)
    #expect(climate.wave(9, known: 10) != 1)
  }

  @Test("a longer program has the same past")
  func prefix() {
    let short = Climate(seed: 3, end: 30)
    for month in -24..<30 {
      #expect(short.market(month, known: 30) == climate.market(month, known: 30))
      #expect(short.wave(month, known: 30) == climate.wave(month, known: 30))
    }
  }
}
