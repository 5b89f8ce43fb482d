import PartnerKPI
import TemporalData

extension PanelAssembler {
  /// The histories with their gaps filled by rule, ratios formed.
  ///
  /// - Parameters:
  ///   - credibleEnd: where silence ends if the panel's newest date is probably wrong.
  ///   - unfinal: the first period of a KPI whose value is not final.
  ///   - unnamed: periods that no column names where periods stand across.
  mutating func entries(
    _ tracks: TrackList, _ grain: Frequency, credibleEnd: Int?, unfinal: [KPI.ID: Int] = [:],
    unnamed: Set<Int> = []
  ) throws(DataError) -> [KPIPanel.Entry] {
    let (tracks, spans) = filled(tracks)
    let single = spans.indices.filter { !isOnlyPart(spans[$0].kpi.id) }
    let isPrepared = isPrepared
    let flows = single.map { spans[$0] }.filter { $0.kpi.kind == .flow }
    let isSparse = !isPrepared && GapRule.sparsity(flows) > 0.05
    let end = credibleEnd ?? spans.compactMap(\.ends?.last).max()
    var rule = GapRule(
      asked: schema.missing, isPrepared: isPrepared, silenceEnd: isPrepared ? nil : end,
      isSparse: isSparse, unfinal: unfinal, unnamed: unnamed)
    try checkSpans(spans, tracks, grain, rule)
    let shared = sharedLabels(tracks)
    var entries: [KPIPanel.Entry] = []
    entries.reserveCapacity(single.count)
    for number in single {
      let track = tracks[number]
      let values = series(track, rule.storage(track), grain)
      entries.append(entry(track, shared, KPISeries(kpi: track.kpi, values: values)))
    }
    for (ratio, exposure) in isMeasured ? measuredRatios(tracks) : ratioTracks(tracks) {
      let values = series(ratio, rule.storage(ratio), grain)
      var uncounted = rule
      let below = series(exposure, uncounted.storage(exposure), grain)
      entries.append(
        entry(ratio, shared, KPISeries(kpi: ratio.kpi, values: values, exposure: below)))
    }
    describeKPIs(entries)
    describeGaps(rule, grain)
    return entries
  }

  /// The tracks with points, and where these lie.
  private func filled(_ tracks: TrackList) -> (TrackList, [TrackSpan]) {
    let spans = tracks.map(\.span)
    let filled = spans.indices.filter { spans[$0].points > 0 }
    return (tracks.keeping(filled), filled.map { spans[$0] })
  }

  /// An entry; a label that several keys share gets its key behind it.
  private func entry(
    _ track: Track, _ shared: Set<String>, _ series: KPISeries
  ) -> KPIPanel.Entry {
    let label = track.label.map { label in
      shared.contains(label) ? "\(label) (\(track.key.joined(separator: ", ")))" : label
    }
    return KPIPanel.Entry(
      key: SeriesKey(values: track.key, kpi: track.kpi.id), label: label, group: track.group,
      series: series)
  }

  private func series(_ track: Track, _ values: [Double], _ grain: Frequency) -> TimeSeries {
    TimeSeries(
      start: Period(grain, ordinal: track.points.first?.ordinal ?? 0), storage: values)
  }

  /// Whether the table holds prepared series rather than an export of business events.
  var isPrepared: Bool { layout.keys.contains { layout.columns[$0].lowercased() == "unique_id" } }

  /// Labels that more than one key has.
  private func sharedLabels(_ tracks: TrackList) -> Set<String> {
    guard layout.label != nil, layout.by == nil else { return [] }
    var owners: [String: [String]] = [:]
    var shared: Set<String> = []
    for track in tracks {
      guard let label = track.label else { continue }
      if owners.updateValue(track.key, forKey: label) ?? track.key != track.key {
        shared.insert(label)
      }
    }
    return shared
  }

