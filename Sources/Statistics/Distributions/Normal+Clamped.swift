extension Normal {
  /// Makes the distribution of parameters that were computed rather than given.
  ///
  /// Finite parameters are taken as they are, a negative standard deviation as 0. What left the range
  /// of doubles is brought to its end: a standard deviation to the greatest one, a mean to ±the
  /// greatest one (NaN to 0) with the greatest standard deviation, so that intervals are infinite and
  /// the loss cannot be mistaken for a result.
  public init(clampedMean mean: Double, standardDeviation: Double) {
    let widest = Double.greatestFiniteMagnitude
    self.mean = mean.isNaN ? 0 : min(max(mean, -widest), widest)
    self.standardDeviation =
      mean.isFinite && standardDeviation.isFinite ? max(standardDeviation, 0) : widest
  }
}
