/// How finer values become one coarser value.
public enum AggregationRule: String, Hashable, Sendable, Codable, CaseIterable {
  /// The values add up: flows such as revenue.
  case sum
  /// The last value stands for the whole: stocks such as a head count.
  case last
  /// The arithmetic mean of the observed values.
  case mean
  /// The median of the observed values.
  case median

  /// One value for the observed ones, in time order; nil if there is none.
  public func combine(_ observed: [Double]) -> Double? {
    guard let last = observed.last else { return nil }
    switch self {
    case .sum: return observed.reduce(0, +)
    case .last: return last
    case .mean:
      let (sum, count) = (observed.reduce(0, +), Double(observed.count))
      // The sum of values near the largest double overflows, their mean does not.
      return sum.isFinite ? sum / count : observed.reduce(0) { $0 + $1 / count }
    case .median:
      let sorted = observed.sorted()
      let middle = sorted.count / 2
      return sorted.count % 2 == 1
        ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2
    }
  }
}

extension TimeSeries {
  /// Why a series cannot be brought to another frequency.
  public enum AggregationError: Error, Hashable, CustomStringConvertible {
    /// Slots of the finer frequency do not fit whole into the coarser one.
    case incompatible(from: Frequency, to: Frequency)

    /// Both frequencies and what to do.
    public var description: String {
      switch self {
      case .incompatible(let fine, let coarse):
        "a \(coarse) is not made of whole slots of the series (\(fine)); choose another frequency"
      }
    }
  }

  /// The series at a coarser frequency, or at its own.
  ///
  /// A coarse slot is missing if none of its fine slots was observed, or, for `.sum`, if one of
  /// those inside the series is missing: a sum without a part is not a sum. Coarse slots that the
  /// series covers only in part, at its two ends, are dropped unless `keepingPartial`. O(n).
  public func aggregated(
    to coarse: Frequency, by rule: AggregationRule, keepingPartial: Bool = false
  ) throws(AggregationError) -> TimeSeries {
    guard frequency.divides(coarse) else {
      throw .incompatible(from: frequency, to: coarse)
    }
    if coarse == frequency { return self }
    let first = Period(coarse, containing: start.firstDay)
    if count == 0 { return TimeSeries(start: first, storage: []) }
    let last = Period(coarse, containing: end.advanced(by: -1).firstDay)
    var values: [Double?] = []
    for ordinal in first.ordinal...last.ordinal {
      values.append(coarseValue(of: Period(coarse, ordinal: ordinal), rule, keepingPartial))
    }
    let result = TimeSeries(start: first, values: values)
    return keepingPartial ? result : result.droppingPartialEnds(of: self)
  }

  /// The value of one coarse slot.
  private func coarseValue(
    of slot: Period, _ rule: AggregationRule, _ keepingPartial: Bool
  ) -> Double? {
    let from = Swift.max(0, offset(of: slot))
    // Not the start of the next slot: a 53rd week may stand between.
    let last = Period(frequency, containing: slot.lastDay).distance(from: start)
    let to = Swift.min(count, last + 1)
    guard from < to else { return nil }
    let observed = storage[from..<to].filter { !$0.isNaN }
    if rule == .sum && observed.count < to - from { return nil }
    return rule.combine(observed)
  }

  /// Where the first fine slot of a coarse one lies, counted from the start of the series.
  private func offset(of coarse: Period) -> Int {
    Period(frequency, containing: coarse.firstDay).distance(from: start)
  }

  private func droppingPartialEnds(of fine: TimeSeries) -> TimeSeries {
    let startsInside = fine.start.firstDay > start.firstDay
    let endsInside = fine.end.firstDay <= end.advanced(by: -1).lastDay
    let kept = storage.dropFirst(startsInside ? 1 : 0).dropLast(endsInside ? 1 : 0)
    return TimeSeries(
      start: start.advanced(by: startsInside ? 1 : 0), storage: Array(kept))
  }
}
