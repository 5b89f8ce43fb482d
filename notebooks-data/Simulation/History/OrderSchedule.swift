import Statistics

/// In which months a partner's orders and closes really come.
struct OrderSchedule: Sendable {
  private let span: Range<Int>
  private let open: [Bool]

  /// The schedule of a partner over the months of its activity.
  init(_ profile: PartnerProfile, span: Range<Int>) {
    var stream = profile.stream("schedule")
    // Two months earlier, so that an order month just before the span may slip into it.
    let earlier = span.lowerBound - 2
    let slips = (earlier..<span.upperBound).map { _ in stream.uniform() < Cadence.slipProbability }
    self.span = span
    open = span.map { month in
      guard case .everyThirdMonth(let phase) = profile.cadence else { return true }
      let since = Cadence.sinceOrderMonth(month, phase)
      guard since < 2 else { return false }
      return slips[month - since - earlier] == (since == 1)
    }
  }

  /// Whether orders and closes come in a month.
  func isOpen(_ month: Int) -> Bool { span.contains(month) && open[month - span.lowerBound] }

  /// The first open month from one on, or nil if the partner goes dormant or time ends before.
  func release(_ month: Int) -> Int? {
    (month..<max(month, span.upperBound)).first(where: isOpen)
  }
}
