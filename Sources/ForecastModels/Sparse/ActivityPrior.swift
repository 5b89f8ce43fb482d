import Forecasting
import RealModule
import TemporalData

/// What to expect of how often demands come, and of how series end, before a history is seen.
///
/// Learnt from the series of a panel by `learned(from:)`, or `standard`.
public struct ActivityPrior: Hashable, Sendable {
  /// The chance of a demand in a period of series that have one in nearly every period.
  public internal(set) var steady: Chance
  /// The chance of a demand in a period of series without a beat.
  public internal(set) var irregular: Chance
  /// The chance of a demand in the period in which the beat has it due, of series with a beat.
  public internal(set) var onBeat: Chance
  /// The chance that a demand that was not there when due comes in the period after.
  public internal(set) var late: Chance
  /// The chance to end for good in a period.
  public internal(set) var dropout: Chance
  /// The share of steady series.
  public internal(set) var steadyShare: Double
  /// The shares of series with a beat, by its length from 2 periods on; the rest is irregular.
  public internal(set) var beatShares: [Double]
  /// The share of those without a beat whose chance changes with time, 0…1.
  public internal(set) var fadingShare: Double
  /// The share of those without a beat that have months of their own, 0…1.
  public internal(set) var seasonShare: Double
  /// The chance that a series pauses in a period: bookings that come late, a book that was closed.
  public internal(set) var pause: Double

  /// A prior of these parts.
  ///
  /// - Throws: `SpecificationError` for a share or a chance outside of 0…1, and for shares that leave
  ///   nothing for series without a beat.
  public init(
    steady: Chance, irregular: Chance, onBeat: Chance, late: Chance, dropout: Chance,
    steadyShare: Double, beatShares: [Double], fadingShare: Double = 0.08,
    seasonShare: Double = 0.1, pause: Double = 0.004
  ) throws(SpecificationError) {
    let parts =
      [("steady share", steadyShare), ("fading share", fadingShare)]
      + [("season share", seasonShare), ("pause", pause)] + beatShares.map { ("beat share", $0) }
    for (name, value) in parts where !(0...1).contains(value) {
      throw .outOfRange(parameter: name, value: value, allowed: "0...1")
    }
    let known = steadyShare + beatShares.reduce(0, +)
    guard known < 1 else {
      throw .outOfRange(parameter: "sum of steady and beat shares", value: known, allowed: "0..<1")
    }
    guard fadingShare + seasonShare < 1 else {
      throw .outOfRange(
        parameter: "sum of fading and season share", value: fadingShare + seasonShare,
        allowed: "0..<1")
    }
    self.init(
      valid: steady, irregular, onBeat, late, dropout, steadyShare, beatShares, fadingShare,
      seasonShare, pause)
  }

  private init(
    valid steady: Chance, _ irregular: Chance, _ onBeat: Chance, _ late: Chance,
    _ dropout: Chance, _ steadyShare: Double, _ beatShares: [Double], _ fadingShare: Double,
    _ seasonShare: Double, _ pause: Double
  ) {
    self.pause = pause
    (self.steady, self.irregular, self.dropout) = (steady, irregular, dropout)
    (self.onBeat, self.late) = (onBeat, late)
    (self.steadyShare, self.beatShares) = (steadyShare, beatShares)
    (self.fadingShare, self.seasonShare) = (fadingShare, seasonShare)
  }

  /// The prior without a panel.
  ///
  /// A series ends with a chance of 1 % a period, as sure as 300 periods could tell.
  public static let standard = ActivityPrior(
    valid: Chance(events: 20, others: 0.15), Chance(events: 2, others: 2.5),
    Chance(events: 8, others: 0.2), Chance(events: 1.4, others: 0.6),
    Chance(events: 3, others: 297), 0.3,
    [0.04, 0.2, 0.03, 0.01, 0.03, 0.01, 0.01, 0.01, 0.01, 0.01, 0.04], 0.08, 0.1, 0.004)

  /// The share of series without a beat.
  public var irregularShare: Double {
    max(0, 1 - steadyShare - beatShares.reduce(0, +))
  }

  /// The share of series of which every period is alike.
  private var plainShare: Double {
    max(1e-9, max(0, 1 - fadingShare - seasonShare) * irregularShare)
  }

  /// The share of series with a beat of a length.
  func share(ofBeat length: Int) -> Double {
    let known = beatShares.indices.contains(length - 2) ? beatShares[length - 2] : 0
    return max(known, 0.002)
  }
}

extension ActivityPrior {
  /// A pattern that a history may follow, with what is expected of its chances.
  struct Candidate: Sendable {
    let pattern: OccurrencePattern
    let share: Double
    let chances: [Chance]
  }

  /// On the beat, one period late, one early, and otherwise.
  private var beat: [Chance] {
    [onBeat, late, Chance(events: 0.1, others: 4), Chance(events: 0.1, others: 6)]
  }
  /// The factor by which what was learnt fades, in the pattern that allows for it.
  static let fading = 0.92
  /// How many periods the chance of all periods is worth beside those of one slot of the season.
  static let seasonWeight = 3.0

  /// The patterns that a history may follow.
  func candidates(for demand: DemandEvents, seasonLength: Int) -> [Candidate] {
    var all = [
      Candidate(pattern: .anyPeriod(memory: 1), share: steadyShare, chances: [steady]),
      Candidate(pattern: .anyPeriod(memory: 1), share: plainShare, chances: [irregular]),
      Candidate(
        pattern: .anyPeriod(memory: Self.fading), share: fadingShare * irregularShare,
        chances: [irregular]),
    ]
    for (length, phase) in beats(of: demand) {
      let share = share(ofBeat: length) / 2
      all.append(Candidate(pattern: .every(length), share: share, chances: beat))
      all.append(
        Candidate(
          pattern: .calendar(length: length, phase: phase), share: share, chances: beat))
    }
    if seasonLength > 1, seasonLength <= 12, demand.events.count >= 2 * seasonLength {
      all.append(
        Candidate(
          pattern: .season(length: seasonLength), share: seasonShare * irregularShare,
          chances: seasonalChances(demand, seasonLength)))
    }
    return all
  }

  /// The two most frequent gaps of 2 periods or more, each with its place in the calendar.
  private func beats(of demand: DemandEvents) -> [(length: Int, phase: Int)] {
    var counts = [Int](repeating: 0, count: 54)
    for gap in demand.gaps where (2...53).contains(gap) { counts[gap] += 1 }
    let found = counts.indices.filter { counts[$0] > 0 }
      .sorted { (counts[$0], -$0) > (counts[$1], -$1) }
    return found.prefix(2).map { ($0, phase(of: demand, length: $0)) }
  }

  /// The slot with most demands; of several, the first after the beginning, wherever that lies.
  private func phase(of demand: DemandEvents, length: Int) -> Int {
    var counts = [Int](repeating: 0, count: length)
    for (position, event) in demand.events.enumerated() where event == .demand {
      counts[position % length] += 1
    }
    let after = counts.indices.max { (counts[$0], -$0) < (counts[$1], -$1) } ?? 0
    return (((demand.first + after) % length) + length) % length
  }

  private func seasonalChances(_ demand: DemandEvents, _ length: Int) -> [Chance] {
    let seen = Double(demand.demands) + irregular.events
    let share = seen / (Double(demand.known) + irregular.events + irregular.others)
    let chance = Chance(
      events: Self.seasonWeight * share, others: Self.seasonWeight * (1 - share))
    return [Chance](repeating: chance, count: length)
  }
}
