import TemporalData

extension PanelAssembler {
  /// The panel's frequency: the one asked for, or the one that the dates show.
  mutating func grain(_ order: CellOrder) throws(DataError) -> Frequency {
    let found = GrainDetection(layout.form, collector.store, order)
    guard let asked = schema.grain else {
      decisions.append(
        Decision(
          "grain", "\(found.frequency.unitName) (\(found.reason))",
          flag: found.frequency == .index ? "" : "--grain \(found.frequency.unitName)"))
      return found.frequency
    }
    let own = layout.form.frequency
    guard own != .index, rank(asked) >= rank(own) else {
      let dates =
        own == .index ? "whole numbers without a calendar" : "written as \(layout.form.name)"
      throw DataError(
        .usage, at: .init(path: path), "--grain \(asked.unitName) does not fit the periods",
        details: ["'\(layout.columns[layout.period])' holds periods \(dates)"],
        fix: own == .index ? "leave out --grain" : "use --grain \(own.unitName) or longer")
    }
    let grain = anchored(asked, found.frequency)
    decisions.append(Decision("grain", grain.unitName, flag: "--grain \(grain.unitName)"))
    return grain
  }

  /// The asked frequency with its anchor: the fiscal year's, or where the dates begin.
  private func anchored(_ asked: Frequency, _ found: Frequency) -> Frequency {
    if schema.fiscalStart == 1 {
      let isPlain = asked == .week || asked == .quarter || asked == .year
      return isPlain && asked.unitName == found.unitName ? found : asked
    }
    return switch asked {
    case .quarter(anchor: 1): .quarter(anchor: (schema.fiscalStart - 1) % 3 + 1)
    case .year(anchor: 1): .year(anchor: schema.fiscalStart)
    default: asked
    }
  }

  private func rank(_ frequency: Frequency) -> Int {
    switch frequency {
    case .index, .day: 0
    case .week: 1
    case .month: 2
    case .quarter: 3
    case .year: 4
    }
  }
}

/// Which period of the panel each date falls in.
struct SlotMap {
  let from: Frequency
  let to: Frequency
  private let first: Int
  private let ordinals: [Int32]
  private let isUsed: [Bool]

  /// Looks up every slot between the first and last date of the cells once.
  init(_ store: CellStore, from: Frequency, to: Frequency) {
    (self.from, self.to) = (from, to)
    let first = Int(store.slots.min() ?? 0)
    let count = Int(store.slots.max() ?? 0) - first + 1
    self.first = first
    guard from != .index else {
      (ordinals, isUsed) = ([], [])
      return
    }
    ordinals = (0..<count).map { offset in
      guard from != to else { return Int32(first + offset) }
      let day = Period(from, ordinal: first + offset).firstDay
      return Int32(Period(to, containing: day).ordinal)
    }
    var used = Array(repeating: false, count: count)
    for slot in store.slots { used[Int(slot) - first] = true }
    isUsed = used
  }

  /// The panel's period of a date.
  func ordinal(_ slot: Int32) -> Int {
    ordinals.isEmpty ? Int(slot) : Int(ordinals[Int(slot) - first])
  }

  /// The last day that the newest date in each period stands for.
  func newestDays() -> [Int: CivilDate] {
    var newest: [Int: CivilDate] = [:]
    for (offset, ordinal) in ordinals.enumerated() where isUsed[offset] {
      newest[Int(ordinal)] = Period(from, ordinal: first + offset).lastDay
    }
    return newest
  }

  /// The dates that occur, ascending; empty without a calendar.
  var usedDates: [Int] { isUsed.indices.filter { isUsed[$0] }.map { first + $0 } }

  /// The last day that the newest date of all stands for; nil without a calendar.
  var newestDay: CivilDate? {
    ordinals.isEmpty ? nil : Period(from, ordinal: first + ordinals.count - 1).lastDay
  }
}
