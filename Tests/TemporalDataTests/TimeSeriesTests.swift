import TemporalData
import Testing

@Suite("Time series")
struct TimeSeriesTests {
  @Test("nil and values that are not finite are missing")
  func missing() {
    let series = TimeSeries.monthly([1, nil, .infinity, -.infinity, .nan, 6])
    #expect(series.count == 6)
    #expect(series.observedCount == 2)
    #expect(series.hasMissing)
    #expect(series.storage.filter { !$0.isNaN } == [1, 6])
    #expect(!TimeSeries.monthly([1, 2]).hasMissing)
  }

  @Test("a period gives its value; missing, outside and of another frequency give none")
  func lookup() {
    let series = TimeSeries.monthly([1, nil, 3])
    #expect(series[series.start] == 1)
    #expect(series[series.start.advanced(by: 1)] == nil)
    #expect(series[series.start.advanced(by: 2)] == 3)
    #expect(series[series.end] == nil)
    #expect(series[series.start.advanced(by: -1)] == nil)
    #expect(series[Period(.day, ordinal: series.start.ordinal)] == nil)
    #expect(
      series[Period(.month, ordinal: .min)] == nil && series[Period(.month, ordinal: .max)] == nil)
  }

  @Test("series at the end of all ordinals can be asked everything")
  func extremes() {
    for ordinal in [Int.min, .max] {
      let series = TimeSeries(start: Period(.index, ordinal: ordinal), values: [1, nil, 3])
      #expect(series.periods.count == 3 && series.observedCount == 2)
      #expect(series[Period(.index, ordinal: 0)] == nil)
      #expect(series.suffix(1).storage == [3] && series.interpolated().storage == [1, 2, 3])
      #expect(series.trimmed().count == 3)
    }
  }

  @Test("periods run from the start to just before the end")
  func periods() {
    let series = TimeSeries.monthly([1, 2, 3])
    #expect(series.periods.first == series.start)
    #expect(series.periods.last?.advanced(by: 1) == series.end)
    #expect(TimeSeries.monthly([]).end == TimeSeries.monthly([]).start)
  }

  @Test("prefix and suffix meet and keep their periods", arguments: -1...6)
  func parts(count: Int) {
    let series = TimeSeries.monthly([1, 2, 3, 4])
    let first = series.prefix(count)
    let rest = series.suffix(series.count - first.count)
    #expect(first.storage + rest.storage == series.storage)
    #expect(first.start == series.start && rest.start == first.end && rest.end == series.end)
  }

  @Test("equality compares slots, gaps and values, and equal series hash alike")
  func equality() {
    let a = TimeSeries.monthly([1, nil, 0])
    let same = TimeSeries(start: a.start, storage: [1, -Double.nan, -0.0])
    #expect(a == same && a.hashValue == same.hashValue)
    #expect(a != TimeSeries.monthly([1, 0, 0]))
    #expect(a != TimeSeries(start: a.end, storage: a.storage))
    #expect(a != a.prefix(2))
    #expect(Set([a, same, a.prefix(2)]).count == 2)
  }

  @Test("map leaves missing values alone and drops what is not finite")
  func map() {
    var seen: [Double] = []
    let series = TimeSeries.monthly([1, nil, 0])
    let mapped = series.map { value in
      seen.append(value)
      return 1 / value
    }
    #expect(seen == [1, 0])
    #expect(mapped == .monthly([1, nil, nil]))
  }

  @Test("trimming takes missing values off both ends and no others")
  func trimmed() {
    let series = TimeSeries.monthly([nil, nil, 1, nil, 2, nil])
    let trimmed = series.trimmed()
    #expect(trimmed.start == series.start.advanced(by: 2))
    #expect(trimmed == TimeSeries(start: trimmed.start, values: [1, nil, 2]))
    #expect(TimeSeries.monthly([nil, nil]).trimmed().count == 0)
    #expect(trimmed.trimmed() == trimmed)
  }
}
