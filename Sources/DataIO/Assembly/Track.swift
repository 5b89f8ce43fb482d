import PartnerKPI
import TemporalData

/// The observed values of one KPI of one entity at the panel's frequency, without the gaps.
struct Track {
  /// The value of one period.
  struct Point {
    var ordinal: Int
    /// A sum, or for a level its last value; NaN if rows were there but without a value.
    var value: Double
    /// How many observations a sum is made of.
    var count: Int
  }

  let key: [String]
  let label: String?
  let kpi: KPI
  /// Periods ascending, each once.
  var points: [Point]

  /// The value of a point as the KPI means it.
  func value(_ point: Point) -> Double {
    kpi.entityRule == .mean && point.count > 0 ? point.value / Double(point.count) : point.value
  }

  /// The group of the entity, if a column tells it.
  var group: String?

  /// Whether the KPI never differs between two periods, as attributes of an entity do not.
  var isConstant: Bool {
    let observed = points.lazy.map { value($0) }.filter { !$0.isNaN }
    guard let first = observed.first(where: { _ in true }) else { return true }
    return observed.allSatisfy { $0 == first }
  }

  /// Adds the value of a date that is not before the last one.
  ///
  /// A date outside of all periods is left out.
  mutating func append(_ ordinal: Int, _ value: Double, _ count: Int) {
    guard ordinal != SlotMap.outside else { return }
    guard let last = points.indices.last, points[last].ordinal == ordinal else {
      points.append(Point(ordinal: ordinal, value: value, count: count))
      return
    }
    points[last] = combined(points[last], value, count, sums: kpi.timeRule != .last)
  }

  fileprivate func combined(_ old: Point, _ value: Double, _ count: Int, sums: Bool) -> Point {
    if value.isNaN { return old }
    if old.value.isNaN || !sums { return Point(ordinal: old.ordinal, value: value, count: count) }
    return Point(ordinal: old.ordinal, value: old.value + value, count: old.count + count)
  }
}

/// The tracks of several entities as one, taken in one by one.
struct TrackSum {
  private var sum: Track
  private var positions: [Int: Int] = [:]

  /// A sum of nothing yet.
  init(key: [String], kpi: KPI) { sum = Track(key: key, label: nil, kpi: kpi, points: []) }

  /// Takes in the track of another entity, or the same one's under another name.
  ///
  /// - Parameter sums: whether values of one period add up, rather than the one taken in last standing.
  mutating func add(_ track: Track, sums: Bool = true) {
    for point in track.points {
      if let known = positions[point.ordinal] {
        sum.points[known] = sum.combined(sum.points[known], point.value, point.count, sums: sums)
      } else {
        positions[point.ordinal] = sum.points.count
        sum.points.append(point)
      }
    }
  }

  /// Takes in a track that says by 1 and 0 whether an entity was there: two that are one count once.
  mutating func addPresence(_ track: Track) {
    for point in track.points {
      if let known = positions[point.ordinal] {
        sum.points[known].value = max(sum.points[known].value, point.value)
      } else {
        add(Track(key: track.key, label: nil, kpi: track.kpi, points: [point]))
      }
    }
  }

  /// The sum, periods ascending.
  var track: Track {
    var track = sum
    track.points.sort { $0.ordinal < $1.ordinal }
    return track
  }
}
