import PartnerKPI
import TemporalData

/// Turns observed points into a series without holes, and counts what it assumed.
///
/// An absent period inside a series means 0 for a flow, the last value for a level that is carried,
/// and "not known" for averages and ratios. Tables with a `unique_id` column are prepared series
/// rather than exports of business events: there an absent period is not known.
///
/// After a flow's last row the panel may go on. Such silence means zeros up to the panel's last
/// period, so that a dormant entity is not continued as if its last order were yesterday's: always
/// in a sparse panel, where more than 5 % of the periods inside series are absent; in a dense one
/// from 4 periods on, if it lasts longer than every gap of the series before. A shorter silence
/// there is taken for rows that are late, and the series simply ends.
struct GapRule {
  /// What the user asked for, over all KPIs.
  let asked: MissingRule?
  /// Whether absent periods of flows are unknown.
  let isPrepared: Bool
  /// The last period of the panel, up to which silent flows are zero; nil if they just end.
  let silenceEnd: Int?
  /// Whether any silence counts, however short.
  let isSparse: Bool

  /// The first period of a KPI that is not final, where its silence ends.
  let unfinal: [KPI.ID: Int]
  /// Periods that the table does not speak of, so that absence means nothing.
  let unnamed: Set<Int>

  /// Periods filled so far, per rule.
  private(set) var filled: [MissingRule: Int] = [:]
  /// Periods of silence that became zero.
  private(set) var silent = 0

  init(
    asked: MissingRule?, isPrepared: Bool, silenceEnd: Int?, isSparse: Bool = true,
    unfinal: [KPI.ID: Int] = [:], unnamed: Set<Int> = []
  ) {
    (self.asked, self.isPrepared) = (asked, isPrepared)
    (self.unfinal, self.unnamed) = (unfinal, asked == nil ? unnamed : [])
    (self.silenceEnd, self.isSparse) = (silenceEnd, isSparse)
  }

  /// What an absent period of a KPI means.
  func rule(for kpi: KPI) -> MissingRule {
    switch kpi.kind {
    case .flow: asked ?? (isPrepared ? .notAvailable : .zero)
    case .stock: asked ?? .carry
    case .mean, .duration, .score, .share: asked ?? .notAvailable
    case .ratio: asked == .carry ? .carry : .notAvailable
    }
  }

  /// The share of periods between the first and the last point that have none, over these tracks.
  static func sparsity(_ tracks: [TrackSpan]) -> Double {
    let slots = tracks.reduce(0) { $0 + $1.length }
    let absent = slots - tracks.reduce(0) { $0 + $1.points }
    return slots == 0 ? 0 : Double(absent) / Double(slots)
  }

  /// How many periods of silence after a track's last point become zeros.
  func silence(after track: TrackSpan) -> Int {
    guard let silenceEnd, let ends = track.ends, track.kpi.kind == .flow,
      rule(for: track.kpi) == .zero
    else { return 0 }
    let end = unfinal[MeasuredTracks.base(of: track.kpi.id)].map { $0 - 1 } ?? silenceEnd
    let silence = max(0, min(end, silenceEnd) - ends.last)
    return isSparse || silence > max(3, track.longestGap) ? silence : 0
  }

  /// One value per period from the first point on.
  mutating func storage(_ track: Track) -> [Double] {
    guard let first = track.points.first, let last = track.points.last else { return [] }
    let rule = rule(for: track.kpi)
    var values: [Double] = []
    let silence = silence(after: track.span)
    values.reserveCapacity(last.ordinal - first.ordinal + 1 + silence)
    for point in track.points {
      while first.ordinal + values.count < point.ordinal {
        let isUnnamed = unnamed.contains(first.ordinal + values.count)
        values.append(fill(isUnnamed ? .notAvailable : rule, after: values.last))
      }
      let value = unnamed.contains(point.ordinal) ? .nan : track.value(point)
      let carries = value.isNaN && rule == .carry
      values.append(carries ? values.last ?? .nan : value)
    }
    values.append(contentsOf: repeatElement(0, count: silence))
    silent += silence
    return values
  }

  private mutating func fill(_ rule: MissingRule, after previous: Double?) -> Double {
    filled[rule, default: 0] += 1
    return switch rule {
    case .zero: 0
    case .notAvailable: .nan
    case .carry: previous ?? .nan
    }
  }
}
