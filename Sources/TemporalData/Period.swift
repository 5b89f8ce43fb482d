/// One time slot, such as March 2026; never a bare date.
///
/// A period is a frequency and the number of slots since the one that holds 1 January 1970. Index
/// periods count from 0 and carry the number itself.
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
  public init(_ frequency: Frequency, containing date: CivilDate) {
    self.frequency = frequency
    let month = (date.year - 1970) * 12 + date.month - 1
    ordinal =
      switch frequency {
      case .day, .index: date.daysSince1970
      case .week(let start): floorDivide(date.daysSince1970 + 4 - start, 7)
      case .month: month
      case .quarter(let anchor): floorDivide(month - (anchor - 1), 3)
      case .year(let anchor): floorDivide(month - (anchor - 1), 12)
      }
  }

  /// The slot that many slots later (earlier if negative).
  public func advanced(by slots: Int) -> Period { Period(frequency, ordinal: ordinal + slots) }

  /// The first day of the slot; for `.index`, the day with that number.
  public var firstDay: CivilDate {
    switch frequency {
    case .day, .index: CivilDate(daysSince1970: ordinal)
    case .week(let start): CivilDate(daysSince1970: ordinal * 7 + start - 4)
    case .month: Self.firstDay(ofMonth: ordinal)
    case .quarter(let anchor): Self.firstDay(ofMonth: ordinal * 3 + anchor - 1)
    case .year(let anchor): Self.firstDay(ofMonth: ordinal * 12 + anchor - 1)
    }
  }

  /// The last day of the slot.
  public var lastDay: CivilDate {
    CivilDate(daysSince1970: advanced(by: 1).firstDay.daysSince1970 - 1)
  }

  private static func firstDay(ofMonth month: Int) -> CivilDate {
    let year = 1970 + floorDivide(month, 12)
    let date = CivilDate(year: year, month: month.flooredModulo(12) + 1, day: 1)
    return date ?? CivilDate(daysSince1970: 0)
  }
}

extension Period: Comparable {
  /// Slots of one frequency compare by time, slots of different ones by their first day.
  public static func < (a: Self, b: Self) -> Bool {
    a.frequency == b.frequency ? a.ordinal < b.ordinal : a.firstDay < b.firstDay
  }
}

extension Period: CustomStringConvertible {
  /// The ISO date of the first day, or the number of an index period.
  public var description: String {
    frequency == .index ? String(ordinal) : firstDay.description
  }
}