  /// Refuses a panel whose dates lie so far apart that the periods between would fill the memory.
  ///
  /// Counted with the periods of silence at the end; a panel of which one value in 64 is there passes.
  private func checkSpans(
    _ spans: [TrackSpan], _ tracks: TrackList, _ grain: Frequency, _ rule: GapRule
  ) throws(DataError) {
    let total = spans.reduce(0) { $0 + $1.length + rule.silence(after: $1) }
    let points = spans.reduce(0) { $0 + $1.points }
    guard total > 20_000_000, total > 64 * points,
      let number = spans.indices.max(by: { spans[$0].length < spans[$1].length }),
      let (first, last) = spans[number].ends
    else { return }
    let (widest, span) = (tracks[number], spans[number])
    let key = SeriesKey(values: widest.key, kpi: widest.kpi.id)
    throw DataError(
      .badData, at: .init(path: path),
      "'\(key)' has \(span.points) values over \(span.length) periods",
      details: [
        "from \(Period(grain, ordinal: first)) to \(Period(grain, ordinal: last)): "
          + "one of its dates is probably wrong"
      ], fix: "correct the date, or use a longer --grain")
  }
}

extension PanelAssembler {
  /// Whether a KPI was read only because a ratio needs it.
  func isOnlyPart(_ name: String) -> Bool {
    if isMeasured { return MeasuredTracks.isLine(name) }
    let same = { (other: String?) in other?.lowercased() == name.lowercased() }
    guard schema.denominator != nil, same(schema.numerator) || same(schema.denominator) else {
      return false
    }
    return !schema.kpis.contains { same($0) }
  }

  /// The name of the ratio: the one `--kpi` that is not in the data, or its parts.
  private func ratioName(_ numerator: String, _ denominator: String, _ known: Set<String>) -> String
  {
    let free = schema.kpis.first { !known.contains($0.lowercased()) }
    return free ?? "\(numerator)/\(denominator)"
  }

  /// The ratio of sums per key, with its denominator.
  ///
  /// A denominator without a row for the numerator means that there was nothing to count.
  private func ratioTracks(_ tracks: TrackList) -> [(ratio: Track, exposure: Track)] {
    guard let numerator = schema.numerator, let denominator = schema.denominator else { return [] }
    let named = { (name: String) in
      tracks.filter { $0.kpi.id.lowercased() == name.lowercased() }
    }
    let known = Set(tracks.lazy.map { $0.kpi.id.lowercased() })
    let kpi = KPI(
      id: ratioName(numerator, denominator, known),
      kind: .ratio(numerator: numerator, denominator: denominator))
    return quotients(kpi, named(numerator), over: named(denominator))
  }

  /// The quotients of the KPIs of a project, with their denominators.
  private func measuredRatios(_ tracks: TrackList) -> [(ratio: Track, exposure: Track)] {
    let all = Array(tracks)
    return layout.plans.map(\.measure.kpi).flatMap { kpi in
      quotients(
        kpi, all.filter { $0.kpi.id == MeasuredTracks.name(.above, of: kpi.id) },
        over: all.filter { $0.kpi.id == MeasuredTracks.name(.below, of: kpi.id) })
    }
  }

  /// One sum over the other, key by key.
  private func quotients(
    _ kpi: KPI, _ numerators: [Track], over denominators: [Track]
  ) -> [(ratio: Track, exposure: Track)] {
    let above = Dictionary(
      numerators.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    return denominators.map { below in
      let tops = Dictionary(
        (above[below.key]?.points ?? []).map { ($0.ordinal, $0.value) },
        uniquingKeysWith: { first, _ in first })
      let points = below.points.map { point in
        let top = tops[point.ordinal] ?? (isPrepared ? .nan : 0)
        let value = point.value == 0 ? .nan : top / point.value
        return Track.Point(ordinal: point.ordinal, value: value, count: 1)
      }
      return (
        Track(key: below.key, label: below.label, kpi: kpi, points: points, group: below.group),
        Track(
          key: below.key, label: below.label, kpi: kpi,
          points: below.points.map { Track.Point(ordinal: $0.ordinal, value: $0.value, count: 1) })
      )
    }
  }
}
