import TemporalData

/// The history of one KPI of one entity.
public struct KPISeries: Hashable, Sendable {
  /// What is measured.
  public let kpi: KPI
  /// The values per period, in the KPI's unit; for a ratio, numerator over denominator.
  public let values: TimeSeries
  /// The denominator of a ratio per period; nil for other kinds.
  ///
  /// A win rate of 1/2 and one of 500/1000 are different evidence.
  public let exposure: TimeSeries?

  /// The history of a KPI, with its denominator if it has one.
  public init(kpi: KPI, values: TimeSeries, exposure: TimeSeries? = nil) {
    (self.kpi, self.values, self.exposure) = (kpi, values, exposure)
  }
}
