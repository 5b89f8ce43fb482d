import Statistics

/// Members of a combination that stray from the others, drawn in.
///
/// At every step a mean further than twice the median distance from the median of the means is set to
/// that distance, and a spread is held between half and twice the median of the spreads. One member that
/// runs away cannot take the combination with it, and members that agree are averaged as they are.
/// This is winsorising: J. W. Tukey, *The future of data analysis*, Ann. Math. Stat. 33 (1962), 1–67;
/// for forecasts, V. R. R. Jose, R. L. Winkler, *Simple robust averages of forecasts*, Int. J.
/// Forecasting 24 (2008), doi:10.1016/j.ijforecast.2007.06.001.
struct StrayMembers {
  private static let reach = 2.0

  /// The means and spreads of one step, with strays drawn in.
  static func drawnIn(_ moments: [SIMD2<Double>]) -> [SIMD2<Double>] {
    guard moments.count > 2 else { return moments }
    let middle = median(moments.map(\.x))
    let distance = reach * median(moments.map { ($0.x - middle).magnitude })
    let spread = median(moments.map(\.y))
    guard middle.isFinite, distance.isFinite, spread.isFinite else { return moments }
    return moments.map { moment in
      SIMD2(
        min(max(moment.x, middle - distance), middle + distance),
        min(max(moment.y, spread / reach), spread * reach))
    }
  }

  private static func median(_ values: [Double]) -> Double {
    var values = values
    return OrderStatistics.median(of: &values)
  }
}
