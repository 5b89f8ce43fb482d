import RealModule
import Statistics

/// What is known of the demands of a series: every pattern its history may follow, by how likely it is.
struct Occurrence: Sendable {
  /// The patterns, those with next to no probability left out.
  let states: [OccurrenceState]
  /// The probability of each pattern.
  let weights: [Double]
  /// The logarithm of the probability of the history.
  let logLikelihood: Double
  /// The ordinal of the first period after the history.
  let next: Int

  init(_ demand: DemandEvents, prior: ActivityPrior, seasonLength: Int) {
    var (states, logs) = ([OccurrenceState](), [Double]())
    for candidate in prior.candidates(for: demand, seasonLength: seasonLength)
    where candidate.share > 0 {
      let state = OccurrenceState(
        candidate.pattern, demand, chances: candidate.chances, dropout: prior.dropout,
        pause: prior.pause)
      states.append(state)
      logs.append(state.logLikelihood + Double.log(candidate.share))
    }
    let largest = logs.max() ?? 0
    let shares = logs.map { Double.exp($0 - largest) }
    let kept = shares.indices.filter { shares[$0] > 1e-4 }
    let total = kept.reduce(0) { $0 + shares[$1] }
    let weights = kept.map { shares[$0] / total }
    let active = zip(kept, weights).reduce(0) { $0 + $1.1 * states[$1.0].active }
    let factor = Self.afterSilence(active)
    self.states = kept.map { states[$0].less(activeBy: factor) }
    self.weights = weights
    logLikelihood = largest + Double.log(shares.reduce(0, +))
    next = demand.first + demand.events.count
  }

  /// By how much a probability of being active is lowered.
  ///
  /// Chances change with a series' age and the season more than a pattern allows for, so that silence says
  /// more than the patterns hear. On generated programs (docs/models/sparse.md) the odds were
  ///
  ///     log odds ← min(log odds, 1.25 · log odds − 0.45)
  private static func afterSilence(_ active: Double) -> Double {
    guard active > 0, active < 1 else { return 1 }
    let odds = Double.log(active / (1 - active))
    return min(1, 1 / (1 + Double.exp(0.45 - 1.25 * odds)) / active)
  }

  /// The probability that the series is active in the last period of the history.
  var active: Double { min(1, weigh { $0.active }) }

  /// The probability of a demand in each of the periods ahead, and of being active in it.
  func ahead(horizon: Int) -> (demand: [Double], active: [Double]) {
    var demand = [Double](repeating: 0, count: horizon)
    var active = demand
    for (state, weight) in zip(states, weights) {
      let part = state.ahead(from: next, horizon: horizon)
      for step in 0..<horizon {
        demand[step] += weight * part.demand[step]
        active[step] += weight * part.active[step]
      }
    }
    return (demand, active)
  }

  /// The length of the beat that the demands most likely follow; 1 where they follow none.
  var beat: Int {
    var byLength: [Int: Double] = [:]
    for (state, weight) in zip(states, weights) {
      byLength[state.pattern.beat, default: 0] += weight
    }
    return byLength.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? 1
  }

  /// Draws in which of the periods ahead a demand comes.
  ///
  /// Pattern, activity and chances are drawn once; a series that has ended stays silent.
  func draw(horizon: Int, using generator: inout some RandomNumberGenerator) -> [Bool] {
    var came = [Bool](repeating: false, count: horizon)
    let state = pick(using: &generator)
    guard generator.uniform() < state.active else { return came }
    let chances = state.chances.map { generator.beta($0.events, $0.others) }
    let end = generator.beta(state.dropout.events, state.dropout.others)
    var age = state.age
    var isPaused = generator.uniform() < state.paused
    for step in 0..<horizon {
      guard generator.uniform() >= end else { break }
      age += 1
      if isPaused {
        isPaused = generator.uniform() >= OccurrenceState.resumption
        if isPaused { continue }
      }
      let chance = chances[state.pattern.kind(age: age, slot: next + step)]
      guard generator.uniform() < chance else { continue }
      came[step] = true
      age = 0
    }
    return came
  }

  private func pick(using generator: inout some RandomNumberGenerator) -> OccurrenceState {
    var rest = generator.uniform()
    for (state, weight) in zip(states, weights).dropLast() {
      if rest < weight { return state }
      rest -= weight
    }
    return states[states.count - 1]
  }

  private func weigh(_ part: (OccurrenceState) -> Double) -> Double {
    zip(states, weights).reduce(0) { $0 + $1.1 * part($1.0) }
  }
}
