import TemporalData
import Testing

@Suite("Autocorrelation")
struct AutocorrelationTests {
  @Test("correlations agree with R's acf, gaps included", arguments: try ClassicalReference.load())
  func agreesWithR(reference: ClassicalReference.Case) {
    let found = TimeSeries.monthly(reference.values).autocorrelations(
      upTo: reference.acf.count - 1)
    #expect(greatestDifference(found, reference.acf) < 1e-14)
  }

  @Test("scale and level leave correlations alone, from 1e-300 to 1e300")
  func invariance() {
    var generator = TestGenerator(seed: 7)
    let series = generator.series(count: 60, seasonLength: 4, missing: 0.1)
    let plain = series.autocorrelations(upTo: 12)
    for scale in [1e300, 1e-300, -3.0] {
      let scaled = series.map { $0 * scale }.autocorrelations(upTo: 12)
      #expect(greatestDifference(scaled, plain) < 1e-13)
    }
    let shifted = series.map { $0 + 1_000 }.autocorrelations(upTo: 12)
    #expect(greatestDifference(shifted, plain) < 1e-11)
  }

  @Test("correlations stay within ±1 whatever is missing", arguments: 1...20)
  func bounded(seed: UInt64) {
    var generator = TestGenerator(seed: seed)
    let series = generator.series(count: 30, seasonLength: 3, missing: 0.6)
    let found = series.autocorrelations(upTo: 40)
    #expect(found.count == 41)
    #expect(found.allSatisfy { $0.isNaN || (-1...1).contains($0) })
    #expect(found[30...].allSatisfy { $0.isNaN })
  }

  @Test("a series without variation has no correlations")
  func constant() {
    for values in [[], [nil], [5], [0.1, 0.1, 0.1], [nil, 2, nil]] as [[Double?]] {
      let found = TimeSeries.monthly(values).autocorrelations(upTo: 3)
      #expect(found.count == 4 && found.allSatisfy { $0.isNaN })
    }
    #expect(TimeSeries.monthly([1, 2]).autocorrelations(upTo: -1).isEmpty)
  }
}
