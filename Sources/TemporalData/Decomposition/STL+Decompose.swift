extension STL {
  /// Takes a series apart.
  ///
  /// Complexity: O(n · (m + trend window)) per pass, with m the season length.
  ///
  /// - Throws: ``DecompositionError``: fewer slots than two seasons, or a slot of the season without
  ///   any observed value.
  public func decompose(_ series: TimeSeries) throws(DecompositionError) -> Decomposition {
    try check(series)
    let (trend, season) = parts(of: series.storage)
    return Decomposition(
      .additive, seasonLength: seasonLength, observed: series, trend: trend, seasonal: season)
  }

  /// Trend and season of at least two seasons of values; NaN is missing.
  func parts(of values: [Double]) -> (trend: [Double], season: [Double]) {
    let observed = values.map { $0.isNaN ? 0.0 : 1.0 }
    var weights = observed
    var trend = [Double](repeating: 0, count: values.count)
    var season = trend
    for pass in 0...outerPasses {
      if pass > 0 { weights = Self.robustness(values, season, trend, observed) }
      for _ in 0..<innerPasses {
        season = seasonalPart(of: difference(values, trend), weights)
        trend = self.trend.smooth(difference(values, season), weights: weights)
      }
    }
    if seasonal == .periodic { season = averagedOverSeasons(season) }
    return (trend, season)
  }

  private func check(_ series: TimeSeries) throws(DecompositionError) {
    let (needed, overflow) = seasonLength.multipliedReportingOverflow(by: 2)
    guard !overflow, series.count >= needed else {
      throw .tooFewObservations(needed: overflow ? .max : needed, found: series.count)
    }
    for slot in 0..<seasonLength {
      let values = stride(from: slot, to: series.count, by: seasonLength)
      guard values.contains(where: { !series.storage[$0].isNaN }) else {
        throw .unobservedSeason(slot: slot + 1)
      }
    }
  }

  /// Steps 2 to 4 of the inner loop: the smoothed cycle-subseries without what is slow in them.
  private func seasonalPart(of detrended: [Double], _ weights: [Double]) -> [Double] {
    let cycles = smoothedCycles(detrended, weights)
    let slow = movingAverage(
      movingAverage(movingAverage(cycles, seasonLength), seasonLength), 3)
    let lowPassed = lowPass.smooth(slow, weights: [Double](repeating: 1, count: slow.count))
    return lowPassed.indices.map { cycles[$0 + seasonLength] - lowPassed[$0] }
  }

  /// The values of each slot of the season smoothed over the seasons, one season longer than the
  /// data at either end: n + 2m values.
  private func smoothedCycles(_ detrended: [Double], _ weights: [Double]) -> [Double] {
    let smoother = seasonal.smoother(count: detrended.count)
    var result = [Double](repeating: 0, count: detrended.count + 2 * seasonLength)
    for season in 0..<seasonLength {
      let slots = stride(from: season, to: detrended.count, by: seasonLength)
      let cycle = slots.map { detrended[$0] }
      let cycleWeights = slots.map { weights[$0] }
      let smoothed =
        [smoother.estimate(at: -1, cycle.span, cycleWeights.span)]
        + smoother.smooth(cycle, weights: cycleWeights)
        + [smoother.estimate(at: cycle.count, cycle.span, cycleWeights.span)]
      for (year, value) in smoothed.enumerated() { result[season + year * seasonLength] = value }
    }
    return result
  }

  /// The sum of squared weights with which the values of one slot of the season make up the smoothed
  /// value of its last season, for a series of this length.
  func lastCycleVariance(count: Int) -> Double {
    let cycles = max(1, count / seasonLength)
    if seasonal == .periodic { return 1 / Double(cycles) }
    let smoother = seasonal.smoother(count: count)
    let equal = [Double](repeating: 1, count: cycles)
    var impulse = [Double](repeating: 0, count: cycles)
    var sum = 0.0
    for cycle in max(0, cycles - smoother.window)..<cycles {
      impulse[cycle] = 1
      let weight = smoother.estimate(at: cycles - 1, impulse.span, equal.span)
      impulse[cycle] = 0
      sum += weight * weight
    }
    return sum
  }

  /// Every slot's mean over the seasons.
  private func averagedOverSeasons(_ season: [Double]) -> [Double] {
    let means = (0..<seasonLength).map { slot in
      let values = stride(from: slot, to: season.count, by: seasonLength).map { season[$0] }
      return AggregationRule.mean.combine(values) ?? 0
    }
    return season.indices.map { means[$0 % seasonLength] }
  }

  /// The bisquare weights of the remainders; 0 where nothing was observed.
  ///
  /// An outlier keeps a trace of weight, so that a stretch of nothing but outliers still has values.
  private static func robustness(
    _ values: [Double], _ season: [Double], _ trend: [Double], _ observed: [Double]
  ) -> [Double] {
    let sizes = values.indices.map { (values[$0] - season[$0] - trend[$0]).magnitude }
    let median = AggregationRule.median.combine(sizes.filter { !$0.isNaN }) ?? 0
    return zip(sizes, observed).map { size, observed in
      guard observed > 0 else { return 0 }
      guard median > 0 else { return size > 0 ? 1e-12 : 1 }
      let share = size / median / 6
      let weight = 1 - share * share
      return weight > 1e-6 ? weight * weight : 1e-12
    }
  }
}

/// The means of all runs of `span` values, `span` − 1 fewer than the values.
private func movingAverage(_ values: [Double], _ span: Int) -> [Double] {
  (0...(values.count - span)).map { first in
    var sum = 0.0
    for slot in first..<(first + span) { sum += values[slot] }
    return sum / Double(span)
  }
}

/// a − b, slot by slot.
private func difference(_ a: [Double], _ b: [Double]) -> [Double] {
  zip(a, b).map { $0 - $1 }
}
