/// Local regression over equally spaced slots: at each slot a constant or a line, fitted to the
/// values around it.
///
/// The value at slot x is that of a weighted least-squares fit to the `window` slots nearest to x.
/// A slot at distance d weighs (1 − (d/h)³)³ times its own weight, where h is the distance of the
/// farthest slot of the window. A window longer than the data hangs over both ends: with n slots, h
/// grows by half of `window` − n, rounded down.
///
/// | Name | Meaning | Range |
/// |---|---|---|
/// | `window` | slots per fit (q in the paper); an even number is raised by one | at least 3 |
/// | `degree` | a local constant or a local line | |
/// | `jump` | a fit at every `jump`-th slot and at the last, straight lines between | at least 1 |
///
/// Values outside these ranges are raised to the least allowed.
///
/// Reference: W. S. Cleveland and S. J. Devlin, *Locally weighted regression*, Journal of the
/// American Statistical Association 83 (1988), doi:10.1080/01621459.1988.10478639.
public struct Loess: Hashable, Sendable {
  /// What is fitted around each slot.
  public enum Degree: Int, Hashable, Sendable, Codable {
    /// A weighted mean.
    case constant = 0
    /// A straight line.
    case linear = 1
  }

  /// Slots per fit, odd.
  public let window: Int
  /// What is fitted around each slot.
  public let degree: Degree
  /// The distance between the slots at which a fit is made.
  public let jump: Int

  /// A smoother; see the table for the meaning of the parameters.
  public init(window: Int, degree: Degree = .linear, jump: Int = 1) {
    let least = max(3, min(window, Int.max - 1))
    self.window = least % 2 == 0 ? least + 1 : least
    self.degree = degree
    self.jump = max(1, jump)
  }

  /// The smoothed values, one per slot.
  ///
  /// Where no value near a slot has a weight, or a line would rest on one value beside the slot,
  /// the window grows. Without any weight at all the result is NaN. O(n · window / jump).
  ///
  /// - Parameters:
  ///   - values: the values; those of weight 0 may be NaN.
  ///   - weights: one weight per value, at least 0.
  public func smooth(_ values: [Double], weights: [Double]) -> [Double] {
    precondition(values.count == weights.count, "one weight per value")
    guard let last = values.indices.last else { return [] }
    var result = values
    var knot = 0
    result[0] = estimate(at: 0, values.span, weights.span)
    while knot < last {
      let next = min(last, knot + min(jump, last - knot))
      result[next] = estimate(at: next, values.span, weights.span)
      let slope = (result[next] - result[knot]) / Double(next - knot)
      for slot in (knot + 1)..<max(knot + 1, next) {
        result[slot] = result[knot] + slope * Double(slot - knot)
      }
      knot = next
    }
    return result
  }

  /// The fit at one slot, which may lie outside the data.
  func estimate(at slot: Int, _ values: Span<Double>, _ weights: Span<Double>) -> Double {
    var reach = window
    while true {
      let sums = localSums(at: slot, reach: reach, values, weights)
      let value = degree == .linear ? sums.line(range: Double(values.count - 1)) : sums.mean
      if !value.isNaN { return value }
      // Beyond four times the data every slot has taken part.
      if reach / 4 > values.count + 2 { return sums.mean }
      reach = 2 * reach + 1
    }
  }

  /// The sums of the local fit over the `reach` nearest slots.
  private func localSums(
    at slot: Int, reach: Int, _ values: Span<Double>, _ weights: Span<Double>
  ) -> LocalSums {
    let count = values.count
    let first = max(0, min(slot - reach / 2, count - reach))
    let last = min(count, first + reach) - 1
    let bandwidth = Double(max(slot - first, last - slot) + max(0, reach - count) / 2)
    var sums = LocalSums()
    for near in first...last where weights[near] > 0 {
      let distance = Double(near - slot)
      let share = bandwidth > 0 ? distance.magnitude / bandwidth : 0
      let tricube = 1 - share * share * share
      sums.add(values[near], at: distance, weight: tricube * tricube * tricube * weights[near])
    }
    return sums
  }
}

/// Weighted sums of a local fit: of w, w·d, w·d², w·y and w·d·y over the distances d from the slot.
private struct LocalSums {
  private var w = 0.0, wd = 0.0, wdd = 0.0, wy = 0.0, wdy = 0.0

  mutating func add(_ value: Double, at distance: Double, weight: Double) {
    w += weight
    wd += weight * distance
    wdd += weight * distance * distance
    wy += weight * value
    wdy += weight * distance * value
  }

  /// The weighted mean; NaN without weights.
  var mean: Double { w > 0 ? wy / w : .nan }

  /// The least-squares line at distance 0.
  ///
  /// Slots that lie too close together (less than a thousandth of the range) carry no slope: the
  /// mean stands in if the slot itself is among them, otherwise NaN.
  func line(range: Double) -> Double {
    guard w > 0 else { return .nan }
    let centre = wd / w
    let spread = wdd / w - centre * centre
    guard spread.squareRoot() > 0.001 * range else {
      return centre.magnitude < 0.5 ? mean : .nan
    }
    let slope = (wdy / w - centre * mean) / spread
    return mean - slope * centre
  }
}
