import RealModule

/// For how much of a series' level a demand stands.
///
/// Without a beat a demand stands for its period: for the effect that peers show of it. With a beat of m
/// periods what has gathered since the last demand comes at once: the sum of the effects since then, over
/// m. Without peers all effects are 1, and every demand counts alike.
struct DemandExposure: Sendable {
  private let shape: DemandShape?
  private let beat: Int
  /// The ordinal of the last demand of the history.
  private let last: Int

  init(_ shape: DemandShape?, beat: Int, last: Int) {
    (self.shape, self.beat, self.last) = (shape, max(1, beat), last)
  }

  /// What is expected of the logarithm of a size, in units.
  func prior(_ events: DemandEvents, unit: Double) -> NormalPrior? {
    guard let level = shape?.level else { return nil }
    let known = events.events[...events.last].count { $0 != .unknown }
    let interval = Double(known) / Double(events.demands)
    return NormalPrior(
      mean: level.mean + Double.log(interval) - Double.log(unit), variance: level.variance)
  }

  /// For how much each demand of a history stands.
  func of(_ events: DemandEvents) -> [Double] {
    var (exposures, previous) = ([Double](), events.first - beat)
    for (position, event) in events.events.enumerated() where event == .demand {
      let slot = events.first + position
      exposures.append(self.of(slot, since: previous))
      previous = slot
    }
    return exposures
  }

  /// For how much a demand of a period stands if the one before was on the beat.
  func usual(_ slot: Int) -> Double { of(slot, since: slot - beat) }

  /// For how much each demand of a path stands; 1 in periods without one.
  func along(_ came: [Bool], from slot: Int) -> [Double] {
    var previous = last
    return came.enumerated().map { step, isDemand in
      guard isDemand else { return 1 }
      let exposure = of(slot + step, since: previous)
      previous = slot + step
      return exposure
    }
  }

  /// What gathered since a period; of more than two beats, that of two.
  private func of(_ slot: Int, since previous: Int) -> Double {
    guard let shape else { return 1 }
    guard beat > 1 else { return shape.effect(slot) }
    let first = max(previous, slot - 2 * beat) + 1
    return (first...slot).reduce(0) { $0 + shape.effect($1) } / Double(beat)
  }
}
