import TemporalData

extension PanelAssembler {
  /// The panel's frequency: the one asked for, or the one that the dates show.
  ///
  /// - Parameter used: the dates that occur.
  mutating func grain(_ used: [Int32]) throws(DataError) -> Frequency {
    let found = GrainDetection(layout.form, collector.store, used: used)
    guard let asked = schema.grain else {
      decisions.append(
        Decision(
          "grain", "\(found.frequency.unitName) (\(found.reason))",
          flag: found.frequency == .index ? "" : "--grain \(found.frequency.unitName)"))
      return try inWeeks(found.frequency, found)
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
    return try inWeeks(grain, found)
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
    switch frequency.unit {
    case .step, .day: 0
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
  private let shift: Int
  private var ordinals: [Int32]
  /// The dates that occur, ascending; empty without a calendar.
  let usedDates: [Int]
  /// Dates of weeks outside of the periods, as a 53rd week can be.
  let extraDates: [Int]

  /// The period of a date outside of all.
  static let outside = Int(Int32.min)

  /// Looks up every slot between the first and the last of the dates that occur once.
  ///
  /// - Parameter shift: what to add to the number of a slot that was read for that of a slot of `from`.
  init(_ used: [Int32], from: Frequency, to: Frequency, shift: Int = 0) {
    self.shift = shift
    (self.from, self.to) = (from, to)
    let first = Int(used.first ?? 0)
    self.first = first
    guard from != .index else {
      (ordinals, usedDates, extraDates) = ([], [], [])
      return
    }
    let ordinals = (0...Int(used.last ?? 0) - first).map { offset -> Int32 in
      guard from != to else { return Int32(first + offset + shift) }
      let day = Period(from, ordinal: first + offset + shift).firstDay
      let period = Period(to, containing: day)
      return to.retailCalendar == nil || period.holds(day)
        ? Int32(period.ordinal) : Int32(Self.outside)
    }
    self.ordinals = ordinals
    let isExtra = { (date: Int32) in ordinals[Int(date) - first] == Self.outside }
    usedDates = used.filter { !isExtra($0) }.map { Int($0) + shift }
    extraDates = used.filter { isExtra($0) }.map { Int($0) + shift }
  }

  /// The panel's period of a date.
  func ordinal(_ slot: Int32) -> Int {
    ordinals.isEmpty ? Int(slot) : Int(ordinals[Int(slot) - first])
  }

  /// The same with the dates outside that are not to be kept.
  func keeping(_ isKept: (_ date: Period, _ ordinal: Int) -> Bool) -> SlotMap {
    var map = self
    map.ordinals = ordinals.enumerated().map { offset, ordinal in
      isKept(Period(from, ordinal: first + offset + shift), Int(ordinal))
        ? ordinal : Int32(Self.outside)
    }
    return map
  }

  /// The date of a slot that was read, counted in periods of `from`.
  func date(_ slot: Int32) -> Period { Period(from, ordinal: Int(slot) + shift) }

  /// The slot that was read for a date.
  func slot(_ date: Int) -> Int32 { Int32(date - shift) }

  /// The last day that the newest date in each period stands for.
  func newestDays() -> [Int: CivilDate] {
    var newest: [Int: CivilDate] = [:]
    for date in usedDates {
      newest[ordinal(Int32(date - shift))] = Period(from, ordinal: date).lastDay
    }
    return newest
  }

  /// The last day that the newest date of all stands for; nil without a calendar.
  var newestDay: CivilDate? {
    ordinals.isEmpty ? nil : Period(from, ordinal: first + ordinals.count - 1 + shift).lastDay
  }
}
