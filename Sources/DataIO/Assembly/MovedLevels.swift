import PartnerKPI

/// Levels of partners that moved between groups, each carried on in one group at a time.
///
/// A level is carried over periods without a row. A partner that moved has rows under several keys, and
/// what is carried under one of them ends where a row stands under another: else it would count
/// twice.
struct MovedLevels {
  /// The periods with a row of a partner's level under any of its keys, by partner and KPI.
  private var rows: [SeriesKey: [Int]] = [:]
  private let width: Int

  /// - Parameter width: how many values of a key, the first ones, name the partner.
  init(_ tracks: some Sequence<Track>, width: Int, isNeeded: Bool) {
    self.width = width
    guard isNeeded, width > 0 else { return }
    var keys: [SeriesKey: Int] = [:]
    for track in tracks where track.kpi.kind == .stock && track.kpi.aggregation != .activeCount {
      let partner = partner(track)
      keys[partner, default: 0] += 1
      rows[partner, default: []] += track.points.map(\.ordinal)
    }
    rows = rows.filter { (keys[$0.key] ?? 0) > 1 }.mapValues { $0.sorted() }
  }

  private func partner(_ track: Track) -> SeriesKey {
    SeriesKey(values: Array(track.key.prefix(width)), kpi: track.kpi.id)
  }

  /// A level with its gaps filled: each value up to the partner's next row, under whatever key it stands.
  func carried(_ track: Track) -> Track {
    guard track.kpi.kind == .stock, let all = rows[partner(track)] else { return track.carried }
    var result = track
    result.points = []
    var next = 0
    var known = Double.nan
    for point in track.points {
      if !point.value.isNaN { known = point.value }
      while next < all.count, all[next] <= point.ordinal { next += 1 }
      let end = next < all.count ? all[next] : point.ordinal + 1
      for ordinal in point.ordinal..<end {
        result.points.append(.init(ordinal: ordinal, value: known, count: 1))
      }
    }
    return result
  }
}
