import PartnerKPI
import TemporalData

extension PanelAssembler {
  /// Says how many series end before the panel does: their forecasts begin where they end.
  mutating func describeEnds(_ entries: [KPIPanel.Entry]) {
    let ends = entries.map(\.series.values).filter { $0.count > 0 }.map(\.end)
    guard let last = ends.max() else { return }
    let early = ends.count { $0 < last }
    guard early > 0 else { return }
    decisions.append(
      Decision(
        "ends",
        "\(early) of \(ends.count) series end before \(last.advanced(by: -1).name): "
          + "what is ahead begins at their own end"))
  }

  /// The period of the newest date that is not probably wrong; nil if that is the newest of all.
  func credibleEnd(_ slots: SlotMap, _ grain: Frequency) -> Int? {
    let far = FarDate.found(in: slots.usedDates, of: slots.from).first { $0.isNewest }
    return far.map {
      Period(grain, containing: Period(slots.from, ordinal: $0.neighbour).firstDay).ordinal
    }
  }

  /// Says so if the oldest or the newest date lies so far from all others that it is probably wrong.
  ///
  /// One wrong year moves the end of the panel, and with it every forecast.
  func farDates(_ slots: SlotMap) -> [String] {
    var warnings: [String] = []
    for far in FarDate.found(in: slots.usedDates, of: slots.from) {
      guard let cell = collector.store.firstCell(at: slots.slot(far.date)) else { continue }
      let place = collector.location(collector.store.line(of: cell), column: layout.period)
      let date = Period(slots.from, ordinal: far.date)
      let neighbour = Period(slots.from, ordinal: far.neighbour)
      let remedy =
        far.isNewest
        ? "--as-of \(neighbour.lastDay) leaves it out" : "--where can leave it out"
      warnings.append(
        "\(place): the \(far.isNewest ? "newest" : "oldest") date \(date) is far from the next one, "
          + "\(neighbour): if it is wrong, correct it; \(remedy)")
    }
    return warnings
  }
}

/// A date at an end of a table that lies far from all others.
struct FarDate: Equatable {
  /// The date, counted in periods of its form.
  let date: Int
  /// The date next to it.
  let neighbour: Int
  /// Whether it is the last one rather than the first.
  let isNewest: Bool

  /// The far dates among these: more than a year from the next one, and more than ten times as far
  /// as any others are from each other.
  static func found(in dates: [Int], of frequency: Frequency) -> [FarDate] {
    guard dates.count >= 4 else { return [] }
    let gaps = zip(dates.dropFirst(), dates).map { $0 - $1 }
    let inner = gaps.dropFirst().dropLast().max() ?? 0
    let isFar = { (gap: Int, from: Int) in
      let days =
        Period(frequency, ordinal: from + gap).firstDay.daysSince1970
        - Period(frequency, ordinal: from).firstDay.daysSince1970
      return gap > 10 * inner && days > 366
    }
    let last = dates.count - 1
    var found: [FarDate] = []
    if isFar(gaps[0], dates[0]) {
      found.append(FarDate(date: dates[0], neighbour: dates[1], isNewest: false))
    }
    if isFar(gaps[last - 1], dates[last - 1]) {
      found.append(FarDate(date: dates[last], neighbour: dates[last - 1], isNewest: true))
    }
    return found
  }
}
