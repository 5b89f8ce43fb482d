extension TimeSeries {
  /// Whether the autocorrelation at one season is larger than chance would make it.
  ///
  /// The 90 % test used by the Theta method and by the benchmarks of the M4 competition. With n
  /// observed values and season length m the series counts as seasonal if
  ///
  ///     |r(m)| > 1.645 · √((1 + 2·Σ r(k)², k = 1 … m − 1) / n)
  ///
  /// where the right side is Bartlett's standard error of r(m) for a process without correlation
  /// from lag m on. Fewer seasons than `fewestSeasons`, a season of one slot or a constant series: not
  /// seasonal.
  /// O(n·m).
  ///
  /// References: V. Assimakopoulos and K. Nikolopoulos, *The theta model*, International Journal of
  /// Forecasting 16 (2000), doi:10.1016/S0169-2070(00)00066-2; M. S. Bartlett, Journal of the Royal
  /// Statistical Society Supplement 8 (1946).
  ///
  /// - Parameters:
  ///   - seasonLength: slots per season.
  ///   - fewestSeasons: whole seasons of observed values below which no season is seen; 3 in M4's
  ///     benchmarks.
  ///   - criticalValue: the normal quantile of the test; 1.645 is two-sided 90 %.
  public func hasSeasonality(
    seasonLength: Int, fewestSeasons: Int = 3, criticalValue: Double = 1.645
  ) -> Bool {
    let observed = observedCount
    guard seasonLength > 1, observed / max(1, fewestSeasons) >= seasonLength else { return false }
    let correlations = autocorrelations(upTo: seasonLength)
    let squares = correlations[1..<seasonLength].reduce(0) { $0 + $1 * $1 }
    let limit = criticalValue * ((1 + 2 * squares) / Double(observed)).squareRoot()
    return correlations[seasonLength].magnitude > limit
  }
}
