/// Where an increasing function, continuous or with steps, reaches zero.
///
/// False position with the weights of Anderson, N. and Björck, Å. (1973), *BIT* 13, 253–264, and a
/// bisection whenever three steps have not halved the bracket. Unlike a method for smooth functions
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
    /// Reduced when the other end moves again, so that this one moves soon.
    var weight = 1.0
  }

  private var low: End
  private var high: End

  /// The smallest x in `low...high` where `function` is not negative, to the last digits.
  ///
  /// `low` when the function is not negative there, `high` when it is negative throughout.
  ///
  /// - Parameter nextRise: The smallest y ≥ x such that the function is constant from x until y.
  static func find(
    between low: Double, and high: Double, nextRise: (Double) -> Double,
    of function: (Double) -> Sample
  ) -> Double {
    let (below, above) = (function(low), function(high))
    guard below.value < 0 else { return low }
    guard above.value >= 0 else { return high }
    var bracket = MonotoneCrossing(
      low: End(x: low, sample: below), high: End(x: high, sample: above))
    bracket.shrink(nextRise, function)
    return bracket.high.x
  }

  private mutating func shrink(
    _ nextRise: (Double) -> Double, _ function: (Double) -> Sample
  ) {
    var (slowSteps, lastMovedLow) = (0, nil as Bool?)
    // A bisection follows three steps at most, and needs one for each exponent and bit of a Double.
    for _ in 0..<8800 {
      if isResolved { return }
      let width = high.x - low.x
      let x = slowSteps < 3 ? falsePosition : middle
      guard x > low.x, x < high.x else { return }
      let sample = function(x)
      let movesLow = sample.value < 0
      move(to: End(x: x, sample: sample), low: movesLow, again: lastMovedLow == movesLow)
      lastMovedLow = movesLow
      slowSteps = high.x - low.x <= width / 2 || slowSteps == 3 ? 0 : slowSteps + 1
      if slowSteps == 1, isClosed(by: nextRise, function) { return }
    }
  }

  /// Whether the function rises at one place at most before `high`; then that place decides.
  private mutating func isClosed(
    by nextRise: (Double) -> Double, _ function: (Double) -> Sample
  ) -> Bool {
    let rise = nextRise(low.x.nextUp)
    guard rise < high.x else { return true }
    guard nextRise(rise.nextUp) >= high.x else { return false }
    let sample = function(rise)
    if sample.value >= 0 { high = End(x: rise, sample: sample) }
    return true
  }

  /// Replaces an end; when it is the same one `again`, lowers the weight of the other.
  private mutating func move(to end: End, low movesLow: Bool, again: Bool) {
    let fall = 1 - end.sample.value / (movesLow ? low : high).sample.value
    let factor = again ? (fall > 0 ? fall : 0.5) : 1
    if movesLow {
      low = end
      high.weight *= factor
    } else {
      high = end
      low.weight *= factor
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
