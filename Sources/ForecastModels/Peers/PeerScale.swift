import RealModule

/// How the values of a series relate to its level.
///
/// | | proportional | additive |
/// |---|---|---|
/// | value | level × shape × noise | level + shape + noise |
/// | level is compared | as its logarithm | as it is |
/// | used for | amounts and counts | panels where more than 5 % of the values are negative |
enum PeerScale: Hashable, Sendable {
  case proportional
  case additive

  /// What changes nothing: a factor of 1 or an amount of 0.
  var neutral: Double { self == .proportional ? 1 : 0 }

  /// Two effects together.
  func joined(_ a: Double, _ b: Double) -> Double { self == .proportional ? a * b : a + b }

  /// A value without an effect.
  func without(_ effect: Double, _ value: Double) -> Double {
    self == .proportional ? value / effect : value - effect
  }

  /// Where a level stands on the scale that levels are compared on; nil where it has no place.
  func coordinate(_ level: Double) -> Double? {
    guard self == .proportional else { return level }
    return level > 0 ? Double.log(level) : nil
  }

  /// The level at a place of that scale.
  func level(_ coordinate: Double) -> Double {
    // Beyond e±700 a double has no place for the values either.
    self == .proportional ? Double.exp(max(-700, min(700, coordinate))) : coordinate
  }
}
