import PartnerKPI
import TemporalData

extension PanelAssembler {
  /// The series that are called totals and add up others at every date, as rows per date can hold.
  ///
  /// Throws if one is called nothing but a total and does not add them up.
  mutating func totalSeries() throws(DataError) -> Set<Int> {
    guard layout.across == nil, schema.totals != .keep else { return [] }
    let keys = collector.keys
    let store = collector.store
    let parts = (0..<keys.count).map { keys.parts($0) }
    let width = layout.keys.count
    var found: Set<Int> = []
    var places: [Int: [Int]] = [:]
    for series in parts.indices where store.cellCount(series) > 0 {
      let named = parts[series].prefix(width).indices.filter {
        TotalName.isExact(parts[series][$0])
      }
      if !named.isEmpty { places[series] = named }
    }
    guard !places.isEmpty else { return [] }
    for (series, named) in places.sorted(by: { $0.key < $1.key }) {
      let name = parts[series].joined(separator: " / ")
      if schema.totals == .drop {
        found.insert(series)
        decisions.append(Decision("totals", "series \(name) left out", flag: "--totals drop"))
        continue
      }
      let others = parts.indices.filter { other in
        places[other] == nil
          && parts[other].indices.allSatisfy {
            named.contains($0) || parts[other][$0] == parts[series][$0]
          }
      }
      let (cells, disagreement) = compare(series, others)
      if let disagreement {
        guard !others.isEmpty, isPlain(parts[series][named[0]]) else { continue }
        throw notTheSum(name, disagreement)
      }
      found.insert(series)
      decisions.append(
        Decision(
          "totals",
          "series \(name) = sum of \(others.count) others in "
            + "\(cells.of("value", "values")) ✓: left out", flag: "--totals check"))
    }
    return found
  }

  /// Whether a name can hardly be anything but that of a total.
  private func isPlain(_ name: String) -> Bool {
    !["all", "overall", "ensemble", "sum", "soma", "suma"].contains(name.lowercased())
  }

  /// How many values of a series are the sums of others; the first cell that is not.
  private func compare(_ series: Int, _ others: [Int]) -> (Int, disagreement: (Int, Double)?) {
    let store = collector.store
    let isLong = layout.kpiColumn != nil
    let offsets = layout.valueNames.indices.filter { offset in
      isLong || KPI.recognised(named: layout.valueNames[offset]).kind != .mean
    }
    var sums: [Int32: [Double]] = [:]
    var counts: [Int32: Int] = [:]
    var cells: [Int32] = []
    for other in others {
      store.ordered(other, into: &cells)
      for cell in cells.lazy.map(Int.init) {
        let slot = store.slot(of: cell)
        counts[slot, default: 0] += 1
        for offset in offsets {
          let value = store.value(cell, offset)
          if !value.isNaN {
            sums[slot, default: Array(repeating: 0, count: store.width)][offset] += value
          }
        }
      }
    }
    store.ordered(series, into: &cells)
    var agreed = 0
    for cell in cells.lazy.map(Int.init) {
      let slot = store.slot(of: cell)
      for offset in offsets {
        let value = store.value(cell, offset)
        let sum = sums[slot]?[offset] ?? 0
        guard !value.isNaN else { continue }
        let isWhole = value == value.rounded() && sum == sum.rounded()
        let slack = isWhole ? 1e-9 : 0.005 * Double(1 + (counts[slot] ?? 0))
        guard abs(value - sum) <= slack + 1e-12 * abs(sum) else { return (agreed, (cell, sum)) }
        agreed += 1
      }
    }
    return (agreed, nil)
  }

  private func notTheSum(_ name: String, _ disagreement: (cell: Int, sum: Double)) -> DataError {
    let (cell, sum) = disagreement
    let store = collector.store
    let period = Period(layout.form.frequency, ordinal: Int(store.slot(of: cell)))
    let value = store.row(cell).first { !$0.isNaN } ?? .nan
    return DataError(
      .badData, at: collector.location(store.line(of: cell)),
      "'\(name)' is called a total, but \(TotalsReport.text(value)) at \(period) is not the sum of the "
        + "other series",
      details: ["these add up to \(TotalsReport.text(sum))"],
      fix: "pass --totals drop to leave such rows out, or --totals keep to read them as data")
  }
}
