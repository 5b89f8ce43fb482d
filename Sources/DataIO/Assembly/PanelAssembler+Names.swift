import PartnerKPI
import TemporalData

extension PanelAssembler {
  /// Which keys are one partner.
  func partnerNames(_ slots: SlotMap) -> PartnerNames {
    let folds = !schema.asReported && !isPrepared
    let aliases = schema.asReported ? nil : schema.aliases
    guard layout.partnerKeys > 0 || layout.by?.isEmpty == false, folds || aliases != nil else {
      return PartnerNames()
    }
    let (owners, kpis) = owners()
    let evidence = NameEvidence(
      collector.store, slots, kpis: kpis, width: layout.values.count)
    return NameResolution(
      owners, width: layout.partnerKeys, folds: folds, aliases: aliases, evidence: evidence
    ).result
  }

  /// The keys without the name of a KPI, each with its series, and the KPI of each series.
  func owners() -> (owners: [NameEvidence.Owner], kpis: [String?]) {
    let isLong = layout.kpiColumn != nil
    var owners: [NameEvidence.Owner] = []
    var numbers: [[String]: Int] = [:]
    var kpis: [String?] = []
    for series in 0..<collector.store.seriesCount {
      var key = collector.keys.parts(series)
      kpis.append(isLong ? key.popLast()?.lowercased() : nil)
      guard collector.store.cellCount(series) > 0, !totals.contains(series) else { continue }
      guard isLong else {
        owners.append(.init(key: key, series: [series]))
        continue
      }
      if let known = numbers[key] {
        owners[known].series.append(series)
      } else {
        numbers[key] = owners.count
        owners.append(.init(key: key, series: [series]))
      }
    }
    return (owners, kpis)
  }

  /// The tracks of partners under their names; checks that what adds up still does.
  mutating func joined(_ tracks: TrackList) -> TrackList {
    let joined = TrackJoin(names: names).joined(tracks)
    guard !names.met.isEmpty else { return joined }
    checkSums(TrackSums(tracks), TrackSums(joined))
    return joined
  }

  /// Says the totals of both readings of the names.
  mutating func checkSums(_ reported: TrackSums, _ proForma: TrackSums) {
    for sum in reported.sums.prefix(3) {
      guard let other = proForma.sums.first(where: { $0.kpi == sum.kpi }) else { continue }
      let isEqual = abs(other.total - sum.total) <= 1e-9 * max(sum.size, 1)
      let text = TotalsReport.text(sum.total)
      guard isEqual else {
        warnings.append(
          "\(sum.kpi): \(text) as reported, but \(TotalsReport.text(other.total)) under the names of "
            + "--aliases")
        continue
      }
      decisions.append(
        Decision("names", "\(sum.kpi): \(text) in total, as reported and under the new names ✓"))
    }
  }

  /// Says which names were taken for one.
  mutating func describeNames() {
    let spellings = names.spellings
    if let first = spellings.first {
      let more = spellings.count == 1 ? "" : ", and of \((spellings.count - 1).of("more", "more"))"
      decisions.append(
        Decision(
          "names",
          "\(first.count) spellings of \(first.name.shortened)\(more) taken for one",
          flag: ""))
    }
    for apart in names.apart.prefix(3) {
      warnings.append(
        "\(apart.names.map { "'\($0.shortened)'" }.joined(separator: " and ")) have values in the same "
          + "\(apart.periods.of("period", "periods")) and stay apart; if they are one partner, say so in "
          + "--aliases: \(AliasLine.text(apart.names))")
    }
    if names.apart.count > 3 {
      warnings.append("\(names.apart.count - 3) more names have spellings that stay apart")
    }
    describeAliases()
  }

