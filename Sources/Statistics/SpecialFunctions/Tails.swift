/// A probability and its complement, each with its own relative precision.
public struct Tails: Hashable, Sendable {
  /// The probability at or below a point.
  public let lower: Double
  /// The probability above the point.
  public let upper: Double

  /// Makes a pair from both parts, which must add up to one.
  public init(lower: Double, upper: Double) {
    self.lower = lower
    self.upper = upper
  }

  var swapped: Tails { Tails(lower: upper, upper: lower) }
}
