/// Decides which keys of a table are one partner.
///
/// Keys are grouped by their folded names, spelling by spelling; then old names are followed. O(keys), and
/// of the values only those of keys in question are looked at.
struct NameResolution {
  private let owners: [NameEvidence.Owner]
  private let evidence: NameEvidence
  private let aliases: AliasTable?
  /// How many columns, the first ones of a key, name the partner; the others are attributes.
  private let width: Int
  /// The owners of each name, in the order in which they appear.
  private var owned: [String: [Int]] = [:]
  /// The spelling under which a folded part of a key is shown.
  private var shown: [Part: String] = [:]
  private var names = PartnerNames()

  private struct Part: Hashable {
    let column: Int
    let folded: String
  }

  /// - Parameters:
  ///   - folds: whether spellings are compared at all.
  ///   - aliases: the old names; nil to leave them as they are.
  init(
    _ owners: [NameEvidence.Owner], width: Int, folds: Bool, aliases: AliasTable?,
    evidence: NameEvidence
  ) {
    (self.owners, self.width, self.aliases, self.evidence) = (owners, width, aliases, evidence)
    if aliases != nil || folds && maybeSpellings { resolve(folds) }
  }

  /// Whether two keys may be spellings of one name. O(keys)
  private var maybeSpellings: Bool {
    var seen: Set<String> = []
    return owners.contains { owner in
      let name = owner.key.map(FoldedName.fold).joined(separator: "\u{0}")
      return owner.key.count > width || !seen.insert(name).inserted
    }
  }

  /// The names.
  var result: PartnerNames { names }

  private mutating func resolve(_ folds: Bool) {
    let folded = owners.map { $0.key.map(FoldedName.fold) }
    for (number, owner) in owners.enumerated() {
      for (column, part) in owner.key.enumerated() {
        let place = Part(column: column, folded: folded[number][column])
        if shown[place] == nil { shown[place] = part }
      }
    }
    let isApart = folds ? spellings(folded) : Array(repeating: true, count: owners.count)
    var targets: [(number: Int, place: PartnerNames.Place)] = []
    var moved: Set<[String]> = []
    let kinds = kinds(folded)
    for (number, owner) in owners.enumerated() {
      let place = place(owner.key, folded[number], isApart[number], kinds)
      targets.append((number, place))
      if place.key != owner.key || place.root != owner.key { moved.insert(place.key) }
    }
    for (number, place) in targets where moved.contains(place.key) {
      names.putAnchor(place, at: owners[number].key)
    }
  }

  /// Finds spellings of one name; true for owners whose spellings stay apart.
  private mutating func spellings(_ folded: [[String]]) -> [Bool] {
    var groups: [[String]: [Int]] = [:]
    for number in owners.indices {
      groups[Array(folded[number].prefix(width)), default: []].append(number)
    }
    var isApart = Array(repeating: false, count: owners.count)
    var done: Set<[String]> = []
    for number in owners.indices where width > 0 {
      let name = Array(folded[number].prefix(width))
      guard let group = groups[name], group.count > 1, done.insert(name).inserted else { continue }
      var order: [[String]] = []
      var bySpelling: [[String]: NameEvidence.Owner] = [:]
      for member in group {
        let spelling = Array(owners[member].key.prefix(width))
        if bySpelling[spelling] == nil { order.append(spelling) }
        bySpelling[spelling, default: .init(key: spelling, series: [])].series +=
          owners[member].series
      }
      guard order.count > 1 else { continue }
      let isUnified = name.contains { aliases?.unified.contains($0) == true }
      let shared = isUnified ? 0 : evidence.sharedPeriods(order.compactMap { bySpelling[$0] })
      if shared > 0 {
        for member in group { isApart[member] = true }
        names.apart.append((order.map { $0.joined(separator: " / ") }, shared))
      } else {
        names.spellings.append((order[0].joined(separator: " / "), order.count))
      }
    }
    return isApart
  }

  /// How the old names that rows bear are related to the new ones, by their folded form.
  private mutating func kinds(_ folded: [[String]]) -> [String: AliasTable.Kind] {
    guard let aliases else { return [:] }
    var bearers: [String: [Int]] = [:]
    for number in owners.indices {
      for name in Set(folded[number].prefix(width)) { bearers[name, default: []].append(number) }
    }
    func owner(_ name: String) -> NameEvidence.Owner {
      .init(key: [name], series: (bearers[name] ?? []).flatMap { owners[$0].series })
    }
    var kinds: [String: AliasTable.Kind] = [:]
    let links = Set(aliases.entries.map { FoldedName.fold($0.new) })
    for entry in aliases.entries {
      let (old, new) = (FoldedName.fold(entry.old), FoldedName.fold(entry.new))
      guard bearers[old] != nil || links.contains(old) else {
        names.unmet.append(entry)
        continue
      }
      let shared = bearers[new] == nil ? 0 : evidence.sharedPeriods([owner(old), owner(new)])
      let kind = entry.kind ?? (shared > 0 ? .merger : .rename)
      kinds[old] = kind
      let values = evidence.values(owner(old), from: entry.from)
      if bearers[old] != nil {
        names.met.append(
          .init(
            entry: entry, kind: kind, values: values.all, late: values.late, shared: shared))
      }
    }
    return kinds
  }

  /// Where a key belongs.
  private func place(
    _ key: [String], _ folded: [String], _ isApart: Bool, _ kinds: [String: AliasTable.Kind]
  ) -> PartnerNames.Place {
    var (final, root, depth) = (key, key, 0)
    for column in key.indices {
      let own = column < width && isApart ? key[column] : shown(column, folded[column], key[column])
      (final[column], root[column]) = (own, own)
      guard column < width, let chain = aliases?.chain(folded[column]), !chain.isEmpty else {
        continue
      }
      for entry in chain {
        guard kinds[FoldedName.fold(entry.old)] != .merger else { break }
        root[column] = shown(column, FoldedName.fold(entry.new), entry.new)
        depth += 1
      }
      if let last = chain.last {
        final[column] = shown(column, FoldedName.fold(last.new), last.new)
      }
    }
    return .init(key: final, root: root, depth: depth)
  }

  private func shown(_ column: Int, _ folded: String, _ otherwise: String) -> String {
    shown[Part(column: column, folded: folded)] ?? otherwise
  }
}
