import TemporalData

extension PanelAssembler {
  /// The periods between those that columns name, but that no column names.
  ///
  /// A month for which a table has no column is not one in which nothing happened, nor is a quarter that lacks
  /// it whole.
  mutating func unnamedPeriods(_ slots: SlotMap) -> Set<Int> {
    guard let read = collector.namedSlots, slots.from != .index else { return [] }
    // A date such as 01/02/2024 stands for a whole period.
    let fine = slots.from == .day ? slots.to : slots.from
    let named = Set(
      read.map { Period(fine, containing: Period(slots.from, ordinal: $0).firstDay).ordinal })
    guard let first = named.min(), let last = named.max() else { return [] }
    var unnamed: Set<Int> = []
    for slot in first...last where !named.contains(slot) {
      unnamed.insert(Period(slots.to, containing: Period(fine, ordinal: slot).firstDay).ordinal)
    }
    guard !unnamed.isEmpty else { return [] }
    let unit = slots.to.unitName
    let listed = unnamed.sorted().prefix(3).map { Period(slots.to, ordinal: $0).name }
    let more = unnamed.count > 3 ? ", …" : ""
    let fate = schema.missing == nil ? "not known" : "--missing \(schema.missing?.rawValue ?? "")"
    decisions.append(
      Decision(
        "gaps",
        "no column for \(unnamed.count.of(unit, unit + "s")) (\(listed.joined(separator: ", "))\(more)): "
          + fate, flag: "--missing zero"))
    return unnamed
  }
}
