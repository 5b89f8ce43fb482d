import RealModule
import TemporalData

/// A history of shares as whole numbers of whole numbers.
struct ShareHistory: Sendable {
  /// What was counted, by period; 0 where nothing is known.
  let parts: [Double]
  /// Of how many, by period; 0 where nothing is known.
  let sizes: [Double]
  /// The periods from the first to the last.
  let periods: PeriodRange

  /// The largest denominator that is counted rather than measured: of more cases chance moves no share by
  /// more than .16 points, and whole amounts of money are not taken for cases.
  private static let largest = 1e5

  /// The counts behind the shares of `upper`; nil if a value is no whole number of a whole number.
  init?(_ history: TimeSeries, exposure: TimeSeries, upper: Double) {
    var (parts, sizes) = ([Double](), [Double]())
    for (period, value) in zip(history.periods, history.storage) {
      guard !value.isNaN else {
        parts.append(0)
        sizes.append(0)
        continue
      }
      guard let size = exposure[period], size >= 1, size <= Self.largest, size == size.rounded()
      else { return nil }
      let part = size * value / upper
      let whole = part.rounded()
      guard whole >= 0, whole <= size, (part - whole).magnitude < 1e-6 * max(1, part) else {
        return nil
      }
      parts.append(whole)
      sizes.append(size)
    }
    guard sizes.contains(where: { $0 > 0 }) else { return nil }
    (self.parts, self.sizes, periods) = (parts, sizes, history.periods)
  }

  /// The number of observed shares.
  var observations: Int { sizes.count { $0 > 0 } }
}

/// A rate and how many cases that knowledge is worth.
struct RateStrength: Hashable, Sendable {
  var rate: Double
  var strength: Double

  /// What is known before anything: half a case either way (Jeffreys).
  static let vague = RateStrength(rate: 0.5, strength: 1)
}
