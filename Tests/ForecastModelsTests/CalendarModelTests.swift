import ForecastModels
import Forecasting
import Statistics
import TemporalData
import Testing

@Suite("Models in step with the calendar")
struct CalendarModelTests {
  private func calendar() throws -> RetailCalendar {
    RetailCalendar(.fourFourFive, weeks: try #require(WeekYear(endsOn: 6, anchor: .last, month: 9)))
  }

  @Test("a constant rate per week in months of four and five weeks is forecast exactly")
  func constantRate() throws {
    let start = Period(try calendar().frequency(.month), ordinal: 600)
    let weeks = (0..<17).map { PeriodLength.weeks.count(start.advanced(by: $0)) }
    let history = TimeSeries(start: start, storage: weeks.map { 70 * $0 })
    let fitted = try PerLengthModel(Naive(), length: .weeks).fit(history)
    let means = fitted.forecast(horizon: 6).means
    for step in 0..<6 {
      let expected = 70 * PeriodLength.weeks.count(history.end.advanced(by: step))
      #expect(abs(means[step] - expected) < 1e-9)
    }
    let naive = try Naive().fit(history).forecast(horizon: 1).means[0]
    #expect(abs(naive - means[0]) > 60)
    for slot in fitted.fittedValues.storage.indices.dropFirst() {
      #expect(abs(fitted.fittedValues.storage[slot] - history.storage[slot]) < 1e-9)
    }
  }

  @Test("values in proportion to working days are forecast as if months were alike")
  func workingDays() throws {
    let start = Period(.month, ordinal: 600)
    let length = PeriodLength.workingDays(.none)
    let history = TimeSeries(
      start: start, storage: (0..<40).map { 12 * length.count(start.advanced(by: $0)) })
    let fitted = try PerLengthModel(Mean(), length: length).fit(history)
    for (step, mean) in fitted.forecast(horizon: 12).means.enumerated() {
      #expect(abs(mean - 12 * length.count(history.end.advanced(by: step))) < 1e-9)
    }
  }

  @Test("parts add up to the means, and every path and quantile takes the length of its period")
  func parts() throws {
    let start = Period(try calendar().frequency(.month), ordinal: 600)
    let history = TimeSeries(
      start: start, storage: (0..<36).map { 100 + Double(($0 * 7) % 11) + Double($0) })
    let base = try SeasonalNaive(seasonLength: 12)
    let fitted = try PerLengthModel(base, length: .weeks).fit(history)
    let plain = try base.fit(history.perUsual(.weeks))
    let (forecast, rate) = (fitted.forecast(horizon: 9), plain.forecast(horizon: 9))
    let sums = fitted.components(horizon: 9).sums
    var (a, b) = (SplitMix64(seed: 3), SplitMix64(seed: 3))
    let paths = fitted.simulate(horizon: 9, paths: 4, using: &a)
    let rates = plain.simulate(horizon: 9, paths: 4, using: &b)
    for step in 0..<9 {
      let share = PeriodLength.weeks.share(history.end.advanced(by: step))
      #expect(abs(sums[step] - forecast.means[step]) < 1e-9)
      let (own, other) = (forecast.distributions[step], rate.distributions[step])
      #expect(abs(own.interval(level: 0.8).upper - other.interval(level: 0.8).upper * share) < 1e-9)
      for path in 0..<4 {
        #expect(abs(paths.values[path * 9 + step] - rates.values[path * 9 + step] * share) < 1e-9)
      }
    }
  }

  @Test("scaling by a power of two scales the answer exactly")
  func equivariance() throws {
    let start = Period(.month, ordinal: 600)
    let values = (0..<30).map { 5 + Double(($0 * 13) % 17) }
    let model = PerLengthModel(Drift(), length: .workingDays(.none))
    let plain = try model.fit(TimeSeries(start: start, storage: values)).forecast(horizon: 5)
    let scaled = try model.fit(TimeSeries(start: start, storage: values.map { $0 * 1024 }))
      .forecast(horizon: 5)
    #expect(scaled.means == plain.means.map { $0 * 1024 })
  }

  /// Weekly values that are the number of their week, from the first week of 2018 on.
  private func numbered(_ count: Int, _ year: WeekYear) throws -> TimeSeries {
    let first = Period(year.week, containing: year.days(ofYear: 2018).first)
    return TimeSeries(
      start: first,
      storage: (0..<count).map { Double(year.week(of: first.advanced(by: $0).firstDay).week) })
  }

  @Test("after a year of 53 weeks every week is compared with the same week of the year before")
  func aligned() throws {
    // 2020 has 53 weeks by ISO 8601.
    let history = try numbered(52 + 52 + 53 + 10, .iso)
    let base = try SeasonalNaive(seasonLength: 52)
    let fitted = try AlignedWeeksModel(base, year: .iso).fit(history)
    let means = fitted.forecast(horizon: 60).means
    let weeks: [Double] = (0..<60).map { step in Double((step + 10) % 52 + 1) }
    #expect(means == weeks)
    let plain = try base.fit(history).forecast(horizon: 60).means
    #expect(plain[0] == 12)
    #expect(fitted.fittedValues.count == history.count)
    #expect(fitted.fittedValues.storage[52 + 52 + 52].isNaN)
    #expect(fitted.fittedValues.storage[52 + 52 + 53] == 1)
  }

  @Test("a 53rd week ahead repeats the 52nd, and the first week on its own the second")
  func extraWeekAhead() throws {
    let year = WeekYear.iso
    let history = try numbered(52 + 52 + 50, year)
    let base = try SeasonalNaive(seasonLength: 52)
    let fitted = try AlignedWeeksModel(base, year: year).fit(history)
    #expect(fitted.forecast(horizon: 5).means == [51, 52, 52, 1, 2])
    #expect(fitted.components(horizon: 5).sums == [51, 52, 52, 1, 2])
    #expect(fitted.forecast(horizon: 5).periods.start == history.end)
    var generator = SplitMix64(seed: 1)
    let paths = fitted.simulate(horizon: 5, paths: 3, using: &generator)
    #expect(paths.count == 3 && paths.values[1] == paths.values[2])
    let shifted = try AlignedWeeksModel(base, year: year.with(.dropFirst)).fit(
      try numbered(52 + 52, year))
    // Week 1 of 2020 is the extra one; weeks 2 to 53 are compared with 1 to 52.
    #expect(shifted.forecast(horizon: 4).means == [1, 1, 2, 3])
  }

  @Test(
    "years that keep their 53rd week, and weeks that begin on another day, are taken as they are")
  func untouched() throws {
    let history = try numbered(160, .iso)
    let base = try SeasonalNaive(seasonLength: 52)
    let kept = try AlignedWeeksModel(base, year: WeekYear.iso.with(.keep)).fit(history)
    let plain = try base.fit(history).forecast(horizon: 8).means
    #expect(kept.forecast(horizon: 8).means == plain)
    let other = TimeSeries(
      start: Period(.week(startingOn: 7), ordinal: 2_600), storage: history.storage)
    let fitted = try AlignedWeeksModel(base, year: .iso).fit(other)
    let alike = try base.fit(other).forecast(horizon: 8).means
    #expect(fitted.forecast(horizon: 8).means == alike)
  }

  @Test("short and empty histories give what the base model gives", arguments: [0, 1, 2, 53])
  func hostile(_ count: Int) throws {
    let history = try numbered(count, .iso)
    let models: [any ForecastModel] = [
      AlignedWeeksModel(Naive(), year: .iso), PerLengthModel(Naive(), length: .weeks),
    ]
    for model in models {
      do {
        let means = try model.fitAny(history).forecast(horizon: 60).means
        let areFinite = means.allSatisfy { $0.isFinite }
        #expect(areFinite)
      } catch {
        #expect(count == 0)
      }
    }
  }
}
