extension TimeSeries {
  /// The classical decomposition by moving averages.
  ///
  /// With season length m the trend is the centred moving average over m slots; for even m the two
  /// outermost of m + 1 slots count half. The first and last m/2 slots have no trend. The seasonal
  /// figure is the mean of the detrended values of each slot of the season, shifted to add up to 0
  /// (additive) or scaled to a mean of 1 (multiplicative). A missing value leaves the trend around it
  /// unknown and is left out of the means. O(n·m).
  ///
  /// Reference: M. G. Kendall and A. Stuart, *The Advanced Theory of Statistics*, vol. 3 (1983),
  /// pp. 410–414.
  ///
  /// - Parameters:
  ///   - seasonLength: slots per season, at least 1; 1 gives a series that is all trend.
  ///   - composition: whether the parts add up or multiply.
  /// - Throws: ``DecompositionError``: a season length below 1, fewer than two whole seasons, a value
  ///   that is not positive (multiplicative only), or a slot of the season without any value.
  public func classicalDecomposition(
    seasonLength: Int, _ composition: Decomposition.Composition = .additive
  ) throws(DecompositionError) -> Decomposition {
    try checkClassical(seasonLength, composition)
    let trend = centredMovingAverage(span: seasonLength)
    let detrended = zip(storage, trend).map { composition.removing($1, from: $0) }
    let figure = try Self.seasonalFigure(of: detrended, seasonLength, composition)
    return Decomposition(
      composition, seasonLength: seasonLength, observed: self, trend: trend,
      seasonal: storage.indices.map { figure[$0 % seasonLength] })
  }

  /// The mean over `span` slots around each slot, the outermost ones halved if `span` is even.
  ///
  /// Missing where the window leaves the series or holds a missing value. O(n·span).
  func centredMovingAverage(span: Int) -> [Double] {
    let half = span / 2
    var result = [Double](repeating: .nan, count: count)
    guard half < count - half else { return result }
    // Weighted terms instead of a sliding sum: an outlier leaves no rounding error behind it, and
    // the sum of values near the largest double does not overflow.
    let weight = 1 / Double(span)
    let edge = span % 2 == 0 ? weight / 2 : weight
    for centre in half..<(count - half) {
      var mean = storage[centre - half] * edge
      if half > 0 { mean += storage[centre + half] * edge }
      for slot in (centre - half + 1)..<Swift.max(centre - half + 1, centre + half) {
        mean += storage[slot] * weight
      }
      result[centre] = mean
    }
    return result
  }

  private func checkClassical(
    _ seasonLength: Int, _ composition: Decomposition.Composition
  ) throws(DecompositionError) {
    guard seasonLength >= 1 else { throw .seasonTooShort(needed: 1, found: seasonLength) }
    let (needed, overflow) = seasonLength.multipliedReportingOverflow(by: 2)
    guard !overflow, count >= needed else {
      throw .tooFewObservations(needed: overflow ? .max : needed, found: count)
    }
    guard composition == .multiplicative else { return }
    if let slot = storage.firstIndex(where: { $0 <= 0 }) {
      throw .nonPositiveValue(at: start.advanced(by: slot))
    }
  }

  /// The mean of each slot of the season, brought to a mean of 0 or 1 over the season.
  private static func seasonalFigure(
    of detrended: [Double], _ seasonLength: Int, _ composition: Decomposition.Composition
  ) throws(DecompositionError) -> [Double] {
    var figure: [Double] = []
    for season in 0..<seasonLength {
      let values = stride(from: season, to: detrended.count, by: seasonLength)
        .map { detrended[$0] }.filter(\.isFinite)
      guard let mean = AggregationRule.mean.combine(values) else {
        throw .unobservedSeason(slot: season + 1)
      }
      figure.append(mean)
    }
    let centre = figure.reduce(0) { $0 + $1 / Double(seasonLength) }
    return figure.map { composition.removing(centre, from: $0) }
  }
}
