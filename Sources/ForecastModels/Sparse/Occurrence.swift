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
        candidate.pattern, demand, chances: candidate.chances, dropout: prior.dropout)
      states.append(state)
      logs.append(state.logLikelihood + Double.log(candidate.share))
    }
    let largest = logs.max() ?? 0
    let shares = logs.map { Double.exp($0 - largest) }
    let kept = shares.indices.filter { shares[$0] > 1e-4 }
    let total = kept.reduce(0) { $0 + shares[$1] }
    self.states = kept.map { states[$0] }
    weights = kept.map { shares[$0] / total }
    logLikelihood = largest + Double.log(shares.reduce(0, +))
    next = demand.first + demand.events.count
  }

  /// The probability that the series is active in the last period of the history.
  var active: Double { weigh { $0.active } }

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
    for step in 0..<horizon {
      guard generator.uniform() >= end else { break }
      age += 1
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
