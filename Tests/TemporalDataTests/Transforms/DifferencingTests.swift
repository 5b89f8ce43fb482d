import TemporalData
import Testing

@Suite("Differencing")
struct DifferencingTests {
  @Test("differences by hand")
  func byHand() {
    let series = TimeSeries.monthly([1, 4, 9, 16, 25])
    #expect(Differencing().apply(to: series).storage == [3, 5, 7, 9])
    #expect(Differencing(times: 2).apply(to: series).storage == [2, 2, 2])
    #expect(Differencing(lag: 3).apply(to: series).storage == [15, 21])
    #expect(Differencing(lag: 3).apply(to: series).start == series.start.advanced(by: 3))
    #expect(Differencing(times: 0).apply(to: series) == series)
  }

  @Test("restoring gives the series back, at any lag and order")
  func restores() {
    var generator = TestGenerator(seed: 3)
    let series = TimeSeries.monthly(
      (0..<60).map { _ in Double.random(in: -9...9, using: &generator).rounded() })
    for lag in [1, 2, 4, 12] {
      for times in 0...3 {
        let differencing = Differencing(lag: lag, times: times)
        let kept = lag * times
        let restored = differencing.restore(
          differencing.apply(to: series).storage, after: series.prefix(kept))
        // Whole numbers: exact.
        #expect(restored == Array(series.storage.dropFirst(kept)))
      }
    }
  }

  @Test("differences to come continue the series")
  func continues() {
    let line = TimeSeries.monthly((0..<10).map { 3 + 2 * Double($0) })
    #expect(Differencing().restore([2, 2, 2], after: line) == [23, 25, 27])
    #expect(Differencing(times: 2).restore([0, 0, 1], after: line) == [23, 25, 28])
    #expect(Differencing(lag: 4).restore([8, 8, 8, 8, 8], after: line) == [23, 25, 27, 29, 31])
  }

  @Test("missing values and short series are carried through, not trapped on")
  func degenerate() {
    let gappy = TimeSeries.monthly([1, nil, 3, 4])
    let found = Differencing().apply(to: gappy)
    #expect(found.storage[0].isNaN && found.storage[1].isNaN && found.storage[2] == 1)
    #expect(Differencing(lag: 9).apply(to: gappy).count == 0)
    #expect(Differencing(lag: .max, times: 3).apply(to: gappy).count == 0)
    #expect(Differencing(lag: 9).restore([1, 2], after: gappy).allSatisfy { $0.isNaN })
    #expect(Differencing(lag: 0, times: -1) == Differencing(lag: 1, times: 0))
    #expect(Differencing().apply(to: .monthly([])).count == 0)
  }
}
