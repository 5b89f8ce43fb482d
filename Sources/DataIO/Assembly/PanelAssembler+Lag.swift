import PartnerKPI
import TemporalData

extension PanelAssembler {
  /// The first period of each KPI whose value is not final on the day the analysis stands on, and says so.
  ///
  /// A value is final so many days after the end of its period.
  mutating func unfinal(
    _ tracks: TrackList, _ grain: Frequency, asOf: CivilDate?
  ) -> [KPI.ID: Int] {
    guard let asOf, grain != .index, !schema.lagDays.isEmpty else { return [:] }
    var spans: [KPI.ID: ClosedRange<Int>] = [:]
    var order: [KPI.ID] = []
    for track in tracks {
      guard let first = track.points.first, let last = track.points.last else { continue }
      let kpi = MeasuredTracks.base(of: track.kpi.id)
      let known = spans[kpi]
      if known == nil { order.append(kpi) }
      spans[kpi] =
        min(first.ordinal, known?.lowerBound ?? .max)...max(last.ordinal, known?.upperBound ?? .min)
    }
    var ends: [KPI.ID: Int] = [:]
    for kpi in order {
      guard let lag = schema.lagDays[kpi], lag > 0, let span = spans[kpi] else { continue }
      let first = firstUnfinal(span, lag, grain, asOf)
      guard first <= span.upperBound else { continue }
      guard first > span.lowerBound else {
        warnings.append(
          "\(kpi): no \(grain.unitName) is final \(lag) days after its end by \(asOf); all are kept"
        )
        continue
      }
      ends[kpi] = first
      warnings.append(message(kpi, lag, first...span.upperBound, grain, asOf))
    }
    return ends
  }

  private func firstUnfinal(
    _ span: ClosedRange<Int>, _ lag: Int, _ grain: Frequency, _ asOf: CivilDate
  ) -> Int {
    var first = span.upperBound + 1
    while first > span.lowerBound,
      Period(grain, ordinal: first - 1).lastDay.daysSince1970 + lag > asOf.daysSince1970
    {
      first -= 1
    }
    return first
  }

  private func message(
    _ kpi: KPI.ID, _ lag: Int, _ hidden: ClosedRange<Int>, _ grain: Frequency, _ asOf: CivilDate
  ) -> String {
    let (first, last) = (
      Period(grain, ordinal: hidden.lowerBound), Period(grain, ordinal: hidden.upperBound)
    )
    let final = CivilDate(daysSince1970: last.lastDay.daysSince1970 + lag)
    let periods = hidden.count == 1 ? first.name : "\(first.name) to \(last.name)"
    return
      "\(kpi): \(periods) \(hidden.count == 1 ? "is" : "are") not final before \(final) (lag_days "
      + "\(lag), as of \(asOf)): left out; --as-of \(final) uses \(hidden.count == 1 ? "it" : "them")"
  }
}
