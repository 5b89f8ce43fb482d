import RealModule
import Statistics
import TemporalData

/// The scaled logit of values between two bounds, and the way back.
///
///     z = log(p / (1 − p)),   p = (value − lower) / (upper − lower)
///
/// A history with values on a bound is taken for whole numbers x of n, with 1/n the distance of the
/// nearest other value to a bound, and forecasts are too: what was on a bound can be there again. Where
/// values are known to be x of n, both whole, that n is used. Either way z is the empirical logit
/// z = log((x + ½)/(n − x + ½)), whose sampling variance is about
/// (n + 1)(n + 2) / (n (x + 1)(n − x + 1)) (Gart and Zweifel 1967). A base model fitted to those z has in
/// its spread the sampling variance of the past; on the way back that is exchanged for the variance
/// with the denominator expected ahead, and the share is rounded to one of that denominator: 4 of 4 can
/// happen.
struct ShareScale: Sendable {
  private let lower: Double
  private let width: Double
  /// What stands for n where it is not known; nil if no value lies on a bound.
  private let size: Double?
  /// The distance of two possible values; nil if any can occur.
  private var unit: Double?
  private var sampling: Sampling?
  private let isWhole: Bool

  /// What is known of the denominators.
  private struct Sampling: Sendable {
    /// By period.
    let exposure: TimeSeries
    /// The one expected ahead, a whole number.
    var ahead: Double
    /// The mean sampling variance of the logits of the past.
    let pastVariance: Double
  }

  /// Beyond this spread of logits, a factor of 12 in the odds either way, nothing is known.
  private static let widest = 2.5
  /// The share of a spread that is never taken for sampling error.
  private static let persistent = 0.05
  /// Rounding to shares of more than this changes nothing.
  private static let largeExposure = 1e9
  /// The number of last denominators that stand for those ahead.
  private static let recent = 12

  /// The scale of a range with two bounds; nil for other ranges.
  init?(_ range: ValueRange, history: TimeSeries, exposure: TimeSeries?) {
    guard let lower = range.lower, let upper = range.upper else { return nil }
    (self.lower, width, isWhole) = (lower, upper - lower, range.isWhole)
    size = range.isWhole ? upper - lower : Self.apparentSize(history, lower, upper)
    sampling = lower == 0 ? exposure.flatMap { Self.sampling(history, $0, upper) } : nil
    let steps = sampling?.ahead ?? size
    unit = range.isWhole ? 1 : steps.map { (upper - lower) / $0 }
  }

  /// Whether every value is a whole number of a whole number.
  var knowsDenominators: Bool { sampling != nil }

  /// The scale for a period in which this many cases are expected.
  func expecting(_ size: Double) -> ShareScale {
    guard sampling != nil, size >= 1 else { return self }
    var other = self
    let ahead = min(size, Self.largeExposure).rounded()
    other.sampling?.ahead = ahead
    if !isWhole { other.unit = width / ahead }
    return other
  }

  /// One over the smallest distance of a value to a bound that it is not on, as a share of the width;
  /// nil if no value lies on a bound.
  private static func apparentSize(
    _ history: TimeSeries, _ lower: Double, _ upper: Double
  ) -> Double? {
    guard history.storage.contains(where: { $0 == lower || $0 == upper }) else { return nil }
    var smallest = 1.0
    for value in history.storage where value > lower && value < upper {
      smallest = min(smallest, min(value - lower, upper - value) / (upper - lower))
    }
    let size = smallest < 1 ? 1 / smallest : Double(history.observedCount + 1)
    return min(size, Self.largeExposure).rounded()
  }

  /// Denominators, if every value is a whole number of a whole number.
  private static func sampling(
    _ history: TimeSeries, _ exposure: TimeSeries, _ upper: Double
  ) -> Sampling? {
    var (variance, sizes) = (0.0, [Double]())
    for (period, value) in zip(history.periods, history.storage) where !value.isNaN {
      guard let size = exposure[period], size >= 1, size == size.rounded(), size <= largeExposure
      else { return nil }
      let part = size * value / upper
      guard (part - part.rounded()).magnitude < 1e-6 * max(1, part) else { return nil }
      variance += logitVariance(part.rounded(), of: size)
      sizes.append(size)
    }
    guard !sizes.isEmpty else { return nil }
    let ahead = Quantile.ofSorted(sizes.suffix(recent).sorted(), 0.5)
    return Sampling(
      exposure: exposure, ahead: ahead.rounded(), pastVariance: variance / Double(sizes.count))
  }

