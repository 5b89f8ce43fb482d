import Optimization
import RealModule
import TemporalData

extension ActivityPrior {
  /// The prior under which the histories of a panel are most likely.
  ///
  /// Histories without a demand and those with a negative value are left out. The chances are found by
  /// Nelder and Mead's method and the shares by expectation maximisation, in turns, on up to 300 series
  /// spread evenly over the panel. Where the panel tells little, the prior stays near `start`: the
  /// logarithm of each weight has a normal prior around it with a standard deviation of 1 or more.
  ///
  /// Complexity: three searches of at most 90 evaluations, each a run through every history of the sample
  /// under about eight patterns; 0.1 to 0.2 s for a large panel of months.
  ///
  /// - Parameters:
  ///   - histories: The series of the panel.
  ///   - start: What to expect of the panel before it is seen.
  ///   - seasonLength: Slots per season; nil for that of the frequency.
  public static func learned(
    from histories: [TimeSeries], start: ActivityPrior = .standard, seasonLength: Int? = nil
  ) -> ActivityPrior {
    let step = max(1, (histories.count + Self.largestSample - 1) / Self.largestSample)
    let sample = stride(from: 0, to: histories.count, by: step).compactMap { index in
      histories[index].storage.contains { $0 < 0 } ? nil : DemandEvents(histories[index])
    }
    guard !sample.isEmpty else { return start }
    let season = seasonLength ?? histories[0].start.frequency.seasonLength
    var search = PanelLikelihood(sample, start: start, seasonLength: season)
    for _ in 0..<3 { search.improve() }
    return search.prior
  }

  /// The most series that a prior is learnt from.
  static let largestSample = 300
}

/// How likely the histories of a panel are under a prior.
struct PanelLikelihood: Objective {
  private let panel: [DemandEvents]
  private let seasonLength: Int
  private let start: ActivityPrior
  private(set) var prior: ActivityPrior

  init(_ panel: [DemandEvents], start: ActivityPrior, seasonLength: Int) {
    (self.panel, self.start, self.seasonLength) = (panel, start, seasonLength)
    prior = start
  }

  /// Better chances with the same shares, then better shares.
  mutating func improve() {
    var minimizer = NelderMead(
      maximumEvaluations: 90, functionTolerance: 1e-4, pointTolerance: 1e-2, initialStep: 0.4,
      maximumRestarts: 0)
    let found = minimizer.minimize(
      &self, from: Self.point(prior), lower: Self.lower, upper: Self.upper)
    prior = moved(to: found.point)
    improveShares()
  }

  /// Minus the logarithm of the posterior density of the chances.
  mutating func value(at x: [Double]) -> Double {
    let prior = moved(to: x)
    var sum = 0.0
    for demand in panel {
      sum -= Occurrence(demand, prior: prior, seasonLength: seasonLength).logLikelihood
    }
    for (index, expected) in Self.point(start).enumerated() {
      let distance = (x[index] - expected) / Self.deviations[index]
      sum += distance * distance / 2
    }
    return sum
  }

  // MARK: - The chances as a point

  private static let lower = [-5.0, -2.5, -2.5, -5, -4, -9, -12]
  private static let upper = [2.0, 4, 4, 2, 4, -1, -2.5]
  /// How far each may lie from the start.
  private static let deviations = [1.5, 1, 1, 1, 1, 1, 2]

  private static func point(_ prior: ActivityPrior) -> [Double] {
    [
      Double.log(prior.steady.others), Double.log(prior.irregular.events),
      Double.log(prior.irregular.others), Double.log(prior.onBeat.others),
      Double.log(prior.late.events / prior.late.others), Double.log(prior.dropout.mean),
      Double.log(max(1e-5, prior.pause)),
    ]
  }

  private func moved(to x: [Double]) -> ActivityPrior {
    var result = prior
    result.steady.others = Double.exp(x[0])
    result.irregular = Chance(events: Double.exp(x[1]), others: Double.exp(x[2]))
    result.onBeat.others = Double.exp(x[3])
    let both = start.late.events + start.late.others
    let share = 1 / (1 + Double.exp(-x[4]))
    result.late = Chance(events: both * share, others: both * (1 - share))
    result.pause = Double.exp(x[6])
    let weight = start.dropout.events + start.dropout.others
    let ends = Double.exp(x[5])
    result.dropout = Chance(events: weight * ends, others: weight * (1 - ends))
    return result
  }

  // MARK: - The shares

  /// Each share is the mean probability of its patterns, with the shares at the start as 10 series.
  private mutating func improveShares() {
    let weight = 10.0
    for _ in 0..<5 {
      var steady = weight * start.steadyShare
      var beats = start.beatShares.map { weight * $0 }
      var (fading, season) = (start.fadingShare, start.seasonShare)
      (fading, season) = (
        fading * weight * start.irregularShare, season * weight * start.irregularShare
      )
      for demand in panel {
        let shares = PatternShares(demand, prior: prior, seasonLength: seasonLength)
        steady += shares.steady
        fading += shares.fading
        season += shares.season
        for (length, share) in shares.beats where beats.indices.contains(length - 2) {
          beats[length - 2] += share
        }
      }
      let total = weight + Double(panel.count)
      prior.steadyShare = steady / total
      prior.beatShares = beats.map { $0 / total }
      let irregular = max(1e-300, prior.irregularShare * total)
      (prior.fadingShare, prior.seasonShare) = (fading / irregular, season / irregular)
    }
  }
}

/// How likely the patterns of one history are.
struct PatternShares {
  private(set) var steady = 0.0
  private(set) var fading = 0.0
  private(set) var season = 0.0
  /// By their length.
  private(set) var beats: [(length: Int, share: Double)] = []

  init(_ demand: DemandEvents, prior: ActivityPrior, seasonLength: Int) {
    let candidates = prior.candidates(for: demand, seasonLength: seasonLength)
    let logs = candidates.map { candidate in
      let state = OccurrenceState(
        candidate.pattern, demand, chances: candidate.chances, dropout: prior.dropout,
        pause: prior.pause)
      return state.logLikelihood + Double.log(max(1e-300, candidate.share))
    }
    let largest = logs.max() ?? 0
    let all = logs.map { Double.exp($0 - largest) }
    let total = all.reduce(0, +)
    // Steady series come first.
    steady = all[0] / total
    for (candidate, weight) in zip(candidates, all) {
      let share = weight / total
      switch candidate.pattern {
      case .every(let length), .calendar(let length, _): beats.append((length, share))
      case .anyPeriod(let memory): fading += memory < 1 ? share : 0
      case .season: season += share
      }
    }
  }
}
