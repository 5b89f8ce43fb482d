import PartnerKPI
import TemporalData

extension PanelAssembler {
  /// The KPI of a name, as part of a ratio or on its own.
  private func kpi(named name: String) -> KPI {
    let parts = [schema.numerator, schema.denominator].compactMap { $0?.lowercased() }
    return parts.contains(name.lowercased()) ? KPI(id: name) : .recognised(named: name)
  }

  /// One track per series and value column, in the order in which series appear.
  func tracks(_ order: CellOrder, _ slots: SlotMap) -> [Track] {
    let store = collector.store
    let columnKPIs = layout.values.map { kpi(named: layout.columns[$0]) }
    let parts = ratioParts
    var tracks: [Track] = []
    var known: [String: KPI] = [:]
    for series in 0..<order.starts.count - 1 {
      let range = order.starts[series]..<order.starts[series + 1]
      guard !range.isEmpty else { continue }
      var key = collector.keys.parts(series)
      var kpis = columnKPIs
      if layout.kpiColumn != nil {
        let name = key.removeLast()
        let kpi = known[name] ?? kpi(named: name)
        known[name] = kpi
        kpis = [kpi]
      }
      let label = label(of: series)
      for (offset, kpi) in kpis.enumerated() {
        var track = Track(key: key, label: label, kpi: kpi, points: [])
        track.points.reserveCapacity(range.count)
        for position in range {
          let cell = Int(order.cells[position])
          let (value, ordinal) = (cell * store.width + offset, slots.ordinal(store.slots[cell]))
          let isHalf =
            parts.contains(offset)
            && parts.contains { store.values[cell * store.width + $0].isNaN }
          if isHalf {
            track.append(ordinal, .nan, 0)
          } else {
            track.append(ordinal, store.values[value], Int(store.counts[value]))
          }
        }
        tracks.append(track)
      }
    }
    return tracks
  }

  /// The value columns of a ratio's parts, if rows hold both.
  ///
  /// A row with one part and not the other is no evidence for either sum: counted in one of them, it
  /// would move the ratio of every aggregate.
  private var ratioParts: [Int] {
    let parts = layout.values.indices.filter { isOnlyPart(layout.columns[layout.values[$0]]) }
    return parts.count == 2 ? parts : []
  }

  private func label(of series: Int) -> String? {
    let number = collector.labelOfSeries[series]
    return number < 0 ? nil : collector.labels.parts(number).first
  }

  /// The tracks without numeric columns that describe an entity rather than measure it.
  ///
  /// Only columns that nobody asked for can be left out: those that are constant within every
  /// series, in at least 3 series of at least 2 periods, while another column is not.
  mutating func withoutAttributes(_ tracks: [Track]) -> [Track] {
    guard !layout.valuesAreChosen, layout.values.count > 1 else { return tracks }
    let long = tracks.filter { $0.points.count > 1 }
    let changing = Set(long.lazy.filter { !$0.isConstant }.map(\.kpi.id))
    let names = layout.values.map { layout.columns[$0] }
    guard !changing.isEmpty, long.count >= 3 * names.count else { return tracks }
    let attributes = names.filter { !changing.contains($0) }
    guard !attributes.isEmpty else { return tracks }
    decisions.append(
      Decision(
        "left out", attributes.joined(separator: ", ") + " (constant within each series)",
        flag: "--kpi " + names.joined(separator: ",")))
    return tracks.filter { changing.contains($0.kpi.id) }
  }

  /// The tracks added up to the columns of `--by`.
  func grouped(_ tracks: [Track]) -> [Track] {
    guard let by = layout.by else { return tracks }
    let positions = by.compactMap { layout.keys.firstIndex(of: $0) }
    var groups: [SeriesKey: [Track]] = [:]
    var sequence: [SeriesKey] = []
    for track in tracks {
      let key = SeriesKey(values: positions.map { track.key[$0] }, kpi: track.kpi.id)
      if groups[key] == nil { sequence.append(key) }
      groups[key, default: []].append(carried(track))
    }
    return sequence.compactMap { key in
      groups[key].flatMap { Track.merged($0, key: key.values) }
    }
  }

  /// A level with its gaps filled, so that a sum over entities counts all of them.
  private func carried(_ track: Track) -> Track {
    guard track.kpi.kind == .stock, let first = track.points.first else { return track }
    var result = track
    var rule = GapRule(asked: .carry, isPrepared: false, silenceEnd: nil)
    result.points = rule.storage(track).enumerated().map { offset, value in
      Track.Point(ordinal: first.ordinal + offset, value: value, count: 1)
    }
    return result
  }
}
