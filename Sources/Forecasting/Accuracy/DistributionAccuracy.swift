/// How well whole forecast distributions hold.
public enum DistributionAccuracy {
  /// The quantile levels of the weighted quantile loss: 0.1 to 0.9 in steps of 0.1.
  public static let quantileLevels: [Double] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]

  /// Twice the quantile (pinball) losses, summed over periods and averaged over
  /// `quantileLevels`, and the sum of absolute values: their ratio is the weighted quantile loss (WQL).
  public static func quantileLoss(
    _ actual: [Double], _ distributions: [ForecastDistribution]
  ) -> (loss: Double, weight: Double) {
    var loss = 0.0
    var weight = 0.0
    for (value, distribution) in zip(actual, distributions) where !value.isNaN {
      weight += abs(value)
      for level in quantileLevels {
        let error = value - distribution.quantile(level)
        loss += 2 * max(level * error, (level - 1) * error) / Double(quantileLevels.count)
      }
    }
    return (loss, weight)
  }
}