  /// Suggests names that may be one partner, the one that goes on as the new one.
  mutating func suggestNames() {
    guard schema.suggestsNames, !isPrepared, layout.partnerKeys > 0 else { return }
    let (owners, _) = owners()
    let evidence = NameEvidence(
      collector.store, SlotMap([], from: .index, to: .index), kpis: [], width: 0)
    var lines: [String] = []
    var count = 0
    for column in 0..<layout.partnerKeys {
      var order: [String] = []
      var numbers: [String: Int] = [:]
      var first: [Int] = []
      for (number, owner) in owners.enumerated() {
        let name = names.key(owner.key)[column]
        if numbers.updateValue(order.count, forKey: name) == nil {
          order.append(name)
          first.append(number)
        }
      }
      guard order.count > 1 else { continue }
      for pair in SimilarNames(order).pairs
      where !isKnownApart(order[pair.first], order[pair.second]) {
        count += 1
        guard lines.count < 5 else { continue }
        let ends = [pair.first, pair.second].map { evidence.lastSlot(owners[first[$0]]) }
        let isNewer = ends[0] > ends[1]
        lines.append(
          AliasLine.text(
            isNewer
              ? [order[pair.second], order[pair.first]] : [order[pair.first], order[pair.second]]))
      }
    }
    guard count > 0 else { return }
    decisions.append(
      Decision(
        "names",
        "\(count.of("pair of names is", "pairs of names are")) similar and kept apart; lines of --aliases "
          + "that would join them: \(lines.map(\.shortened).joined(separator: "; "))"
          + (count > lines.count ? "; …" : "")))
  }

  /// Whether two names are spellings that were told to stay apart already.
  private func isKnownApart(_ a: String, _ b: String) -> Bool {
    FoldedName.fold(a) == FoldedName.fold(b)
  }

  private mutating func describeAliases() {
    guard let aliases = schema.aliases else { return }
    guard !schema.asReported else {
      decisions.append(
        Decision(
          "names", "as reported: \(aliases.input.path) is not applied", flag: "--as-reported"))
      return
    }
    let met = names.met
    if !met.isEmpty {
      let mergers = met.count { $0.kind == .merger }
      let words = [
        (met.count - mergers).of("renaming", "renamings"), mergers.of("merger", "mergers"),
      ].filter { !$0.hasPrefix("0 ") }
      let shown = met.prefix(3).map { "\($0.entry.old.shortened) → \($0.entry.new.shortened)" }
      decisions.append(
        Decision(
          "names",
          "\(words.joined(separator: " and ")) of \(aliases.input.path): "
            + shown.joined(separator: ", ") + (met.count > 3 ? ", …" : ""),
          flag: "--aliases \(ColumnLookup.quoted(aliases.input.path))"))
    }
    for entry in met where entry.late > 0 {
      warnings.append(
        "\(aliases.input.path):\(entry.entry.line): '\(entry.entry.old.shortened)' has "
          + "\(entry.late.of("value", "values")) from \(entry.entry.from.map { "\($0)" } ?? "") on, "
          + "the day it became '\(entry.entry.new.shortened)': they count for that")
    }
    for entry in met where entry.kind == .rename && entry.shared > 0 {
      warnings.append(
        "\(aliases.input.path):\(entry.entry.line): both names of '\(entry.entry.new.shortened)' have "
          + "values in \(entry.shared.of("period", "periods")), as a rename does not: if two "
          + "partners became one, its kind is merger")
    }
    if let first = names.unmet.first {
      let more = names.unmet.count - 1
      warnings.append(
        "\(aliases.input.path):\(first.line): no row names '\(first.old.shortened)'"
          + (more > 0 ? ", nor the old names of \(more.of("more line", "more lines"))" : ""))
    }
  }
}

/// The sums of the KPIs that add up over partners and time.
struct TrackSums {
  private(set) var sums: [(kpi: String, total: Double, size: Double)] = []

  init(_ tracks: TrackList) {
    var places: [String: Int] = [:]
    for track in tracks where track.kpi.kind == .flow {
      let place = places[track.kpi.id] ?? sums.count
      if place == sums.count {
        places[track.kpi.id] = place
        sums.append((track.kpi.id, 0, 0))
      }
      for point in track.points where !point.value.isNaN {
        sums[place].total += point.value
        sums[place].size += abs(point.value)
      }
    }
  }
}

/// A line of a table of old names.
enum AliasLine {
  /// The line that makes names one.
  static func text(_ names: [String]) -> String {
    names.prefix(2).map { CSVField.escaped($0) }.joined(separator: ",")
  }
}
