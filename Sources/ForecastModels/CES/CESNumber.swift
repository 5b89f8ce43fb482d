/// What the recursion of complex exponential smoothing computes with: numbers, or numbers with their
/// derivatives.
protocol CESNumber: Sendable {
  init(_ value: Double)
  var value: Double { get }
  static func + (a: Self, b: Self) -> Self
  static func - (a: Self, b: Self) -> Self
  static func * (a: Self, b: Self) -> Self
}

extension Double: CESNumber {
  var value: Double { self }
}

/// A number with its derivatives by the four weights.
///
/// Carrying four derivatives forward costs about as much as an adjoint pass back and stores no
/// history of states; with at most four weights nothing is gained by the adjoint.
struct CESDual: CESNumber {
  var value: Double
  var slopes: SIMD4<Double>

  init(_ value: Double) { (self.value, slopes) = (value, .zero) }

  init(_ value: Double, _ slopes: SIMD4<Double>) { (self.value, self.slopes) = (value, slopes) }

  @inline(__always)
  static func + (a: CESDual, b: CESDual) -> CESDual {
    CESDual(a.value + b.value, a.slopes + b.slopes)
  }

  @inline(__always)
  static func - (a: CESDual, b: CESDual) -> CESDual {
    CESDual(a.value - b.value, a.slopes - b.slopes)
  }

  @inline(__always)
  static func * (a: CESDual, b: CESDual) -> CESDual {
    CESDual(a.value * b.value, a.slopes * b.value + b.slopes * a.value)
  }
}
