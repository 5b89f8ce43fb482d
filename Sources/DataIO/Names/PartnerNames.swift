import TemporalData

/// Which keys of a table are one partner under several names, and by which name that partner goes.
struct PartnerNames {
  /// A key that goes by another name, or with which another one is joined.
  struct Place {
    /// The key of the partner, with the names that stand for it.
    let key: [String]
    /// The key under its own name once renamings are undone: those of one root are one partner all along,
    /// those of several became one.
    let root: [String]
    /// How many renamings lie between this name and the one of the root.
    let depth: Int
  }

  /// The places of keys that are not simply themselves.
  private(set) var places: [[String]: Place] = [:]
  /// Names of which several spellings were taken for one, and how many.
  var spellings: [(name: String, count: Int)] = []
  /// Spellings that have values in the same periods and so are left apart.
  var apart: [(names: [String], periods: Int)] = []
  /// Entries of the table of old names that met rows, and those that did not.
  var met: [Met] = []
  var unmet: [AliasTable.Entry] = []

  /// An old name that rows bear.
  struct Met {
    let entry: AliasTable.Entry
    let kind: AliasTable.Kind
    /// The values under the old name, and those of them from the day of change on.
    let values: Int
    let late: Int
    /// The periods in which both names have values.
    let shared: Int
  }

  /// Whether every key is its own partner.
  var isTrivial: Bool { places.isEmpty }

  /// The partner's key of a key.
  func key(_ own: [String]) -> [String] { places[own]?.key ?? own }

  mutating func put(_ place: Place, at key: [String]) {
    if place.key != key || place.root != key { places[key] = place }
  }

  mutating func putAnchor(_ place: Place, at key: [String]) { places[key] = place }
}

/// What of a table's values names are decided by.
struct NameEvidence {
  /// A key without the name of a KPI, and its series.
  struct Owner {
    let key: [String]
    var series: [Int]
  }

  private let store: CellStore
  private let slots: SlotMap
  private let kpis: [String?]
  /// The offsets of values that are KPIs rather than computed of them.
  private let width: Int

  /// - Parameter kpis: the KPI of each series of a long table; nil where columns are KPIs.
  init(_ store: CellStore, _ slots: SlotMap, kpis: [String?], width: Int) {
    (self.store, self.slots, self.kpis, self.width) = (store, slots, kpis, width)
  }

  /// A value of a KPI in a period.
  private struct Spot: Hashable {
    let kpi: String?
    let offset: Int
    let period: Int
  }

  private func spots(_ owner: Owner) -> Set<Spot> {
    var spots: Set<Spot> = []
    var cells: [Int32] = []
    for series in owner.series {
      store.ordered(series, into: &cells)
      for cell in cells.lazy.map(Int.init) {
        let period = slots.ordinal(store.slot(of: cell))
        guard period != SlotMap.outside else { continue }
        for offset in 0..<width where !store.value(cell, offset).isNaN {
          spots.insert(Spot(kpi: kpis[series], offset: offset, period: period))
        }
      }
    }
    return spots
  }

  /// The periods in which more than one of these owners has a value of the same KPI.
  func sharedPeriods(_ owners: [Owner]) -> Int {
    var (seen, shared) = (Set<Spot>(), Set<Int>())
    for owner in owners {
      let own = spots(owner)
      for spot in own where seen.contains(spot) { shared.insert(spot.period) }
      seen.formUnion(own)
    }
    return shared.count
  }

  /// The number of dated values of an owner, and of those from a day on.
  func values(_ owner: Owner, from day: CivilDate?) -> (all: Int, late: Int) {
    var (all, late) = (0, 0)
    var cells: [Int32] = []
    for series in owner.series {
      store.ordered(series, into: &cells)
      all += cells.count
      guard let day, slots.from != .index else { continue }
      late += cells.count { cell in
        let date = slots.date(store.slot(of: Int(cell))).firstDay
        return date.daysSince1970 >= day.daysSince1970
      }
    }
    return (all, late)
  }

  /// The last date of an owner.
  func lastSlot(_ owner: Owner) -> Int32 {
    var cells: [Int32] = []
    var last = Int32.min
    for series in owner.series {
      store.ordered(series, into: &cells)
      if let own = cells.last { last = max(last, store.slot(of: Int(own))) }
    }
    return last
  }
}
