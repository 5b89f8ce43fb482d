/// An error of a past forecast in standard deviations of that forecast.
public struct StandardizedError: Hashable, Sendable {
  /// The step ahead, 1….
  public let step: Int
  /// The observations that the forecast knew.
  public let observations: Int
  /// The value less the mean, in units of the forecast's standard deviation.
  public let value: Double

  /// The absolute error in units of the forecast's standard deviation.
  public var size: Double { value.magnitude }

  /// An error at a step ahead.
  public init(step: Int, observations: Int, value: Double) {
    (self.step, self.observations, self.value) = (step, observations, value)
  }
}
