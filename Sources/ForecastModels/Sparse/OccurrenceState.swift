import RealModule
import Statistics

/// What a pattern made of a history: how likely the history was, what is known of each chance, and how
/// likely the series is still active.
///
/// Each period an active series ends for good with the chance d, and else has a demand with the chance
/// of the period's kind. All chances have Beta distributions, so that
///
///     Pr(next | past) = events / (events + others)
///
/// and the likelihood is the product of such ratios. With A the probability of all that was seen while
/// the series stayed active, and D that of having ended after the last demand,
///
///     A ← A (1 − d)(1 − p),   D ← D + A d,   Pr(active) = A / (A + D)
///
/// With a small chance u an active series pauses, and comes back with a chance of 0.4 a period: bookings
/// that come late must not end a series that had a demand in every period. The probability of pausing is
/// carried along in A.
///
/// That is the discrete form of the Pareto/NBD model with a chance that depends on the time since the
/// last demand: P. S. Fader, B. G. S. Hardie, J. Shang, *Customer-base analysis in a discrete-time
/// noncontractual setting*, Marketing Science 29 (2010), doi:10.1287/mksc.1100.0580.
struct OccurrenceState: Sendable {
  let pattern: OccurrencePattern
  /// What is known of the chance of each kind of period, if the series is active.
  private(set) var chances: [Chance]
  /// What is known of the chance to end, if the series is active.
  private(set) var dropout: Chance
  /// The logarithm of the probability of the history.
  private(set) var logLikelihood = 0.0
  /// The probability that the series is active in the last period of the history.
  private(set) var active = 1.0
  /// The share of that in which the series pauses.
  private(set) var paused = 0.0
  /// The number of periods since the last demand, 0 in the period of one.
  private(set) var age = 0

  /// Runs through a history.
  init(
    _ pattern: OccurrencePattern, _ demand: DemandEvents, chances start: [Chance], dropout: Chance,
    pause: Double = 0
  ) {
    self.pattern = pattern
    (chances, self.dropout) = (start, dropout)
    let memory = pattern.memory
    // One logarithm for many factors.
    var (product, idle, ended) = (1.0, 0.0, 0.0)
    for position in 1..<max(1, demand.events.count) {
      let event = demand.events[position]
      age += 1
      let kind = pattern.kind(age: age, slot: demand.first + position)
      let end = self.dropout.mean
      if position > demand.last { ended += (product + idle) * end }
      (product, idle) = (
        (product * (1 - pause) + idle * Self.resumption) * (1 - end),
        (product * pause + idle * (1 - Self.resumption)) * (1 - end)
      )
      self.dropout.others += 1
      guard event != .unknown else { continue }
      let isDemand = event == .demand
      let chance = chances[kind].mean
      product *= isDemand ? chance : 1 - chance
      if isDemand { (idle, age) = (0, 0) }
      let told = product > 0 ? product / (product + idle) : 0
      chances[kind].learn(isDemand, memory: memory, floor: start[kind], weight: told)
      if product < 1e-150, position <= demand.last {
        let whole = product + idle
        logLikelihood += Double.log(whole)
        (product, idle) = (product / whole, idle / whole)
      }
    }
    let alive = product + idle
    active = alive / (alive + ended)
    paused = alive > 0 ? idle / alive : 0
    logLikelihood += Double.log(alive + ended)
  }

  /// The same with a lower probability of being active.
  func less(activeBy factor: Double) -> OccurrenceState {
    var result = self
    result.active *= factor
    return result
  }

  /// The chance that a series that pauses comes back in a period.
  static let resumption = 0.4

  // MARK: - What comes

  /// The probability of a demand in each of the periods ahead, and of being active in it.
  ///
  /// The expected chances are used in all periods; the time since the last demand is followed exactly.
  /// O(horizon · (age + horizon)).
  func ahead(from slot: Int, horizon: Int) -> (demand: [Double], active: [Double]) {
    var (demand, alive) = ([Double](), [Double]())
    demand.reserveCapacity(horizon)
    alive.reserveCapacity(horizon)
    var dropout = dropout
    var ages = [Double](repeating: 0, count: age + horizon + 2)
    ages[age] = active * (1 - paused)
    var idle = active * paused
    for step in 0..<horizon {
      let stay = 1 - dropout.mean
      dropout.others += 1
      var (came, left) = (0.0, 0.0)
      // One that comes back has been without a demand all the time.
      ages[age + step] += idle * Self.resumption
      idle *= stay * (1 - Self.resumption)
      for old in stride(from: age + step, through: 0, by: -1) where ages[old] > 0 {
        let chance = chances[pattern.kind(age: old + 1, slot: slot + step)].mean
        let mass = ages[old] * stay
        came += mass * chance
        ages[old + 1] = mass * (1 - chance)
        left += ages[old + 1]
        ages[old] = 0
      }
      ages[0] = came
      demand.append(came)
      alive.append(came + left + idle)
    }
    return (demand, alive)
  }
}
