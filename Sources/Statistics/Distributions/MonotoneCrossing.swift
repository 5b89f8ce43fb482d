/// Where an increasing function, continuous or with steps, reaches zero.
///
/// False position with the Illinois weights (Dowell, M. and Jarratt, P. (1971), *BIT* 11, 168–174),
/// and a bisection whenever a step has not halved the bracket. Unlike a method for smooth functions
/// it needs no continuity: at a jump it finds the place of the jump.
struct MonotoneCrossing {
  /// A value of the function and the part of it that is rounding error.
  struct Sample {
    let value: Double
    let noise: Double
  }

  private struct End {
    let x: Double
    let sample: Sample
    /// Halved each time that the other end moves, so that this one moves soon.
    var weight = 1.0
  }

  private var low: End
  private var high: End

  /// The smallest x in `low...high` where `function` is not negative, to the last digits.
  ///
  /// `low` when the function is not negative there, `high` when it is negative throughout.
  static func find(
    between low: Double, and high: Double, of function: (Double) -> Sample
  ) -> Double {
    let (below, above) = (function(low), function(high))
    guard below.value < 0 else { return low }
    guard above.value >= 0 else { return high }
    var bracket = MonotoneCrossing(
      low: End(x: low, sample: below), high: End(x: high, sample: above))
    bracket.shrink(function)
    return bracket.high.x
  }

  private mutating func shrink(_ function: (Double) -> Sample) {
    var halved = true
    // Bisection alone needs at most one step for each bit and exponent of a Double.
    for _ in 0..<2200 where !isResolved {
      let width = high.x - low.x
      let x = halved ? falsePosition : middle
      guard x > low.x, x < high.x else { return }
      let sample = function(x)
      if sample.value < 0 {
        low = End(x: x, sample: sample)
        high.weight /= 2
      } else {
        high = End(x: x, sample: sample)
        low.weight /= 2
      }
      halved = high.x - low.x <= width / 2
    }
  }

  /// The ends differ by rounding error only, or agree to the last digits and hold no jump.
  ///
  /// A jump is followed down to neighbouring numbers instead.
  private var isResolved: Bool {
    let rise = high.sample.value - low.sample.value
    return rise <= 4 * max(low.sample.noise, high.sample.noise)
      || rise < 1e-9 && high.x - low.x <= 2 * tolerance
  }

  private var tolerance: Double { max(abs(low.x), abs(high.x)) * Double.ulpOfOne }

  /// The zero of the chord, kept one tolerance inside, so that the last step closes the bracket.
  private var falsePosition: Double {
    let (below, above) = (low.sample.value * low.weight, high.sample.value * high.weight)
    let share = below / (below - above)
    let width = high.x - low.x
    guard share.isFinite, width.isFinite, width > 2 * tolerance else { return middle }
    return min(max(low.x + share * width, low.x + tolerance), high.x - tolerance)
  }

  /// The arithmetic middle, or the geometric one across several orders of magnitude.
  private var middle: Double {
    let (low, high) = (low.x, high.x)
    if low > 0, high / 16 > low { return low.squareRoot() * high.squareRoot() }
    if high < 0, low / 16 < high { return -((-low).squareRoot() * (-high).squareRoot()) }
    return low / 2 + high / 2
  }
}
