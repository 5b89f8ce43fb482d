import TemporalData

extension EventTable.Entry {
  /// The periods from which the level is another: the first that lies in the event by half or more, and
  /// the first after its end; none unless it is a shift.
  public func shifts(_ frequency: Frequency) -> [Period] {
    guard event.kind == .shift else { return [] }
    let first = Period(frequency, containing: event.start)
    let start = 2 * abs(event.value(in: first)) >= abs(event.weight) ? first : first.advanced(by: 1)
    guard let end = event.end else { return [start] }
    let last = Period(frequency, containing: end)
    let back = 2 * abs(event.value(in: last)) >= abs(event.weight) ? last.advanced(by: 1) : last
    return back > start ? [start, back] : []
  }

  /// The periods that an event touches; none if it is a shift.
  public func touched(_ frequency: Frequency) -> [Period] {
    guard event.kind == .pulse else { return [] }
    let first = Period(frequency, containing: event.start)
    let last = Period(frequency, containing: event.end ?? event.start)
    return Array(PeriodRange(start: first, count: last.distance(from: first) + 1))
  }
}
