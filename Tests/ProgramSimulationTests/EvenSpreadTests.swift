import Testing

@testable import ProgramSimulation

@Suite("Even spread")
struct EvenSpreadTests {
  @Test("any hundred neighbours fill every tenth of each coordinate", arguments: Sample.seeds)
  func fillsTenths(seed: UInt64) {
    let spread = EvenSpread(seed: seed, key: "test", dimensions: 3)
    for first in [1, 51, 1_001] {
      let points = (first..<(first + 100)).map(spread.point)
      for coordinate in 0..<3 {
        let tenths = Dictionary(grouping: points) { Int($0[coordinate] * 10) }
        #expect(tenths.count == 10)
        #expect(tenths.values.allSatisfy { (4...16).contains($0.count) })
      }
    }
  }

  @Test("every coordinate lies in 0..<1, and keys shift sequences apart")
  func range() {
    let one = EvenSpread(seed: 1, key: "one", dimensions: 2)
    let two = EvenSpread(seed: 1, key: "two", dimensions: 2)
    #expect((1...500).flatMap(one.point).allSatisfy { (0..<1).contains($0) })
    #expect(one.point(1) != two.point(1))
  }

  @Test("coordinates do not predict each other")
  func uncorrelated() {
    let spread = EvenSpread(seed: 4, key: "test", dimensions: 2)
    let points = (1...1_000).map(spread.point)
    let product = mean(points.map { ($0[0] - 0.5) * ($0[1] - 0.5) })
    #expect(abs(product) * 12 < 0.05)
  }
}
