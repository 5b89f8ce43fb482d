import RealModule
import Statistics

/// Points that fill a cube evenly, one per partner number.
///
/// Independent draws would give 120 partners a mix of types and sizes that wanders from seed to
/// seed, and with it every stated truth. Here the point of partner n is the fractional part of
/// shift + n·(φ⁻¹, φ⁻², …), with φ the real root of xᵈ⁺¹ = x + 1 (a Kronecker sequence): the first
/// n points are spread evenly for every n, and the random shift makes each coordinate uniform.
///
/// Reference: M. Roberts, *The unreasonable effectiveness of quasirandom sequences* (2018); the
/// random shift is R. Cranley and T. Patterson, SIAM J. Numer. Anal. 13 (1976) 904–914.
struct EvenSpread: Sendable {
  private let shift: [Double]
  private let step: [Double]

  /// A sequence in a cube of that many dimensions; sequences with other keys are shifted otherwise.
  init(seed: UInt64, key: String, dimensions: Int) {
    var stream = Program.stream(seed: seed, "program/spread/" + key)
    shift = (0..<dimensions).map { _ in stream.uniform() }
    let ratio = Self.goldenRatio(dimensions)
    step = (1...dimensions).map { Double.pow(ratio, -Double($0)) }
  }

  /// The point of a partner, every coordinate in 0..<1.
  func point(_ number: Int) -> [Double] {
    zip(shift, step).map { shift, step in
      let position = shift + Double(number) * step
      return position - position.rounded(.down)
    }
  }

  /// The root above 1 of xᵈ⁺¹ = x + 1, by the contraction x ← (1 + x)^(1/(d+1)).
  private static func goldenRatio(_ dimensions: Int) -> Double {
    (0..<60).reduce(2.0) { root, _ in Double.pow(1 + root, 1 / Double(dimensions + 1)) }
  }
}
