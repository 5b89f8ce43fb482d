import PartnerKPI
import TemporalData

extension PanelAssembler {
  /// Says whose attributes are not known, and who moved between the groups that are added up to.
  mutating func describeAttributes() {
    if let table = schema.attributes {
      let missing = collector.withoutAttributes
      let when =
        layout.by == nil || schema.attributeTime == .current
        ? "the current ones" : "those of each date"
      decisions.append(
        Decision(
          "attributes", "\(table.names.joined(separator: ", ")) of \(table.input.path): \(when)",
          flag: "--attributes \(ColumnLookup.quoted(table.input.path))"))
      if !missing.isEmpty {
        let shown = missing.prefix(5).map { $0.shortened }.joined(separator: ", ")
        warnings.append(
          "\(missing.count.of("partner is", "partners are")) not in \(table.input.path): "
            + "(unknown) stands for \(shown)\(missing.count > 5 ? ", …" : "")")
      }
    }
    describeMoves()
  }

  /// The other series of the partner of each series, of the same KPI, where there are any.
  func siblings() -> [Int: [Int]] {
    guard layout.partnerKeys > 0, layout.keys.count > layout.partnerKeys else { return [:] }
    var series: [[String]: [Int]] = [:]
    for number in 0..<collector.keys.count {
      let key = collector.keys.parts(number)
      let partner = names.key(Array(key.prefix(layout.keys.count))).prefix(layout.partnerKeys)
      series[Array(partner) + key.dropFirst(layout.keys.count), default: []].append(number)
    }
    var siblings: [Int: [Int]] = [:]
    for group in series.values where group.count > 1 {
      for number in group { siblings[number] = group.filter { $0 != number } }
    }
    return siblings
  }

  /// Says which partners moved from one group of `--by` to another, since groups grow by it.
  private mutating func describeMoves() {
    guard let by = layout.by, !by.isEmpty, layout.partnerKeys > 0 else { return }
    let positions = by.compactMap { layout.keys.firstIndex(of: $0) }
    guard positions.contains(where: { $0 >= layout.partnerKeys }) else { return }
    let moves = GroupMoves(self, positions: positions)
    guard moves.partners > 0 else { return }
    let names = by.map { layout.columns[$0] }.joined(separator: " and ")
    let steps = moves.steps.prefix(4).map { "\($0.from) → \($0.to) \($0.count)" }
    decisions.append(
      Decision(
        "moves",
        "\(moves.partners.of("partner", "partners")) moved between \(names) groups and count where they "
          + "were at the time: " + steps.joined(separator: ", ")
          + (moves.steps.count > 4 ? ", …" : "")))
  }
}

/// How often partners moved from one group to another.
struct GroupMoves {
  /// A move by what stood before and after it.
  struct Step: Equatable {
    let from: String
    let to: String
    var count: Int
  }

  /// How many partners moved.
  private(set) var partners = 0
  /// The moves, the most frequent first.
  private(set) var steps: [Step] = []

  init(_ assembler: PanelAssembler, positions: [Int]) {
    let width = assembler.layout.partnerKeys
    let store = assembler.collector.store
    var order: [[String]] = []
    var owned: [[String]: [NameEvidence.Owner]] = [:]
    for owner in assembler.owners().owners {
      let key = assembler.names.key(owner.key)
      let partner = Array(key.prefix(width))
      if owned[partner] == nil { order.append(partner) }
      owned[partner, default: []].append(.init(key: key, series: owner.series))
    }
    var counts: [String: Step] = [:]
    var cells: [Int32] = []
    for partner in order {
      guard let owners = owned[partner], owners.count > 1 else { continue }
      var dated: [(slot: Int32, group: String)] = []
      for owner in owners {
        let group = positions.map { owner.key[$0] }.joined(separator: " / ")
        for series in owner.series {
          store.ordered(series, into: &cells)
          dated += cells.map { (store.slot(of: Int($0)), group) }
        }
      }
      dated.sort { $0.slot == $1.slot ? $0.group < $1.group : $0.slot < $1.slot }
      var hasMoved = false
      for (before, after) in zip(dated, dated.dropFirst())
      where before.group != after.group && before.slot < after.slot {
        hasMoved = true
        counts[
          "\(before.group)\u{0}\(after.group)",
          default: Step(from: before.group, to: after.group, count: 0)
        ].count += 1
      }
      if hasMoved { partners += 1 }
    }
    steps = counts.values.sorted { a, b in
      a.count == b.count ? (a.from, a.to) < (b.from, b.to) : a.count > b.count
    }
  }
}
