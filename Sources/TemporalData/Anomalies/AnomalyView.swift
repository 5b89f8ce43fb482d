import Statistics

/// A series seen under a list of anomalies: its season, its slope and its level without them, and how
/// far every value and every step of the level lies from what the rest leads to expect.
struct AnomalyView {
  /// Where the level breaks and which values do not count.
  struct Exceptions {
    /// Slots whose value takes no part.
    var isLeftOut: [Bool]
    /// Slots from which the level is another.
    var breaks: [Bool]
    /// What the level moved by at each break, as far as known; 0 elsewhere.
    var steps: [Double]

    init(count: Int) {
      isLeftOut = [Bool](repeating: false, count: count)
      breaks = isLeftOut
      steps = [Double](repeating: 0, count: count)
    }
  }

  /// The values on the scale of the search.
  let values: [Double]
  private let exceptions: Exceptions
  /// What is added to bring each slot to the level of the last.
  let lift: [Double]
  /// The change of the pattern per slot.
  private let slope: Double
  /// What season and slope add in each slot.
  let pattern: [Double]
  /// The level under what is left.
  let level: TwoSidedLevel
  /// The spread of a standardized one-step error, near 1 where the noise is well described, times the
  /// scale of the series.
  let errorScale: Double
  /// What a season costs: how much too small remainders of its estimate are.
  let seasonFactor: Double
  /// Sums and numbers of the values without season and slope before each slot.
  private let sums: [(sum: Double, count: Double)]

  /// O(n log n).
  init(_ values: [Double], _ exceptions: Exceptions, seasonLength m: Int) {
    (self.values, self.exceptions) = (values, exceptions)
    var lift = [Double](repeating: 0, count: values.count)
    var sum = 0.0
    for slot in values.indices.reversed() {
      lift[slot] = sum
      sum += exceptions.steps[slot]
    }
    var rest = values
    for slot in values.indices {
      rest[slot] = exceptions.isLeftOut[slot] ? .nan : values[slot] + lift[slot]
    }
    let slope =
      exceptions.breaks.contains(true)
      ? Self.slope(rest, between: exceptions.breaks, seasonLength: m)
      : Self.slope(rest, seasonLength: m)
    self.slope = slope
    let figure = RobustSeason.figure(rest, seasonLength: m, slope: slope)
    seasonFactor = figure == nil ? 1 : 1 + Double(m) / Double(values.count)
    var (pattern, place) = (lift, 0)
    var sums = [(sum: Double, count: Double)](repeating: (0, 0), count: values.count + 1)
    for slot in values.indices {
      pattern[slot] = slope * Double(slot) + (figure?[place] ?? 0)
      place = place + 1 == m ? 0 : place + 1
      rest[slot] -= pattern[slot]
      let value = values[slot] + lift[slot] - pattern[slot]
      let isMissing = value.isNaN
      sums[slot + 1] = (
        sums[slot].sum + (isMissing ? 0 : value), sums[slot].count + (isMissing ? 0 : 1)
      )
    }
    (self.lift, self.pattern, self.sums) = (lift, pattern, sums)
    let noise = LevelNoise.estimated(rest, breaks: exceptions.breaks)
    level = TwoSidedLevel(rest, breaks: exceptions.breaks, noise: noise)
    var sizes = level.errors.map(abs)
    errorScale = OrderStatistics.median(of: &sizes) * 1.4826
  }

  /// The median change over whole seasons, about a sixth of the series apart, per slot.
  private static func slope(_ y: [Double], seasonLength m: Int) -> Double {
    let lag = max(1, m * max(1, y.count / (6 * m)))
    guard y.count > 2 * lag else { return 0 }
    var changes: [Double] = []
    changes.reserveCapacity(y.count - lag)
    for slot in lag..<y.count {
      let change = y[slot] - y[slot - lag]
      if !change.isNaN { changes.append(change) }
    }
    return OrderStatistics.median(of: &changes) / Double(lag)
  }

