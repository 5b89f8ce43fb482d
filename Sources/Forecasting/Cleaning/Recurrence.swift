import RealModule

/// What was left out of a history and can happen again.
struct Recurrence: Hashable, Sendable {
  /// The probability of one in a period.
  let rate: Double
  /// The root mean square of its size: an amount, or a logarithm where ratios count.
  let size: Double
  /// Whether ratios count.
  let isMultiplicative: Bool

  /// The probability of one or more in so many periods.
  func probability(within periods: Int) -> Double {
    1 - Double.pow(1 - min(rate, 1), periods)
  }

  /// A value after a draw from the standard normal distribution, with the same mean.
  func moved(_ value: Double, by draw: Double) -> Double {
    isMultiplicative
      ? value * Double.exp(size * draw - size * size / 2) : value + size * draw
  }
}
