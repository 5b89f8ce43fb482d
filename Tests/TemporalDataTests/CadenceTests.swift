import Testing

@testable import TemporalData

@Suite("Cadence")
struct CadenceTests {
  private func months(_ values: [Double]) -> TimeSeries {
    TimeSeries(start: Period(.month, ordinal: 600), storage: values)
  }

  private func every(_ length: Int, count: Int, from first: Int = 0) -> TimeSeries {
    months((0..<count).map { ($0 - first) % length == 0 && $0 >= first ? 5 : 0 })
  }

  @Test("the gap that most demands keep is found with its share")
  func one() throws {
    // Gaps 3, 3, 4, 2, 3.
    var values = [Double](repeating: 0, count: 16)
    for slot in [0, 3, 6, 10, 12, 15] { values[slot] = 1 }
    let cadence = try #require(Cadence(months(values)))
    #expect(cadence.periods == 3...3 && cadence.gaps == 5 && abs(cadence.share - 0.6) < 1e-12)
    #expect(cadence.coarser(than: .month) == .quarter)
  }

  @Test("values in every period, few gaps and mixed gaps make none")
  func none() {
    #expect(Cadence(every(1, count: 24)) == nil)
    #expect(Cadence(every(3, count: 9)) == nil)
    #expect(Cadence(months([1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1])) == nil)
    #expect(Cadence(months([])) == nil)
  }

  @Test("a panel needs twenty gaps and four of five alike")
  func pooled() throws {
    #expect(Cadence(pooledOver: [every(3, count: 36)]) == nil)
    let quarterly = (0..<3).map { every(3, count: 36, from: $0) }
    let cadence = try #require(Cadence(pooledOver: quarterly))
    #expect(cadence.periods == 3...3 && cadence.gaps == 33 && cadence.share == 1)
    #expect(Cadence(pooledOver: quarterly + [every(1, count: 12)]) == nil)
  }

  @Test("weeks and days allow for months of different length")
  func calendar() throws {
    let gaps = [4, 4, 5, 4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 4, 5, 4, 4, 5, 4, 4, 5, 4]
    var values = [1.0]
    for gap in gaps { values += [Double](repeating: 0, count: gap - 1) + [1] }
    let weekly = TimeSeries(start: Period(.week, ordinal: 0), storage: values)
    let cadence = try #require(Cadence(pooledOver: [weekly]))
    #expect(cadence.periods == 4...5 && cadence.coarser(than: .week) == .month)
    #expect(cadence.coarser(than: .year) == nil)
  }

  @Test("each grain has its coarser ones, and other gaps have none")
  func coarser() throws {
    func frequency(_ length: Int, _ fine: Frequency) throws -> Frequency? {
      try #require(Cadence(every(length, count: 4 * length + 1))).coarser(than: fine)
    }
    #expect(try frequency(7, .day) == .week)
    #expect(try frequency(30, .day) == .month)
    #expect(try frequency(13, .week) == .quarter)
    #expect(try frequency(12, .month) == .year)
    #expect(try frequency(4, .quarter) == .year)
    #expect(try frequency(2, .month) == nil)
    #expect(try frequency(5, .index) == nil)
  }
}
