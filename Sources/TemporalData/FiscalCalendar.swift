/// Which periods make up a fiscal quarter or year, and what people call them.
///
/// | Name | Default | Meaning | Range |
/// |---|---|---|---|
/// | `firstMonth` | 1 | the month in which the fiscal year begins | 1...12 |
/// | `yearName` | `.end` | whether a year is called after the calendar year it ends or begins in | |
///
/// With July as the first month, July 2019 to June 2020 is `FY2020` and its last quarter `FY20 Q4`.
public struct FiscalCalendar: Hashable, Sendable {
  /// The calendar year after which a fiscal year is called.
  public enum YearName: String, Hashable, Sendable, Codable, CaseIterable {
    /// The one in which it ends.
    case end
    /// The one in which it begins.
    case start
  }

  /// The first month of the fiscal year, 1 to 12.
  public let firstMonth: Int
  /// The calendar year after which a fiscal year is called.
  public let yearName: YearName

  /// The fiscal year that is the calendar year.
  public static let calendarYear = FiscalCalendar(checkedFirstMonth: 1, yearName: .end)

  /// A fiscal year that begins in this month, 1 to 12; nil for any other number.
  public init?(firstMonth: Int, yearName: YearName = .end) {
    guard 1...12 ~= firstMonth else { return nil }
    self.init(checkedFirstMonth: firstMonth, yearName: yearName)
  }

  private init(checkedFirstMonth: Int, yearName: YearName) {
    (firstMonth, self.yearName) = (checkedFirstMonth, yearName)
  }

  /// Fiscal quarters.
  public var quarter: Frequency { .quarter(anchor: (firstMonth - 1) % 3 + 1) }
  /// Fiscal years.
  public var year: Frequency { .year(anchor: firstMonth) }

  /// The frequency of the same length whose quarters and years are fiscal ones.
  public func frequency(_ frequency: Frequency) -> Frequency {
    switch frequency {
    case .quarter: quarter
    case .year: year
    case .day, .week, .month, .index, .retail: frequency
    }
  }

  /// The number of the fiscal year that holds a date.
  public func year(of date: CivilDate) -> Int {
    let startYear = date.month < firstMonth ? date.year - 1 : date.year
    return yearName == .end && firstMonth > 1 ? startYear + 1 : startYear
  }

  /// The number of the fiscal quarter that holds a date, 1 to 4.
  public func quarter(of date: CivilDate) -> Int {
    (date.month - firstMonth).flooredModulo(12) / 3 + 1
  }
}

extension FiscalCalendar: Codable {
  private enum CodingKeys: String, CodingKey { case firstMonth, yearName }

  /// Reads a calendar; a first month outside 1 to 12 is refused.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let month = try values.decode(Int.self, forKey: .firstMonth)
    let name = try values.decodeIfPresent(YearName.self, forKey: .yearName) ?? .end
    guard let calendar = FiscalCalendar(firstMonth: month, yearName: name) else {
      throw DecodingError.dataCorruptedError(
        forKey: .firstMonth, in: values,
        debugDescription: "the first month of the fiscal year is \(month); it must be 1 to 12")
    }
    self = calendar
  }
}
