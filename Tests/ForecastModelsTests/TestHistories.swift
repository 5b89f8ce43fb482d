import TemporalData

extension TimeSeries {
  /// Months from January 2020 on.
  static func monthly(_ values: [Double]) -> TimeSeries {
    TimeSeries(start: Period(.month, ordinal: 600), storage: values)
  }

  /// Quarterly values from 1970 on; NaN is missing.
  static func quarterly(_ values: [Double]) -> TimeSeries {
    TimeSeries(start: Period(.quarter, ordinal: 0), storage: values)
  }
}

/// Quarterly values with a trend, a season and a fixed wobble.
func seasonalValues(_ count: Int) -> [Double] {
  let season: [Double] = [5, -2, 0, -3]
  return (0..<count).map { slot in
    let wobble = Double(slot * slot % 7)
    return 50 + Double(slot) / 4 + season[slot % 4] + wobble
  }
}
