import TemporalData

/// What to generate: how many partners, how long a history, and from which seed.
///
/// | Name | Default | Meaning | Range |
/// |---|---|---|---|
/// | `seed` | 1 | the source of every random number | any |
/// | `partnerCount` | 120 | partners ever enrolled | 1...20,000 |
/// | `months` | 48 | full months of history, from January 2022 | 24...240 |
public struct ProgramPlan: Hashable, Sendable {
  /// The source of every random number.
  public let seed: UInt64
  /// The number of partners ever enrolled, dormant ones included.
  public let partnerCount: Int
  /// The number of full months of history.
  public let months: Int

  /// The months that are simulated after the end of the history and held back.
  public static let futureMonths = 12
  /// The day of the first month after the history on which the transactions are exported.
  public static let exportDay = 14
  /// The numbers of partners a plan may have.
  public static let partnerCounts = 1...20_000
  /// The lengths of history a plan may have, in months.
  public static let lengths = 24...240

  /// A plan; throws `ProgramPlanError` for a number outside its range.
  public init(
    seed: UInt64 = 1, partnerCount: Int = 120, months: Int = 48
  ) throws(ProgramPlanError) {
    guard Self.partnerCounts.contains(partnerCount) else {
      throw .outOfRange(option: "partners", value: partnerCount, allowed: Self.partnerCounts)
    }
    guard Self.lengths.contains(months) else {
      throw .outOfRange(option: "months", value: months, allowed: Self.lengths)
    }
    (self.seed, self.partnerCount, self.months) = (seed, partnerCount, months)
  }

  /// January 2022, the first month of every history.
  public static let firstMonth = Period(.month, ordinal: (2022 - 1970) * 12)

  /// The calendar month with an index; 0 is the first month of the history, negative ones precede.
  public func month(_ index: Int) -> Period { Self.firstMonth.advanced(by: index) }

  /// The month of the year, 0 for January to 11 for December.
  static func monthOfYear(_ index: Int) -> Int { ((index % 12) + 12) % 12 }

  /// The end of everything simulated: the first month index after the held-back future.
  var end: Int { months + Self.futureMonths }

  /// The day the transaction table is exported on.
  public var exportDate: CivilDate {
    let first = month(months).firstDay
    return CivilDate(daysSince1970: first.daysSince1970 + Self.exportDay - 1)
  }
}

/// Why a plan cannot be made.
public enum ProgramPlanError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A number lies outside its range.
  case outOfRange(option: String, value: Int, allowed: ClosedRange<Int>)

  /// What was found, what is allowed and what to do.
  public var description: String {
    switch self {
    case .outOfRange(let option, let value, let allowed):
      "\(option) is \(value) but must lie in \(allowed.lowerBound) to \(allowed.upperBound); "
        + "choose a number in that range"
    }
  }
}
