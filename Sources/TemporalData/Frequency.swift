/// How long one time slot is, and where slots begin.
///
/// The anchor of weeks, quarters and years belongs to the type: fiscal quarters that start in
/// February and calendar quarters are different frequencies and never mix in one panel.
public enum Frequency: Hashable, Sendable {
  /// One day.
  case day
  /// Seven days beginning on a weekday, 1 for Monday to 7 for Sunday.
  case week(startingOn: Int)
  /// One calendar month.
  case month
  /// Three months; the anchor, 1 to 3, is the first month of the year's first full quarter.
  case quarter(anchor: Int)
  /// Twelve months; the anchor, 1 to 12, is the month in which a year begins.
  case year(anchor: Int)
  /// Whole numbers without a calendar: 1, 2, 3, …
  case index
  /// Whole weeks that make up a month, a quarter or a year of a 4-4-5 calendar.
  case retail(RetailCalendar.Part, RetailCalendar)

  /// The length of a slot, whatever it is anchored to.
  public enum Unit: String, Hashable, Sendable, CaseIterable {
    case day, week, month, quarter, year
    /// One of numbered slots without a calendar.
    case step
  }

  /// Weeks that begin on Monday, as in ISO 8601.
  public static let week = Frequency.week(startingOn: 1)
  /// Calendar quarters: January, April, July, October.
  public static let quarter = Frequency.quarter(anchor: 1)
  /// Calendar years.
  public static let year = Frequency.year(anchor: 1)

  /// The usual number of slots in one season: day 7, week 52, month 12, quarter 4, otherwise 1.
  public var seasonLength: Int {
    switch unit {
    case .day: 7
    case .week: 52
    case .month: 12
    case .quarter: 4
    case .year, .step: 1
    }
  }

  /// The length of one slot.
  public var unit: Unit {
    switch self {
    case .day: .day
    case .week: .week
    case .month, .retail(.month, _): .month
    case .quarter, .retail(.quarter, _): .quarter
    case .year, .retail(.year, _): .year
    case .index: .step
    }
  }

  /// The word for one slot: `day`, `week`, `month`, `quarter`, `year` or `step`.
  public var unitName: String { unit.rawValue }

  /// The calendar of whole weeks whose parts the slots are; nil for others.
  public var retailCalendar: RetailCalendar? {
    if case .retail(_, let calendar) = self { calendar } else { nil }
  }

  /// How many days (weeks) or months (quarters, years) before 1 January 1970 the slot begins that
  /// holds it.
  var unitsBefore1970: Int {
    switch self {
    case .day, .month, .index, .retail: 0
    case .week(let start): (4 - start).flooredModulo(7)
    case .quarter(let anchor): (1 - anchor).flooredModulo(3)
    case .year(let anchor): (1 - anchor).flooredModulo(12)
    }
  }

  /// A number that orders frequencies by length, then by anchor.
  var rank: Int {
    switch self {
    case .index: 0
    case .day: 1
    case .week(let start): 20 + start
    case .month: 40
    case .quarter(let anchor): 60 + anchor
    case .year(let anchor): 80 + anchor
    case .retail(.month, _): 59
    case .retail(.quarter, _): 79
    case .retail(.year, _): 99
    }
  }

  /// Whether every slot of `coarser` is made of whole slots of this frequency.
  public func divides(_ coarser: Frequency) -> Bool {
    switch (self, coarser) {
    case (.day, .index), (.index, _), (_, .day), (.year, _): self == coarser
    case (.day, _): true
    case (.week, .retail(_, let calendar)): self == calendar.weeks.week
    case (.retail(let part, let own), .retail(let longer, let other)):
      own == other && part.perYear >= longer.perYear
    case (.week, _): self == coarser
    case (.month, .month), (.month, .quarter), (.month, .year): true
    case (.quarter(let anchor), .year(let first)): (first - anchor) % 3 == 0
    default: self == coarser
    }
  }
}
