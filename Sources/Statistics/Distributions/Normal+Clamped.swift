extension Normal {
  /// Makes the distribution with parameters brought into the range of doubles.
  ///
  /// For numbers that were computed rather than given: a mean beyond ±1e305 is brought there, NaN
  /// becomes 0; a standard deviation is brought into 0...1e303, NaN to its upper end. The limits
  /// leave room for quantiles of any usual level.
  public init(clampedMean mean: Double, standardDeviation: Double) {
    let (furthest, widest) = (1e305, 1e303)
    self.mean = mean.isNaN ? 0 : min(max(mean, -furthest), furthest)
    self.standardDeviation =
      standardDeviation.isNaN ? widest : min(max(standardDeviation, 0), widest)
  }
}
