import TemporalData

/// Something that was seen in a history and that the forecast takes into account.
public enum Finding: Hashable, Sendable {
  /// The level changes by `perPeriod` in a period, in the unit of the series.
  case trend(perPeriod: Double)
  /// A season of `length` periods; `strength` from 0, none, to 1, nothing else.
  case season(length: Int, strength: Double)
  /// One value far from what its neighbours lead to expect.
  case outlier(at: Period, value: Double, expected: Double)
  /// The level moved by `change` from this period on.
  case levelShift(from: Period, change: Double)
  /// A stretch that left the level by `change` on average and came back.
  case shock(PeriodRange, change: Double)
  /// A value every `periods` periods, in this share of the gaps.
  case cadence(periods: Int, share: Double)
  /// Many periods without demand: mean gap in periods, squared coefficient of variation of the sizes.
  case intermittent(meanGap: Double, squaredVariation: Double)
  /// Nothing since the period `since`; the probability that it is not over.
  case silence(since: Period, probabilityActive: Double)
  /// Fewer observations than a model of its own needs.
  case shortHistory(observations: Int)
  /// Something else, in words.
  case note(String)
}
