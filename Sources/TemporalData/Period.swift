/// One time slot, such as March 2026; never a bare date.
///
/// A period is a frequency and the number of slots since the one that holds 1 January 1970. Index
/// periods count from 0 and carry the number itself; slots of a 4-4-5 calendar count from the first one
/// of its year 1970. Arithmetic on ordinals stops at the least and
/// greatest `Int` instead of failing.
public struct Period: Hashable, Sendable {
  /// The length and anchor of the slot.
  public let frequency: Frequency
  /// Slots since the one holding 1 January 1970, or the number itself for `.index`.
  public let ordinal: Int

  /// The slot with this ordinal.
  public init(_ frequency: Frequency, ordinal: Int) {
    (self.frequency, self.ordinal) = (frequency, ordinal)
  }

  /// The slot that holds a date; for `.index`, the days since 1970.
  ///
  /// A week outside of the slots of a 4-4-5 calendar gives the slot beside it (`holds(_:)` tells).
  public init(_ frequency: Frequency, containing date: CivilDate) {
    self.frequency = frequency
    let month = (date.year - 1970) * 12 + date.month - 1
    let lead = frequency.unitsBefore1970
    ordinal =
      switch frequency {
      case .day, .index: date.daysSince1970
      case .week: floorDivide(date.daysSince1970 + lead, 7)
      case .month: month
      case .quarter: floorDivide(month + lead, 3)
      case .year: floorDivide(month + lead, 12)
      case .retail(let part, let calendar): calendar.ordinal(part, containing: date)
      }
  }

  /// The slot that many slots later (earlier if negative).
  public func advanced(by slots: Int) -> Period {
    let (sum, overflow) = ordinal.addingReportingOverflow(slots)
    return Period(frequency, ordinal: overflow ? (slots < 0 ? .min : .max) : sum)
  }

  /// The number of slots from another period of the same frequency to this one.
  public func distance(from other: Period) -> Int {
    let (slots, overflow) = ordinal.subtractingReportingOverflow(other.ordinal)
    return overflow ? (ordinal < other.ordinal ? .min : .max) : slots
  }

  /// The first day of the slot; for `.index`, the day with that number.
  public var firstDay: CivilDate {
    let lead = frequency.unitsBefore1970
    // Within the range of computed dates, and small enough to multiply.
    let slot = max(-1 << 40, min(ordinal, 1 << 40))
    return switch frequency {
    case .day, .index: CivilDate(daysSince1970: slot)
    case .week: CivilDate(daysSince1970: slot * 7 - lead)
    case .month: Self.firstDay(ofMonth: slot)
    case .quarter: Self.firstDay(ofMonth: slot * 3 - lead)
    case .year: Self.firstDay(ofMonth: slot * 12 - lead)
    case .retail(let part, let calendar):
      CivilDate(daysSince1970: calendar.slot(part, slot).firstDay)
    }
  }

  /// The last day of the slot.
  public var lastDay: CivilDate {
    if case .retail(let part, let calendar) = frequency {
      let slot = calendar.slot(part, RetailCalendar.bounded(ordinal))
      return CivilDate(daysSince1970: slot.firstDay + 7 * slot.weeks - 1)
    }
    // At the end of all computed dates the next slot begins no later than this one.
    return max(firstDay, CivilDate(daysSince1970: advanced(by: 1).firstDay.daysSince1970 - 1))
  }

  /// Whether a date lies in the slot.
  public func holds(_ date: CivilDate) -> Bool { (firstDay...lastDay).contains(date) }

  private static func firstDay(ofMonth month: Int) -> CivilDate {
    let year = 1970 + floorDivide(month, 12)
    return CivilDate(daysSince1970: CivilDate.days(before: year, month.flooredModulo(12) + 1))
  }
}

extension Period: Comparable {
  /// Slots of one frequency compare by time, slots of different ones by their first day and then
  /// by their length.
  public static func < (a: Self, b: Self) -> Bool {
    if a.frequency == b.frequency { return a.ordinal < b.ordinal }
    let (first, second) = (a.firstDay, b.firstDay)
    return first == second ? a.frequency.rank < b.frequency.rank : first < second
  }
}

extension Period: CustomStringConvertible {
  /// The ISO date of the first day, or the number of an index period.
  public var description: String {
    frequency == .index ? String(ordinal) : firstDay.description
  }
}
