import RealModule
import Statistics
import TemporalData

/// How a forecast is brought above a lower bound, below an upper bound, or to whole numbers.
///
/// With the distance d of the base model's mean to the bound, its spread s, and e a sixteenth of s or of
/// the mean distance in the history, whichever is smaller:
///
///     distance of the forecast's mean = d where d ≥ e, else e²/(2e − d)
///
/// so that a mean inside stays where it is, and one at or beyond the bound comes inside smoothly. The
/// distribution is the base model's through a map that bends within a fraction of s of the bound. A mean
/// so close to the bound that the map would squeeze all of it into the bend narrows the spread instead,
/// in proportion to the mean.
struct BoundScale: Sendable {
  private let range: ValueRange
  /// The bound, and whether values lie above it; nil without one.
  private let bound: (value: Double, isLower: Bool)?
  /// The mean distance of the history to the bound.
  private let level: Double

  /// The share of the spread within which the map bends.
  private static let softness = 0.2
  /// The smallest distance of a mean to the bound, in spreads.
  private static let nearest = 0.06
  /// The share of spread or level below which a distance is brought inside.
  private static let margin = 1.0 / 16
  /// A probability that is no mass.
  private static let negligible = 1e-9
  /// Counts above this are the nearest whole numbers of an amount.
  private static let largeCount = 200.0
  /// The most steps of a bisection for the place of a whole number's mean.
  private static let placings = 40

  /// The scale of a range with one bound, or of whole numbers; nil for any number.
  init?(_ range: ValueRange, history: TimeSeries) {
    guard range != .any else { return nil }
    self.range = range
    bound = range.lower.map { ($0, true) } ?? range.upper.map { ($0, false) }
    guard let bound else {
      level = 0
      return
    }
    let count = Double(history.observedCount)
    level = history.storage.reduce(0) {
      $1.isNaN ? $0 : $0 + ($1 - bound.value).magnitude / count
    }
  }

  /// The mean inside of the range for a mean of the base model.
  func mean(_ mean: Double, spread: Double) -> Double {
    guard let bound else { return mean }
    let distance = Self.distance(
      bound.isLower ? mean - bound.value : bound.value - mean, min(spread, level) * Self.margin)
    return bound.isLower ? bound.value + distance : bound.value - distance
  }

  private static func distance(_ distance: Double, _ margin: Double) -> Double {
    guard distance < margin else { return distance }
    return margin > 0 ? margin / (2 - distance / margin) : 0
  }

  /// The distribution inside of the range, with the map that took it there; nil for the identity.
  func forecast(_ base: ForecastDistribution) -> RangedStep {
    guard base.isFinite else { return RangedStep(base) }
    let (mean, spread) = (base.mean, base.standardDeviation)
    let inside = self.mean(mean, spread: spread)
    let wanted = range.isWhole ? RoundedDistribution.snapped(inside) : inside
    guard range.isWhole else { return amount(base, spread, wanted) }
    return whole(base, spread, wanted)
  }

  private func amount(
    _ base: ForecastDistribution, _ spread: Double, _ mean: Double
  ) -> RangedStep {
    guard let bound else { return RangedStep(base) }
    if isInside(base, bound.value) { return RangedStep(base) }
    guard spread > 0, let linked = linked(base, spread, mean, to: bound.value) else {
      return RangedStep(.certain(mean), link: nil)
    }
    return RangedStep(.linked(linked), link: linked.link)
  }

  private func isInside(_ base: ForecastDistribution, _ end: Double) -> Bool {
    guard let bound else { return true }
    return bound.isLower
      ? base.cdf(end.nextDown) <= Self.negligible : base.survival(end) <= Self.negligible
  }

  private func linked(
    _ base: ForecastDistribution, _ spread: Double, _ mean: Double, to end: Double
  ) -> LinkedDistribution? {
    guard let bound else { return nil }
    let kept = min(spread, (mean - end).magnitude / Self.nearest)
    let softness = Self.softness * kept
    let bounds: RangeLink.Bounds =
      bound.isLower ? .above(end, softness: softness) : .below(end, softness: softness)
    return LinkedDistribution(base, bounds, rate: kept / spread, mean: mean)
  }
}

// MARK: - Whole numbers

extension BoundScale {
  private func whole(
    _ base: ForecastDistribution, _ spread: Double, _ mean: Double
  ) -> RangedStep {
    if base.isWhole, bound.map({ isInside(base, $0.value) }) ?? true { return RangedStep(base) }
    guard spread > 1e-9 * max(1, mean.magnitude) else {
      return RangedStep(.nearestTo(mean), link: nil)
    }
    if let count = placed(base, mean) { return RangedStep(.rounded(count), base: base) }
    let amount = amount(base, spread, mean)
    let variance = amount.distribution.variance
    if let bound, bound.isLower, let count = count(mean, variance, above: bound.value) {
      return RangedStep(count, base: base)
    }
    if bound == nil, let rounded = try? RoundedDistribution(base) {
      return RangedStep(.rounded(rounded), base: base)
    }
    guard let rounded = rounded(base, spread, mean) else {
      return RangedStep(.nearestTo(mean), link: nil)
    }
    return RangedStep(.rounded(rounded.distribution), link: rounded.link)
  }

