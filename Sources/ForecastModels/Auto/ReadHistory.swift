import Forecasting
import TemporalData

/// A history as `auto` reads it, and what it left out.
struct ReadHistory {
  /// The history, with what was left out as missing.
  private(set) var history: TimeSeries
  /// What was left out, and why.
  private(set) var notes: [String] = []

  /// The mean interval between demands up to which the rest of a history is regular.
  static let regularInterval = 1.1

  init(_ history: TimeSeries) { self.history = history }

  /// Takes stretches without a demand out of a history that has one in nearly every other period and came
  /// back: half a season and at least 6 periods of silence are no season and no demands.
  ///
  /// O(n).
  mutating func leaveOutDeadStretches(seasonLength: Int) {
    guard !history.storage.contains(where: { $0 < 0 }), let events = DemandEvents(history) else {
      return
    }
    let fewest = max(6, seasonLength / 2)
    let runs = events.silences.filter { $0.count >= fewest }
    let silent = runs.reduce(0) { $0 + $1.count }
    let known = events.events[...events.last].count { $0 != .unknown } - silent
    let since = events.events[(runs.last?.upperBound ?? 0)...].count { $0 == .demand }
    guard !runs.isEmpty, events.demands >= max(12, seasonLength), since >= 3,
      Double(known) <= Self.regularInterval * Double(events.demands)
    else { return }
    for run in runs {
      let (first, last) = (
        period(events.first + run.lowerBound), period(events.first + run.upperBound - 1)
      )
      remove((first.ordinal...last.ordinal).map { $0 })
      notes.append("no value from \(first) to \(last) and as before since: taken as missing")
    }
  }

  /// Takes known one-off values out, and says which known level shifts are not used.
  mutating func leaveOutKnown(_ cleaning: CleaningOptions) {
    let slots = cleaning.knownOutliers.map(\.ordinal).filter { slot in
      let place = slot - history.start.ordinal
      return history.storage.indices.contains(place) && !history.storage[place].isNaN
    }
    // Something must be left to forecast from.
    if !slots.isEmpty, history.observedCount > 2 * slots.count {
      remove(slots)
      notes.append(
        "\(slots.count) known one-off period\(slots.count == 1 ? "" : "s") taken as missing")
    }
    if !cleaning.knownShifts.isEmpty {
      notes.append("known level shifts are not used: too few values to tell their size")
    }
  }

  private func period(_ ordinal: Int) -> Period {
    Period(history.start.frequency, ordinal: ordinal)
  }

  private mutating func remove(_ ordinals: [Int]) {
    var storage = history.storage
    for ordinal in ordinals { storage[ordinal - history.start.ordinal] = .nan }
    history = TimeSeries(start: history.start, storage: Array(storage))
  }
}

extension DemandEvents {
  /// The runs of periods known to be without a demand between two demands, by position.
  var silences: [Range<Int>] {
    var (runs, first) = ([Range<Int>](), 0)
    for (position, event) in events[...last].enumerated() {
      guard event != .none else { continue }
      if position > first { runs.append(first..<position) }
      first = position + 1
    }
    return runs
  }
}
