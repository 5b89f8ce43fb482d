import Forecasting
import TemporalData

/// A history as the models of intermittent series read it: the observed values one after the other,
/// and among them those that are not zero.
///
/// Missing periods are passed over: an interval between two demands counts observed periods only.
struct DemandHistory {
  /// The history itself.
  let history: TimeSeries
  /// The observed values divided by `unit`.
  let values: [Double]
  /// 1 for counts, else a power of two near the mean size of the observations.
  let unit: Double
  /// Whether every value is a whole number from 0 to a million.
  let isCount: Bool
  /// The number of slots after the last observation.
  let gap: Int
  /// The values above zero.
  let sizes: [Double]
  /// The number of observed periods from one demand to the next; the first counts from the start.
  let intervals: [Double]

  init(_ history: TimeSeries) {
    let prepared = SmoothingHistory(history)
    let observed = history.storage.filter { !$0.isNaN }
    isCount = observed.allSatisfy { $0 >= 0 && $0 <= 1e6 && $0 == $0.rounded() }
    unit = isCount ? 1 : prepared.scale
    values = isCount ? observed : prepared.scaled.storage.filter { !$0.isNaN }
    self.history = history
    gap = prepared.gap
    var (sizes, intervals, previous) = ([Double](), [Double](), -1)
    for (index, value) in values.enumerated() where value > 0 {
      sizes.append(value)
      intervals.append(Double(index - previous))
      previous = index
    }
    (self.sizes, self.intervals) = (sizes, intervals)
  }

  /// The mean of the values.
  var mean: Double { values.reduce(0) { $0 + $1 / Double(values.count) } }

  /// The mean of a Beta(½, ½) prior after n periods that all had a demand: (n + ½)/(n + 1).
  ///
  /// However often a demand came, the next one is not certain.
  var largestProbability: Double { (Double(values.count) + 0.5) / (Double(values.count) + 1) }

  /// The same after n periods without a demand: 1/(2n + 2).
  var smallestProbability: Double { 0.5 / (Double(values.count) + 1) }

  /// Numbers that belong to the observed values, put back into their slots and unit; a missing slot
  /// takes the number of the next observed one.
  func series(_ perObservation: [Double]) -> TimeSeries {
    var storage = [Double](repeating: .nan, count: history.count)
    var next = perObservation.count
    for slot in storage.indices.reversed() {
      if !history.storage[slot].isNaN { next -= 1 }
      if next < perObservation.count, next >= 0 { storage[slot] = perObservation[next] * unit }
    }
    return TimeSeries(start: history.start, storage: storage)
  }

  /// The root mean square of observed values less one-step means, in the unit of the series.
  func residualDeviation(_ fitted: [Double]) -> Double {
    var (sum, count) = (0.0, 0.0)
    for (value, mean) in zip(values, fitted) where !mean.isNaN {
      sum += (value - mean) * (value - mean)
      count += 1
    }
    return unit * (sum / max(1, count)).squareRoot()
  }
}