  /// The negative binomial distribution with a mean and a variance; nil where there is none.
  private func count(
    _ mean: Double, _ variance: Double, above bound: Double
  ) -> ForecastDistribution? {
    let excess = mean - bound
    guard excess > 0, excess <= Self.largeCount, variance >= excess else { return nil }
    let dispersion = (variance - excess) / (excess * excess)
    let count = try? NegativeBinomial(mean: mean, dispersion: dispersion, offset: bound)
    return count.map { .negativeBinomial($0) }
  }

  /// The nearest whole numbers of an amount that a map has brought above the bound before; nil for others.
  ///
  /// The quantiles of such an amount, a calibrated one, are meant: they are kept to the next number.
  /// The same distribution reaches half a number lower, where values become the bound itself, and is placed
  /// so that the mean of the numbers is `mean`: rounding moves it by a part of one that hardly depends on the
  /// place, so that the error itself is the next step.
  private func placed(_ base: ForecastDistribution, _ mean: Double) -> RoundedDistribution? {
    guard case .linked(let it) = base, case .above(let end, let softness) = it.link.bounds,
      let bound, bound.isLower, end >= bound.value, mean - end <= Self.largeCount
    else { return nil }
    let bounds = RangeLink.Bounds.above(end - 0.5, softness: softness)
    var place = mean
    for _ in 0..<Self.placings {
      guard place > end - 0.5,
        let linked = LinkedDistribution(it.base, bounds, rate: it.link.rate, mean: place),
        let found = try? RoundedDistribution(.linked(linked))
      else { return nil }
      let excess = found.mean - mean
      if excess.magnitude <= 1e-8 * max(1, mean.magnitude) { return found }
      // Not onto the end itself, which no mean can have.
      place = max(place - excess, (place + end - 0.5) / 2)
    }
    return nil
  }

  /// The nearest whole numbers of an amount that is placed so that their mean is `mean`.
  private func rounded(
    _ base: ForecastDistribution, _ spread: Double, _ mean: Double
  ) -> (distribution: RoundedDistribution, link: RangeLink)? {
    guard let bound else { return nil }
    let end = bound.value + (bound.isLower ? -0.5 : 0.5)
    func placed(at middle: Double) -> (distribution: RoundedDistribution, link: RangeLink)? {
      guard let linked = linked(base, spread, middle, to: end),
        let rounded = try? RoundedDistribution(.linked(linked))
      else { return nil }
      return (rounded, linked.link)
    }
    guard spread < 2 else { return placed(at: mean) }
    // Rounding moves a mean by less than one half, and away from a bound by more than nothing.
    var (low, high) = (mean - 0.5, mean + 0.5)
    if bound.isLower { low = max(low, end) } else { high = min(high, end) }
    for _ in 0..<Self.placings {
      let middle = (low + high) / 2
      guard let next = placed(at: middle) else { return nil }
      let excess = next.distribution.mean - mean
      if excess < 0 { low = middle } else { high = middle }
      // The mean rises by about as much as the place: a step of twice the error brackets it.
      low = max(low, middle - 2 * max(excess, 0))
      high = min(high, middle + 2 * max(-excess, 0))
      if high - low < 1e-9 { break }
    }
    return placed(at: (low + high) / 2)
  }
}

extension ForecastDistribution {
  /// Whether every value and every quantile is a whole number.
  var isWhole: Bool {
    switch self {
    case .negativeBinomial: true
    case .rounded(let it): it.unit == 1
    case .normal(let it): it.standardDeviation == 0 && it.mean == it.mean.rounded()
    case .mixture(let it): it.components.allSatisfy(\.isWhole)
    case .discrete(let it): it.values.allSatisfy { $0 == $0.rounded() }
    case .logNormal, .gamma, .boxCox, .empirical, .linked: false
    }
  }

  /// The one or two whole numbers next to a value, with that value as their mean.
  static func nearestTo(_ mean: Double) -> ForecastDistribution {
    let low = mean.rounded(.down)
    guard mean > low, mean.magnitude < 1e15 else { return .certain(low) }
    let both = try? Mixture<ForecastDistribution>(
      [.certain(low), .certain(low + 1)], weights: [low + 1 - mean, mean - low])
    return both.map { .mixture($0) } ?? .certain(low)
  }
}
