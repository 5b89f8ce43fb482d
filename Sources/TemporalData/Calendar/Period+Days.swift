/// Days on which nobody works besides Saturday and Sunday, in any order and each counted once.
public struct Holidays: Hashable, Sendable {
  /// Days since 1970 of the holidays on Mondays to Fridays, in order.
  private let workdays: [Int]

  /// No holidays.
  public static let none = Holidays([])

  /// These days.
  public init(_ dates: [CivilDate]) {
    workdays = Set(dates.filter { $0.weekday <= 5 }.map(\.daysSince1970)).sorted()
  }

  /// The number of holidays on Mondays to Fridays in a period, O(log of the list).
  func workdayCount(in period: Period) -> Int {
    position(period.lastDay.daysSince1970 + 1) - position(period.firstDay.daysSince1970)
  }

  /// How many stand before a day.
  private func position(_ day: Int) -> Int {
    var (low, high) = (0, workdays.count)
    while low < high {
      let middle = (low + high) / 2
      if workdays[middle] < day { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension Period {
  /// The number of days of the slot, 1 for `.index`, in O(1).
  public var dayCount: Int { lastDay.daysSince1970 - firstDay.daysSince1970 + 1 }

  /// How often each weekday occurs, Monday first, in O(1).
  public var weekdayCounts: [Int] {
    let (weeks, rest) = dayCount.quotientAndRemainder(dividingBy: 7)
    let first = firstDay.weekday - 1
    return (0..<7).map { weekday in
      weeks + ((weekday - first).flooredModulo(7) < rest ? 1 : 0)
    }
  }

  /// The number of Mondays to Fridays that are no holidays.
  public func workingDays(without holidays: Holidays = .none) -> Int {
    weekdayCounts.prefix(5).reduce(0, +) - holidays.workdayCount(in: self)
  }

  /// How much oftener than Sunday each other weekday occurs, Monday first: six contrasts.
  ///
  /// They add up with coefficients to an effect of the day of the week that is 0 for whole weeks.
  /// W. R. Bell, S. C. Hillmer, *Modeling time series with calendar variation*, J. Am. Stat. Assoc. 78
  /// (1983), doi:10.1080/01621459.1983.10478005.
  public var tradingDayContrasts: [Int] {
    let counts = weekdayCounts
    return counts.prefix(6).map { $0 - counts[6] }
  }

  /// The part of a leap day that a month of February has beyond its average: 0.75 in leap years, −0.25
  /// in others, 0 in other months and for other frequencies.
  public var leapFebruary: Double {
    guard frequency == .month, firstDay.month == 2 else { return 0 }
    return dayCount == 29 ? 0.75 : -0.25
  }

  /// The share of the days around Easter Sunday that fall into the slot, 0…1.
  ///
  /// A slot of a year or longer, which always holds the whole, gives 1. D. F. Findley, B. C. Monsell,
  /// W. R. Bell, M. C. Otto, B.-C. Chen, *New capabilities and methods of the X-12-ARIMA seasonal
  /// adjustment program*, J. Bus. Econ. Stat. 16 (1998), doi:10.1080/07350015.1998.10524743.
  ///
  /// - Parameters:
  ///   - daysBefore: how many days before Easter Sunday count, 0 or more.
  ///   - daysAfter: how many days after it count, 0 or more; Easter Sunday itself counts only if this
  ///     is not 0 or `daysBefore` is 0.
  public func easterShare(daysBefore: Int = 8, daysAfter: Int = 0) -> Double {
    guard frequency != .index else { return 0 }
    let (before, after) = (max(0, daysBefore), max(0, daysAfter))
    let (first, last) = (firstDay, lastDay)
    var days = 0
    for year in first.year...max(first.year, last.year) {
      let sunday = Easter.sunday(of: year).daysSince1970
      let from = max(sunday - before, first.daysSince1970)
      let to = min(after == 0 && before > 0 ? sunday - 1 : sunday + after, last.daysSince1970)
      days += max(0, to - from + 1)
    }
    return Double(days) / Double(after == 0 && before > 0 ? before : before + after + 1)
  }
}
