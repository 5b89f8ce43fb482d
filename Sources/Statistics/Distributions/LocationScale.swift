/// Arithmetic shared by the families x = location + scale · z.
enum LocationScale {
  /// (x - location) / scale, also where the difference alone would overflow.
  static func standardized(_ x: Double, location: Double, scale: Double) -> Double {
    let difference = x - location
    return difference.isFinite || x.isInfinite
      ? difference / scale : x / scale - location / scale
  }

  /// location + scale · z; the location itself when the scale is 0, NaN when z is NaN.
  static func value(at z: Double, location: Double, scale: Double) -> Double {
    guard scale > 0 else { return z.isNaN ? .nan : location }
    let step = scale * z
    guard step.isInfinite, z.isFinite else { return location + step }
    // The product overflowed although the sum may not: halve, add, double.
    return 2 * (location / 2 + scale / 2 * z)
  }
}

/// A certain value, the limit of a family whose scale goes to 0.
enum Degenerate {
  static func cdf(_ x: Double, at value: Double) -> Double {
    x.isNaN ? .nan : (x < value ? 0 : 1)
  }

  static func firstPossibleValue(from x: Double, at value: Double) -> Double {
    x <= value ? value : .infinity
  }

  static func logDensity(_ x: Double, at value: Double) -> Double {
    x.isNaN ? .nan : (x == value ? .infinity : -.infinity)
  }
}
