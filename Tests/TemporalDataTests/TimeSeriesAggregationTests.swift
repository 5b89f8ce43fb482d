import TemporalData
import Testing

@Suite("Aggregation over time")
struct TimeSeriesAggregationTests {
  /// What a reader would do by hand: put every fine value into the coarse slot of its first day.
  private func byHand(
    _ series: TimeSeries, _ coarse: Frequency, _ rule: AggregationRule, keepingPartial: Bool
  ) -> [Int: Double?] {
    var slots: [Int: [Double]] = [:]
    for (period, value) in zip(series.periods, series.storage) {
      slots[Period(coarse, containing: period.firstDay).ordinal, default: []].append(value)
    }
    var result: [Int: Double?] = [:]
    for (ordinal, values) in slots {
      let slot = Period(coarse, ordinal: ordinal)
      let isWhole =
        series.start.firstDay <= slot.firstDay
        && slot.lastDay <= series.end.advanced(by: -1).lastDay
      guard isWhole || keepingPartial else { continue }
      let observed = values.filter { !$0.isNaN }
      let lacks = rule == .sum && observed.count < values.count
      result[ordinal] = .some(lacks ? nil : rule.combine(observed))
    }
    return result
  }

  @Test("every pair of frequencies agrees with sorting values by hand", arguments: everyFrequency)
  func agrees(coarse: Frequency) throws {
    var generator = TestGenerator(seed: UInt64(coarse.description.utf8.reduce(0) { $0 + Int($1) }))
    for fine in everyFrequency where fine.divides(coarse) && fine != coarse {
      for rule in AggregationRule.allCases {
        for keepingPartial in [false, true] {
          let values: [Double?] = (0..<Int.random(in: 1...900, using: &generator)).map { _ in
            Double.random(in: 0..<1, using: &generator) < 0.02 ? nil : generator.bell()
          }
          let series = TimeSeries(
            start: Period(fine, ordinal: Int.random(in: -400...400, using: &generator)),
            values: values)
          let found = try series.aggregated(to: coarse, by: rule, keepingPartial: keepingPartial)
          let expected = byHand(series, coarse, rule, keepingPartial: keepingPartial)
          #expect(found.count == expected.count)
          for (period, value) in zip(found.periods, found.storage) {
            let by = try #require(expected[period.ordinal])
            #expect(by.map { $0 == value } ?? value.isNaN)
          }
        }
      }
    }
  }

  @Test("a sum over years is the sum over quarters of the sums of months")
  func nested() throws {
    var generator = TestGenerator(seed: 2)
    let months = TimeSeries(
      start: Period(.month, ordinal: 1), values: (0..<100).map { _ in generator.bell() })
    let direct = try months.aggregated(to: .year(anchor: 4), by: .sum)
    let stepwise = try months.aggregated(to: .quarter, by: .sum)
      .aggregated(to: .year(anchor: 4), by: .sum)
    #expect(direct.start == stepwise.start)
    #expect(greatestDifference(direct.storage, stepwise.storage) < 1e-13)
  }

  @Test("a sum without a part is missing, other rules take what there is")
  func missingParts() throws {
    let months = TimeSeries(start: Period(.month, ordinal: 0), values: [1, 2, nil, nil, nil, nil])
    let expected: [(AggregationRule, Double?)] = [
      (.sum, nil), (.last, 2), (.mean, 1.5), (.median, 1.5),
    ]
    for (rule, value) in expected {
      let quarters = try months.aggregated(to: .quarter, by: rule)
      #expect(quarters == TimeSeries(start: quarters.start, values: [value, nil]))
    }
  }

  @Test("slots covered in part are dropped at both ends, or kept where asked")
  func partial() throws {
    let months = TimeSeries(start: Period(.month, ordinal: 1), values: [1, 2, 3, 4, 5, 6])
    #expect(try months.aggregated(to: .quarter, by: .sum).storage == [12])
    let kept = try months.aggregated(to: .quarter, by: .sum, keepingPartial: true)
    #expect(kept.storage == [3, 12, 6] && kept.start.ordinal == 0)
    let inside = TimeSeries(start: Period(.month, ordinal: 1), values: [7])
    #expect(try inside.aggregated(to: .quarter, by: .sum).count == 0)
    #expect(try inside.aggregated(to: .quarter, by: .sum, keepingPartial: true).storage == [7])
  }

  @Test("what does not divide is refused with both frequencies")
  func refusals() {
    let error = TimeSeries.AggregationError.incompatible(from: .month, to: .week)
    #expect(throws: error) { try TimeSeries.monthly([1]).aggregated(to: .week, by: .sum) }
    #expect(
      "\(error)"
        == "a week is not made of whole slots of the series (month); choose another frequency")
    #expect(throws: TimeSeries.AggregationError.incompatible(from: .month, to: .index)) {
      try TimeSeries.monthly([]).aggregated(to: .index, by: .sum)
    }
  }

  @Test("the same frequency and an empty series come back unchanged in kind")
  func trivial() throws {
    let series = TimeSeries.monthly([1, nil])
    #expect(try series.aggregated(to: .month, by: .sum) == series)
    let empty = try TimeSeries.monthly([]).aggregated(to: .quarter, by: .sum)
    #expect(empty.count == 0 && empty.frequency == .quarter)
  }

  @Test("rules on a few values, in any order but for the last", arguments: AggregationRule.allCases)
  func rules(rule: AggregationRule) throws {
    #expect(rule.combine([]) == nil)
    #expect(rule.combine([4]) == 4)
    let values = [3.0, 1, 8, 4]
    let expected: [AggregationRule: Double] = [.sum: 16, .last: 4, .mean: 4, .median: 3.5]
    #expect(rule.combine(values) == expected[rule])
    if rule != .last {
      var generator = TestGenerator(seed: 9)
      for _ in 0..<24 {
        #expect(rule.combine(values.shuffled(using: &generator)) == expected[rule])
      }
    }
    #expect(AggregationRule.median.combine([5, 1, 2]) == 2)
  }

  @Test("mean and median of the largest doubles do not overflow")
  func large() throws {
    let greatest = Double.greatestFiniteMagnitude
    for rule in [AggregationRule.mean, .median] {
      let value = try #require(rule.combine([greatest, greatest]))
      #expect((value / greatest - 1).magnitude < 1e-15)
    }
  }
}
