import PartnerKPI

/// Tracks of one KPI of one partner under several names, as one.
///
/// Under two names of one partner values of a period add up if the KPI adds up over time, else the newer
/// name's stands. Two partners that became one count both, as the KPI adds up over partners.
struct TrackJoin {
  let names: PartnerNames

  /// The tracks with one per partner and KPI, in the order in which these first appear.
  func joined(_ tracks: TrackList) -> TrackList {
    guard !names.isTrivial else { return tracks }
    var numbers: [SeriesKey: Int] = [:]
    var members: [[Int]] = []
    for (number, track) in tracks.enumerated() {
      let key = SeriesKey(values: names.key(track.key), kpi: track.kpi.id)
      if let known = numbers[key] {
        members[known].append(number)
      } else {
        numbers[key] = members.count
        members.append([number])
      }
    }
    let groups = members
    return TrackList(count: groups.count) { group in
      joined(groups[group].map { tracks[$0] })
    }
  }

  /// The track of one partner and KPI.
  private func joined(_ tracks: [Track]) -> Track {
    let key = names.key(tracks[0].key)
    if tracks.count == 1 { return tracks[0].named(key, of: tracks) }
    var order: [[String]] = []
    var roots: [[String]: [Track]] = [:]
    for track in tracks {
      let root = names.places[track.key]?.root ?? track.key
      if roots[root] == nil { order.append(root) }
      roots[root, default: []].append(track)
    }
    let partners = order.map { renamed(roots[$0] ?? []) }
    guard partners.count > 1 else { return partners[0].named(key, of: tracks) }
    var sum = TrackSum(key: key, kpi: tracks[0].kpi)
    for partner in partners {
      if partner.kpi.aggregation == .activeCount {
        sum.addPresence(partner)
      } else {
        sum.add(partner.carried)
      }
    }
    return sum.track.named(key, of: tracks)
  }

  /// The tracks of one partner, from the oldest name to the newest.
  private func renamed(_ tracks: [Track]) -> Track {
    guard tracks.count > 1 else { return tracks[0] }
    let ordered = tracks.enumerated().sorted { a, b in
      let (first, second) = (depth(a.element), depth(b.element))
      return first == second ? a.offset < b.offset : first > second
    }.map(\.element)
    var sum = TrackSum(key: ordered[0].key, kpi: ordered[0].kpi)
    for track in ordered {
      if track.kpi.aggregation == .activeCount {
        sum.addPresence(track)
      } else {
        sum.add(track, sums: track.kpi.timeRule != .last)
      }
    }
    return sum.track
  }

  private func depth(_ track: Track) -> Int { names.places[track.key]?.depth ?? 0 }
}

extension Track {
  /// The track under a key, with the label and the group of the one that bears the name, else of the newest.
  fileprivate func named(_ key: [String], of tracks: [Track]) -> Track {
    let bearer =
      tracks.first { $0.key == key }
      ?? tracks.max { ($0.points.last?.ordinal ?? .min) < ($1.points.last?.ordinal ?? .min) }
    var track = Track(key: key, label: bearer?.label, kpi: kpi, points: points)
    track.group = bearer?.group
    return track
  }
}