  /// The median change per slot within the stretches between breaks; 0 where it is within twice its
  /// standard error.
  ///
  /// Changes across a break say nothing of the slope until its step is known, and a slope that is not
  /// there would take a part of the step. The standard error is that of a median of as many changes,
  /// fewer in proportion to how much more they vary than changes over one season, as on a random walk.
  private static func slope(_ y: [Double], between breaks: [Bool], seasonLength m: Int) -> Double {
    let starts = [0] + breaks.indices.filter { breaks[$0] } + [y.count]
    let longest = zip(starts.dropFirst(), starts).map { $0 - $1 }.max() ?? 0
    let lag = max(1, m * max(1, longest / (3 * m)))
    var far = changes(y, starts, lag)
    var near = changes(y, starts, max(1, m))
    let count = Double(far.count)
    guard count > 4 else { return 0 }
    let middle = OrderStatistics.median(of: &far)
    let spread = deviation(&far, around: middle)
    let least = deviation(&near, around: OrderStatistics.median(of: &near))
    let excess = least > 0 ? max(1, spread / least) : 1
    return abs(middle) > 2 * 1.2533 * spread * excess / count.squareRoot()
      ? middle / Double(lag) : 0
  }

  private static func changes(_ y: [Double], _ starts: [Int], _ lag: Int) -> [Double] {
    var found: [Double] = []
    for (start, end) in zip(starts, starts.dropFirst()) where start + lag < end {
      for slot in (start + lag)..<end {
        let change = y[slot] - y[slot - lag]
        if !change.isNaN { found.append(change) }
      }
    }
    return found
  }

  /// The robust standard deviation around a median; rearranges and replaces the values.
  private static func deviation(_ values: inout [Double], around middle: Double) -> Double {
    for index in values.indices { values[index] = abs(values[index] - middle) }
    return OrderStatistics.median(of: &values) * 1.4826
  }

  /// The value that a slot is expected to hold by those outside of a stretch.
  func expected(at slot: Int, within stretch: Range<Int>) -> TwoSidedLevel.Estimate {
    var level = level.expected(at: slot, within: stretch)
    level.mean += pattern[slot] - lift[slot]
    return level
  }

  /// The level from a slot on, without its season, on the scale of the search.
  func level(at slot: Int) -> Double {
    level.from(slot, acrossBreak: true).mean + slope * Double(slot) - lift[slot]
  }

  /// How far a value lies from its expectation, in standard deviations of that before scaling.
  func distance(at slot: Int) -> Double {
    let expected = expected(at: slot, within: slot..<slot + 1)
    let variance = expected.variance + level.noise.observation
    guard variance < .infinity, variance > 0 else { return .nan }
    return (values[slot] - expected.mean) / variance.squareRoot()
  }

  /// How far the level moves into a slot, in standard deviations of that before scaling.
  func move(at slot: Int) -> Double {
    let step = level.step(at: slot)
    guard step.variance < .infinity, step.variance > 0 else { return .nan }
    return (step.mean + exceptions.steps[slot]) / step.variance.squareRoot()
  }

  /// How far the mean of a stretch lies from the level around it, in standard deviations of that
  /// before scaling; 0 where the level around it moves as well.
  func departure(_ stretch: Range<Int>) -> Double {
    let (left, right) = (level.before(stretch.lowerBound), level.from(stretch.upperBound))
    let count = sums[stretch.upperBound].count - sums[stretch.lowerBound].count
    guard left.variance + right.variance < .infinity, count > 0 else { return 0 }
    let sum = sums[stretch.upperBound].sum - sums[stretch.lowerBound].sum
    let mean = sum / count - (left.mean + right.mean) / 2
    guard abs(right.mean - left.mean) < 0.4 * abs(mean) else { return 0 }
    let variance =
      level.noise.observation / count + level.noise.level * Double(stretch.count + 1) / 12
      + (left.variance + right.variance) / 4
    return mean / variance.squareRoot()
  }

  /// Whether every value of a stretch lies on the same side of the level around it.
  func isDeparture(_ stretch: Range<Int>) -> Bool {
    let middle =
      (level.before(stretch.lowerBound).mean + level.from(stretch.upperBound).mean) / 2
    let count = sums[stretch.upperBound].count - sums[stretch.lowerBound].count
    let sum = sums[stretch.upperBound].sum - sums[stretch.lowerBound].sum
    let least = 0.25 * (sum / max(1, count) - middle)
    return stretch.allSatisfy { slot in
      let gap = values[slot] + lift[slot] - pattern[slot] - middle
      return gap.isNaN || (least < 0 ? gap < least : gap > least)
    }
  }
}
