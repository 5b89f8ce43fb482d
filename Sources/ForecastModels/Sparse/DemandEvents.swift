import TemporalData

/// Which periods of a history had a demand, from the first one that did.
struct DemandEvents: Hashable, Sendable {
  /// One period.
  enum Event: UInt8, Sendable {
    /// Nothing came.
    case none
    /// Something came.
    case demand
    /// Nobody knows.
    case unknown
  }

  /// The periods from the first demand on.
  let events: [Event]
  /// The ordinal of the first one.
  let first: Int
  /// The position of the last demand.
  let last: Int

  /// The events of a history; nil without a demand.
  init?(_ history: TimeSeries) {
    let storage = history.storage
    guard let begin = storage.firstIndex(where: { $0 > 0 }),
      let end = storage.lastIndex(where: { $0 > 0 })
    else { return nil }
    events = storage[begin...].map { $0.isNaN ? .unknown : $0 > 0 ? .demand : .none }
    first = history.start.advanced(by: begin).ordinal
    last = end - begin
  }

  /// The number of periods known to be without a demand after the last one.
  var silence: Int { events[(last + 1)...].count { $0 == .none } }

  /// The number of periods with a demand.
  var demands: Int { events.count { $0 == .demand } }

  /// The number of known periods.
  var known: Int { events.count { $0 != .unknown } }

  /// The mean number of periods from a demand to the next, as findings tell it; 1 for a single demand.
  var meanGap: Double { demands > 1 ? Double(last) / Double(demands - 1) : 1 }

  /// The number of periods from each demand to the next.
  var gaps: [Int] {
    var (gaps, previous) = ([Int](), 0)
    for (position, event) in events.enumerated().dropFirst() where event == .demand {
      gaps.append(position - previous)
      previous = position
    }
    return gaps
  }
}
