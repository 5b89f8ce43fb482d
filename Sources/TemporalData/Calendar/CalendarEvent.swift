import RealModule

/// Something that happened, or will happen, on a day or over some days: a promotion, a price change.
public struct CalendarEvent: Hashable, Sendable {
  /// How long an event lasts in its effect.
  public enum Kind: Hashable, Sendable {
    /// As long as the event itself.
    case pulse
    /// From its first day on; until its last day if it has one.
    case shift
    /// As a pulse, and the share `decay` (0…1) of it one period later, its square after two, and so on.
    case temporary(decay: Double)
  }

  /// What events of one kind have in common: one effect is estimated per name.
  public let name: String
  /// The first day.
  public let start: CivilDate
  /// The last day; nil for a single day, or for a shift without an end.
  public let end: CivilDate?
  /// How long it lasts in its effect.
  public let kind: Kind
  /// How strong it is against others of its name.
  public let weight: Double

  /// An event; an end before the start counts as the start.
  public init(
    _ name: String, start: CivilDate, end: CivilDate? = nil, kind: Kind = .pulse,
    weight: Double = 1
  ) {
    (self.name, self.start, self.kind, self.weight) = (name, start, kind, weight)
    self.end = end.map { max($0, start) }
  }

  /// How much of the event a period sees: 0 for none, `weight` for all.
  ///
  /// A pulse counts the days of the event in the period, over the days of the event or of the period,
  /// whichever are fewer: `weight` where one lies inside the other. A shift counts the share of the
  /// period that lies in it. O(1).
  public func value(in period: Period) -> Double {
    let (first, last) = (period.firstDay.daysSince1970, period.lastDay.daysSince1970)
    let from = start.daysSince1970
    switch kind {
    case .pulse:
      return weight * overlap(first, last, over: min(last - first + 1, length))
    case .shift:
      let until = end?.daysSince1970 ?? last
      return weight * Double(max(0, min(last, until) - max(first, from) + 1))
        / Double(last - first + 1)
    case .temporary(let decay):
      let peak = Period(period.frequency, containing: end ?? start)
      let steps = period.distance(from: peak)
      guard steps > 0 else {
        return weight * overlap(first, last, over: min(last - first + 1, length))
      }
      return weight * Double.pow(min(max(decay, 0), 1), steps) * share(of: peak)
    }
  }

  /// The number of days of the event.
  private var length: Int { (end ?? start).daysSince1970 - start.daysSince1970 + 1 }

  private func share(of period: Period) -> Double {
    overlap(
      period.firstDay.daysSince1970, period.lastDay.daysSince1970,
      over: min(period.dayCount, length))
  }

  private func overlap(_ first: Int, _ last: Int, over days: Int) -> Double {
    let until = (end ?? start).daysSince1970
    return Double(max(0, min(last, until) - max(first, start.daysSince1970) + 1)) / Double(days)
  }
}
