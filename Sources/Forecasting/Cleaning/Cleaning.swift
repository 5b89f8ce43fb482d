import RealModule
import TemporalData

/// A history with what was found in it: what a model is given instead, and what was left out.
struct Cleaning: Sendable {
  let original: TimeSeries
  let anomalies: Anomalies
  /// Whether what was found is expected to come again.
  let expectsRecurrence: Bool

  init(_ original: TimeSeries, _ anomalies: Anomalies, expectsRecurrence: Bool = true) {
    (self.original, self.anomalies) = (original, anomalies)
    self.expectsRecurrence = expectsRecurrence
  }

  /// The history on its last level, with outliers and shocks replaced; the last value too, where it is
  /// taken for an outlier.
  func history(withoutLast: Bool) -> TimeSeries {
    var values = original.storage
    let last = withoutLast ? anomalies.unsettled.map { [$0] } ?? [] : []
    for outlier in anomalies.outliers + last { values[outlier.slot] = outlier.expected }
    for shock in anomalies.shocks { replace(shock, in: &values) }
    for slot in values.indices { values[slot] = anomalies.moved(values[slot], from: slot) }
    return TimeSeries(start: original.start, storage: values)
  }

  private func replace(_ shock: Anomalies.Shock, in values: inout [Double]) {
    for (slot, value) in zip(shock.slots, shock.expected) where !values[slot].isNaN {
      values[slot] = value
    }
  }

  /// A one-step mean on the last level, moved back to that of its slot.
  func movedBack(_ fitted: TimeSeries) -> TimeSeries {
    let first = fitted.start.distance(from: original.start)
    let leading = [Double](repeating: .nan, count: max(0, min(first, original.count)))
    return TimeSeries(
      start: first > 0 ? original.start : fitted.start,
      storage: leading
        + fitted.storage.enumerated().map { anomalies.movedBack($1, to: first + $0) })
  }

  // MARK: What can happen again

  /// How often per period an outlier comes, as in the history, and how far it lies from what is
  /// expected.
  var outliers: Recurrence {
    recurrence(
      anomalies.outliers.filter { !$0.isKnown }.map {
        anomalies.isMultiplicative
          ? Double.log($0.value / $0.expected) : $0.value / unit - $0.expected / unit
      })
  }

  /// How often per period the level moves, as in the history, and how far.
  ///
  /// Known shifts have a reason and do not count.
  var shifts: Recurrence {
    recurrence(
      anomalies.shifts.filter { !$0.isKnown }.map {
        anomalies.isMultiplicative ? $0.logChange : $0.change / unit
      })
  }

  private var unit: Double { original.binaryUnit }

  private func recurrence(_ all: [Double]) -> Recurrence {
    let sizes = expectsRecurrence ? all : []
    let squares = sizes.reduce(0) { $0 + $1 * $1 }
    let size = Double.sqrt(squares / Double(max(1, sizes.count)))
    return Recurrence(
      rate: Double(sizes.count) / Double(max(1, original.observedCount)),
      size: anomalies.isMultiplicative ? size : size * unit,
      isMultiplicative: anomalies.isMultiplicative)
  }

  /// What was found, in the order of time.
  var findings: [Finding] {
    let start = original.start
    let outliers = anomalies.outliers + (anomalies.unsettled.map { [$0] } ?? [])
    var dated: [(slot: Int, finding: Finding)] = outliers.map {
      (
        $0.slot,
        .outlier(at: start.advanced(by: $0.slot), value: $0.value, expected: $0.expected)
      )
    }
    dated += anomalies.shifts.map {
      ($0.slot, .levelShift(from: start.advanced(by: $0.slot), change: $0.change))
    }
    dated += anomalies.shocks.map { ($0.slots.lowerBound, .shock(range($0), change: $0.change)) }
    return dated.sorted { $0.slot < $1.slot }.map(\.finding)
  }

  private func range(_ shock: Anomalies.Shock) -> PeriodRange {
    PeriodRange(
      start: original.start.advanced(by: shock.slots.lowerBound), count: shock.slots.count)
  }
}
