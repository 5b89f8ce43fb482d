import TemporalData

/// A model of what a period of the usual length would hold.
///
/// A flow in months of four and five weeks, or of 19 to 23 working days, moves with the calendar and not
/// only with the business. Every value is divided by the length of its period over the usual length, the
/// base model is fitted to that, and what it says of a period ahead is multiplied by that period's own
/// length, which the calendar tells. With wₜ the length of period t and w̄ the usual one,
///
///     xₜ = yₜ · w̄ / wₜ,   ŷₜ₊ₕ = x̂ₜ₊ₕ · wₜ₊ₕ / w̄.
///
/// Quantiles, spreads and parts take the same factor. Meant for quantities that add up over the days.
public struct PerLengthModel: ForecastModel {
  /// The model of periods of the usual length.
  public let base: any ForecastModel
  /// What a value is in proportion to.
  public let length: PeriodLength

  /// A model of values in proportion to the lengths of their periods.
  public init(_ base: any ForecastModel, length: PeriodLength) {
    (self.base, self.length) = (base, length)
  }

  /// The name of the base model.
  public var name: String { base.name }

  /// Fits the base model to values at the usual length.
  public func fit(_ history: TimeSeries) throws(ModelError) -> FittedPerLength {
    FittedPerLength(
      try base.fitAny(history.perUsual(length)), length: length, history: history)
  }
}

extension TimeSeries {
  /// What each period would hold if it had the usual length, O(n).
  public func perUsual(_ length: PeriodLength) -> TimeSeries {
    TimeSeries(
      start: start,
      storage: storage.indices.map { storage[$0] / length.share(start.advanced(by: $0)) })
  }
}
