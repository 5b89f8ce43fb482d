import PartnerKPI
import TemporalData

/// The tracks of a panel, made from the cells one at a time, so that only one takes memory.
struct TrackList: Sequence {
  /// The number of tracks.
  private(set) var count: Int
  private let make: (Int) -> Track
  /// The period from which on points are left out.
  private var end = Int.max
  /// The first period from which on points are kept.
  private var start = Int.min
  /// The same for single KPIs.
  private var ends: [KPI.ID: Int] = [:]
  /// The numbers of the tracks that are kept; nil for all.
  private var kept: [Int]?

  /// Tracks by their number.
  init(count: Int, make: @escaping (Int) -> Track) { (self.count, self.make) = (count, make) }

  /// Tracks that are there already.
  init(_ tracks: [Track]) { self.init(count: tracks.count) { tracks[$0] } }

  /// A track.
  subscript(number: Int) -> Track {
    var track = make(kept?[number] ?? number)
    if let first = track.points.first, first.ordinal < start {
      track.points.removeAll { $0.ordinal < start }
    }
    let end =
      ends.isEmpty ? end : Swift.min(end, ends[MeasuredTracks.base(of: track.kpi.id)] ?? end)
    if let last = track.points.last, last.ordinal >= end {
      track.points.removeAll { $0.ordinal >= end }
    }
    return track
  }

  func makeIterator() -> AnyIterator<Track> {
    var number = 0
    return AnyIterator {
      guard number < count else { return nil }
      number += 1
      return self[number - 1]
    }
  }

  /// The tracks with these numbers.
  func keeping(_ numbers: [Int]) -> TrackList {
    var list = self
    list.kept = numbers.map { kept?[$0] ?? $0 }
    list.count = numbers.count
    return list
  }

  /// The points of each of these KPIs before a period of its own.
  func before(_ ordinals: [KPI.ID: Int]) -> TrackList {
    var list = self
    list.ends = ordinals
    return list
  }

  /// The points from a period on.
  func from(_ ordinal: Int) -> TrackList {
    var list = self
    list.start = Swift.max(start, ordinal)
    return list
  }

  /// The points before a period.
  func before(_ ordinal: Int) -> TrackList {
    var list = self
    list.end = Swift.min(end, ordinal)
    return list
  }
}

/// Where the points of a track lie, without their values.
struct TrackSpan {
  let kpi: KPI
  /// The first and the last period with a point; nil if there is none.
  let ends: (first: Int, last: Int)?
  /// The number of points.
  let points: Int
  /// The most periods without a point between two points.
  let longestGap: Int

  /// The number of periods from the first to the last point.
  var length: Int { ends.map { $0.last - $0.first + 1 } ?? 0 }
}

extension Track {
  /// Where the points lie.
  var span: TrackSpan {
    var (longest, previous) = (0, points.first?.ordinal ?? 0)
    for point in points {
      longest = max(longest, point.ordinal - previous - 1)
      previous = point.ordinal
    }
    return TrackSpan(
      kpi: kpi, ends: points.first.map { ($0.ordinal, previous) }, points: points.count,
      longestGap: longest)
  }
}
