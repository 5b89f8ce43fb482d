/// What is known of a probability: a Beta distribution, by the weights of what speaks for and against.
public struct Chance: Hashable, Sendable {
  /// The weight of the events, above 0.
  public internal(set) var events: Double
  /// The weight of the times without one, above 0.
  public internal(set) var others: Double

  /// A Beta(events, others) distribution.
  ///
  /// - Precondition: Both are above 0.
  public init(events: Double, others: Double) {
    precondition(events > 0 && others > 0, "a Beta distribution needs parameters above 0")
    (self.events, self.others) = (events, others)
  }

  /// The expected probability.
  public var mean: Double { events / (events + others) }

  /// Learns from one period; what was learnt above `floor` fades by `memory` first, 1 for not at all.
  ///
  /// - Parameter weight: the probability that the period tells of the chance at all.
  mutating func learn(_ isEvent: Bool, memory: Double, floor: Chance, weight: Double = 1) {
    if memory < 1 {
      events = floor.events + memory * (events - floor.events)
      others = floor.others + memory * (others - floor.others)
    }
    if isEvent { events += weight } else { others += weight }
  }
}
