import TemporalData

/// Weeks of years of 52 and 53 weeks, counted as if every year had 52.
///
/// The additional week is left out, so that 52 places back lies the same week of the year before, and a
/// season of 52 weeks keeps in step with the year.
struct AlignedWeeks: Hashable, Sendable {
  let year: WeekYear

  /// The place of a week, counted in weeks of years of 52; nil for the additional one.
  func place(_ week: Period) -> Int? {
    let (year, number) = self.year.week(of: week.firstDay)
    guard !self.year.isExtra(week: number, ofYear: year) else { return nil }
    let isShifted = self.year.extraWeek == .dropFirst && self.year.weekCount(ofYear: year) == 53
    return (year - 1970) * 52 + number - 1 - (isShifted ? 1 : 0)
  }

  /// The week at a place.
  func week(at place: Int) -> Period {
    let number = (place % 52 + 52) % 52
    let year = 1970 + (place - number) / 52
    let isShifted = self.year.extraWeek == .dropFirst && self.year.weekCount(ofYear: year) == 53
    return Period(self.year.week, containing: self.year.days(ofYear: year).first)
      .advanced(by: number + (isShifted ? 1 : 0))
  }

  /// The place of a week, or of the next one for an additional week.
  func placeAtOrAfter(_ week: Period) -> Int { place(week) ?? place(week.advanced(by: 1)) ?? 0 }

  /// A history without its additional weeks.
  func aligned(_ history: TimeSeries) -> TimeSeries {
    let kept = history.storage.indices.filter { place(history.start.advanced(by: $0)) != nil }
    return TimeSeries(
      start: Period(year.week, ordinal: placeAtOrAfter(history.start)),
      storage: kept.map { history.storage[$0] })
  }

  /// For each of the weeks ahead the step of a forecast without additional weeks; such a week takes the step
  /// before it, or the next one at the start.
  func steps(from start: Period, horizon: Int) -> [Int] {
    var (steps, next) = ([Int](), 0)
    for offset in 0..<horizon {
      if place(start.advanced(by: offset)) == nil {
        steps.append(max(0, next - 1))
      } else {
        steps.append(next)
        next += 1
      }
    }
    return steps
  }
}

/// A model of weeks in years of 52, whatever the calendar's years have.
///
/// The history loses the additional weeks before the base model is fitted; a forecast of one repeats that
/// of the week before.
public struct AlignedWeeksModel: ForecastModel {
  /// The model of years of 52 weeks.
  public let base: any ForecastModel
  /// Which weeks make up a year.
  public let year: WeekYear

  /// A model in step with years of whole weeks.
  public init(_ base: any ForecastModel, year: WeekYear) { (self.base, self.year) = (base, year) }

  /// The name of the base model.
  public var name: String { base.name }

  /// Fits the base model to the weeks that every year has.
  ///
  /// A history in other weeks, or of years that keep their 53rd, is taken as it is.
  public func fit(_ history: TimeSeries) throws(ModelError) -> FittedAlignedWeeks {
    guard history.frequency == year.week, year.extraWeek != .keep else {
      return FittedAlignedWeeks(try base.fitAny(history), nil, history: history)
    }
    let weeks = AlignedWeeks(year: year)
    return FittedAlignedWeeks(try base.fitAny(weeks.aligned(history)), weeks, history: history)
  }

  /// A history as the base model sees it.
  public static func aligned(_ history: TimeSeries, to year: WeekYear) -> TimeSeries {
    guard history.frequency == year.week, year.extraWeek != .keep else { return history }
    return AlignedWeeks(year: year).aligned(history)
  }
}
