import PartnerKPI
import TemporalData

/// Turns observed points into a series without holes, and counts what it assumed.
///
/// An absent period inside a series means 0 for a flow, the last value for a level that is carried,
/// and "not known" for averages and ratios. Tables with a `unique_id` column are prepared series
/// rather than exports of business events: there an absent period is not known.
///
/// After a flow's last row the panel may go on. In a sparse panel, where more than 5 % of the periods
/// inside series are absent, that silence means zeros up to the panel's last period, so that a
/// dormant entity is not continued as if its last order were yesterday's. In a dense panel, a series
/// that ends early simply ends.
struct GapRule {
  /// What the user asked for, over all KPIs.
  let asked: MissingRule?
  /// Whether absent periods of flows are unknown.
  let isPrepared: Bool
  /// The last period of the panel up to which silent flows are zero; nil if they just end.
  let silenceEnd: Int?

  /// Periods filled so far, per rule.
  private(set) var filled: [MissingRule: Int] = [:]
  /// Periods of silence that became zero.
  private(set) var silent = 0

  init(asked: MissingRule?, isPrepared: Bool, silenceEnd: Int?) {
    (self.asked, self.isPrepared, self.silenceEnd) = (asked, isPrepared, silenceEnd)
  }

  /// What an absent period of a KPI means.
  func rule(for kpi: KPI) -> MissingRule {
    switch kpi.kind {
    case .flow: asked ?? (isPrepared ? .notAvailable : .zero)
    case .stock: asked ?? .carry
    case .mean: asked ?? .notAvailable
    case .ratio: asked == .carry ? .carry : .notAvailable
    }
  }

  /// The share of periods between the first and the last point that have none, over these tracks.
  static func sparsity(_ tracks: [Track]) -> Double {
    var (absent, slots) = (0, 0)
    for track in tracks {
      guard let first = track.points.first, let last = track.points.last else { continue }
      let span = last.ordinal - first.ordinal + 1
      (absent, slots) = (absent + span - track.points.count, slots + span)
    }
    return slots == 0 ? 0 : Double(absent) / Double(slots)
  }

  /// How many periods of silence after a track's last point become zeros.
  func silence(after track: Track) -> Int {
    guard let silenceEnd, let last = track.points.last, track.kpi.kind == .flow,
      rule(for: track.kpi) == .zero
    else { return 0 }
    return max(0, silenceEnd - last.ordinal)
  }

  /// One value per period from the first point on.
  mutating func storage(_ track: Track) -> [Double] {
    guard let first = track.points.first, let last = track.points.last else { return [] }
    let rule = rule(for: track.kpi)
    var values: [Double] = []
    values.reserveCapacity(last.ordinal - first.ordinal + 1)
    for point in track.points {
      while first.ordinal + values.count < point.ordinal {
        values.append(fill(rule, after: values.last))
      }
      let value = track.value(point)
      let carries = value.isNaN && rule == .carry
      values.append(carries ? values.last ?? .nan : value)
    }
    let silence = silence(after: track)
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
