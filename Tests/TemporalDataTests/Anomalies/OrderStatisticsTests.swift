import Statistics
import Testing

@testable import TemporalData

@Suite("OrderStatistics")
struct OrderStatisticsTests {
  @Test("every rank is the value at that place of the sorted sample, ties included")
  func ranks() {
    var stream = RandomStream(seed: 1, key: "ranks")
    for count in [1, 2, 7, 9, 10, 33, 100] {
      let values = (0..<count).map { _ in (4 * stream.normal()).rounded() / 2 }
      let sorted = values.sorted()
      for rank in 0..<count {
        var scratch = values
        #expect(OrderStatistics.value(ranked: rank, in: &scratch) == sorted[rank])
        #expect(scratch.sorted() == sorted)
      }
      var scratch = values
      #expect(OrderStatistics.median(of: &scratch) == Quantile.of(values, 0.5))
    }
  }

  @Test("nothing has the median 0")
  func nothing() {
    var none: [Double] = []
    #expect(OrderStatistics.median(of: &none) == 0)
  }
}
