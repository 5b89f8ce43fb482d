import Statistics

extension TimeSeries {
  /// How often the series must be differenced, 0...2, until a level holds it: until the test of
  /// Kwiatkowski, Phillips, Schmidt and Shin finds no evidence at the 5 % level against that.
  ///
  /// Missing values are left out, as if their neighbours followed each other. O(n^1.5).
  ///
  /// Reference: R. J. Hyndman, Y. Khandakar, *Automatic time series forecasting*, J. Stat. Softw.
  /// 27(3) (2008), doi:10.18637/jss.v027.i03.
  public var differencesNeeded: Int {
    var values = storage.filter { !$0.isNaN }
    for times in 0..<2 {
      guard let test = try? KPSS(values), test.pValue < 0.05 else { return times }
      values = zip(values.dropFirst(), values).map { $0 - $1 }
    }
    return 2
  }

  /// Whether one seasonal difference is called for, 0 or 1: whether the season's strength, the share
  /// of variance it explains beside the remainder, is above 0.64 in an STL decomposition whose seasonal
  /// window is 11.
  ///
  /// Less than two seasons and a slot more have none. Missing values are interpolated.
  ///
  /// Reference: X. Wang, K. A. Smith, R. J. Hyndman, *Characteristic-based clustering for time series
  /// data*, Data Min. Knowl. Discov. 13 (2006), doi:10.1007/s10618-005-0039-x.
  public func seasonalDifferencesNeeded(seasonLength: Int) -> Int {
    guard seasonLength > 1, observedCount > 2 * seasonLength else { return 0 }
    let filled = trimmed().interpolated(seasonLength: seasonLength)
    let parts = try? STL(seasonLength: seasonLength, seasonal: .changing(window: 11))
      .decompose(filled)
    return (parts?.seasonalStrength ?? 0) > 0.64 ? 1 : 0
  }
}
