/// The level of a series as its past tells it and as its future tells it, slot by slot.
///
/// A local level model filtered forward and backward from a diffuse start. A random walk reversed is
/// a random walk, so that both runs are the same recursion; together they give what a slot is
/// expected to hold without its own value, and how far the level moves between two slots.
/// A. C. Harvey, *Forecasting, Structural Time Series Models and the Kalman Filter* (1989), ch. 3;
/// A. C. Harvey, S. J. Koopman, *Diagnostic checking of unobserved-components time series models*,
/// J. Bus. Econ. Stat. 10 (1992), doi:10.1080/07350015.1992.10509913.
struct TwoSidedLevel {
  /// An estimate of the level with its variance, infinite where nothing is known.
  struct Estimate {
    var mean: Double
    var variance: Double
  }

  let noise: LevelNoise
  private let breaks: [Bool]
  /// The level of each slot by the values up to it.
  private let past: [Estimate]
  /// The level of each slot by the values from it on.
  private let future: [Estimate]
  /// The one-step errors over their standard deviations.
  let errors: [Double]

  /// Filters a series in O(n); NaN is missing, a slot in `breaks` starts a new level.
  init(_ y: [Double], breaks: [Bool], noise: LevelNoise) {
    (self.noise, self.breaks) = (noise, breaks)
    var errors: [Double] = []
    errors.reserveCapacity(y.count)
    let unknown = Estimate(mean: 0, variance: .infinity)
    var past = [Estimate](repeating: unknown, count: y.count)
    var level = unknown
    for slot in y.indices {
      level =
        breaks[slot] ? unknown : Estimate(mean: level.mean, variance: level.variance + noise.level)
      let value = y[slot]
      if !value.isNaN {
        if level.variance < .infinity {
          let spread = (level.variance + noise.observation).squareRoot()
          errors.append((value - level.mean) / spread)
        }
        level = Self.updated(level, value, noise.observation)
      }
      past[slot] = level
    }
    var future = [Estimate](repeating: unknown, count: y.count)
    level = unknown
    for slot in y.indices.reversed() {
      let isBroken = slot + 1 < y.count && breaks[slot + 1]
      level =
        isBroken ? unknown : Estimate(mean: level.mean, variance: level.variance + noise.level)
      if !y[slot].isNaN { level = Self.updated(level, y[slot], noise.observation) }
      future[slot] = level
    }
    (self.past, self.future, self.errors) = (past, future, errors)
  }

  @inline(__always)
  private static func updated(_ level: Estimate, _ value: Double, _ noise: Double) -> Estimate {
    guard level.variance < .infinity else { return Estimate(mean: value, variance: noise) }
    let gain = level.variance / (level.variance + noise)
    return Estimate(mean: level.mean + gain * (value - level.mean), variance: gain * noise)
  }

  /// The level before a slot, by the values before it on the same level.
  func before(_ slot: Int) -> Estimate {
    guard slot > 0, !breaks[slot] else { return Estimate(mean: 0, variance: .infinity) }
    return past[slot - 1]
  }

  /// The level from a slot on, by the values there; of the same level as the slot before, or of the
  /// one that starts there.
  func from(_ slot: Int, acrossBreak: Bool = false) -> Estimate {
    guard slot < future.count, acrossBreak || slot == 0 || !breaks[slot] else {
      return Estimate(mean: 0, variance: .infinity)
    }
    return future[slot]
  }

  /// What a stretch is expected to hold at one of its slots by the values around it; the variance is
  /// that of the level alone.
  func expected(at slot: Int, within stretch: Range<Int>) -> Estimate {
    let (left, right) = (before(stretch.lowerBound), from(stretch.upperBound))
    let steps = (
      Double(slot - stretch.lowerBound + 1), Double(stretch.upperBound - slot)
    )
    let a = left.variance + noise.level * steps.0
    let b = right.variance + noise.level * steps.1
    if a.isInfinite { return Estimate(mean: right.mean, variance: b) }
    if b.isInfinite { return Estimate(mean: left.mean, variance: a) }
    guard a + b > 0 else {
      let share = steps.1 / (steps.0 + steps.1)
      return Estimate(mean: left.mean * share + right.mean * (1 - share), variance: 0)
    }
    return Estimate(mean: (left.mean * b + right.mean * a) / (a + b), variance: a * b / (a + b))
  }

  /// How far the level moves from the slot before to this one, with the variance of that.
  func step(at slot: Int) -> Estimate {
    guard slot > 0, slot < past.count else { return Estimate(mean: 0, variance: .infinity) }
    let (left, right) = (past[slot - 1], future[slot])
    return Estimate(
      mean: right.mean - left.mean, variance: left.variance + right.variance + noise.level)
  }
}