  /// The sampling variance of an empirical logit.
  private static func logitVariance(_ part: Double, of size: Double) -> Double {
    (size + 1) / size * ((size + 2) / ((part + 1) * (size - part + 1)))
  }

  /// The logits of a history.
  func forward(_ history: TimeSeries) -> TimeSeries {
    let logits = zip(history.periods, history.storage).map { period, value -> Double in
      let share = (value - lower) / width
      if let exposed = sampling?.exposure[period] {
        return Self.logit((exposed * share).rounded(), of: exposed)
      }
      return Self.logit(share * (size ?? 1), of: size ?? 1, room: size == nil ? 0 : 0.5)
    }
    return TimeSeries(start: history.start, storage: logits)
  }

  private static func logit(_ part: Double, of size: Double, room: Double = 0.5) -> Double {
    Double.log((part + room) / (size - part + room))
  }

  /// The bounds of the map back: half a step beyond the range where values are rounded, which undoes the
  /// empirical logit at the denominator ahead.
  private var bounds: RangeLink.Bounds {
    let room = (unit ?? 0) / 2
    return .within(lower - room, lower + width + room)
  }

  /// The distribution of the value for one of its logit.
  func forecast(_ base: ForecastDistribution) -> RangedStep {
    guard base.isFinite else { return RangedStep(base) }
    let (mean, spread) = (base.mean, base.standardDeviation)
    let wanted = min(Double.sqrt(variance(spread * spread, at: mean)), Self.widest)
    guard wanted > 0, spread > 0 else {
      let certain = ForecastDistribution.normal(mean: mean, standardDeviation: wanted)
      guard wanted > 0, let link = try? RangeLink(bounds) else {
        return RangedStep(.certain(point(mean)), link: nil)
      }
      return step(certain, link)
    }
    let rate = wanted / spread
    guard let link = try? RangeLink(bounds, origin: mean - mean / rate, rate: rate) else {
      return RangedStep(.certain(point(mean)), link: nil)
    }
    return step(base, link)
  }

  private func step(_ base: ForecastDistribution, _ link: RangeLink) -> RangedStep {
    let linked = ForecastDistribution.linked(LinkedDistribution(base, link))
    guard let unit else { return RangedStep(linked, link: link) }
    let rounded = try? RoundedDistribution(linked, unit: unit)
    return RangedStep(rounded.map { .rounded($0) } ?? linked, link: link)
  }

  /// The value of one logit.
  private func point(_ mean: Double) -> Double {
    let value = (try? RangeLink(bounds))?.value(mean) ?? lower + width / 2
    guard let unit else { return value }
    return min(max(unit * (value / unit).rounded(), lower), lower + width)
  }

  /// The value of a logit, whole number or not.
  func value(ofLogit logit: Double) -> Double { lower + width / (1 + Double.exp(-logit)) }

  /// The variance of a logit ahead, for that of the base model.
  private func variance(_ variance: Double, at mean: Double) -> Double {
    guard let sampling else { return variance }
    let tail = Double.exp(-mean.magnitude)
    let rare = tail / (1 + tail)
    let ahead = Self.logitVariance(rare * sampling.ahead, of: sampling.ahead)
    return max(variance - sampling.pastVariance, Self.persistent * variance) + ahead
  }

  /// The expected value if the base model's mean moved to `mean`.
  func mean(_ mean: Double, _ base: ForecastDistribution) -> Double {
    forecast(base.shifted(by: mean - base.mean)).distribution.mean
  }

  /// The value that belongs to a logit, and its change per unit of the logit.
  func place(of logit: Double) -> (value: Double, slope: Double) {
    let tail = Double.exp(-logit.magnitude)
    let share = logit < 0 ? tail / (1 + tail) : 1 / (1 + tail)
    return (lower + width * share, width * share * (1 - share))
  }

  /// The logarithm of the derivative of the logit by the value, summed over a history.
  func logJacobian(_ history: TimeSeries) -> Double {
    history.storage.reduce(0) { sum, value in
      guard !value.isNaN else { return sum }
      let room = size.map { 0.5 / $0 } ?? 0
      let share = (value - lower) / width
      return sum - Double.log((share + room) * (1 - share + room)) - Double.log(width)
    }
  }
}
