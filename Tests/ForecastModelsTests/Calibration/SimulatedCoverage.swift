import Forecasting
import Statistics
import TemporalData

/// Where outcomes fell in the distributions that were forecast for them.
///
/// An outcome y falls at F(y−) + V·(F(y) − F(y−)), V uniform: evenly over 0…1 if the distribution F is
/// right, also where single values have a probability, as counts do (J. B. Brockwell, *Universal
/// residuals*, Stat. Probab. Lett. 77 (2007); C. Czado, T. Gneiting, L. Held, *Predictive model
/// assessment for count data*, Biometrics 65 (2009), doi:10.1111/j.1541-0420.2009.01191.x). An interval
/// of counts from quantile to quantile can only hold more than its level.
struct SimulatedCoverage {
  /// One place per series and step.
  private var places: [[Double]] = []
  /// One place per series, of the total over the horizon.
  private(set) var totals: [Double] = []

  /// Adds a series whose forecast and paths are known.
  mutating func add(
    _ forecast: Forecast, paths: SamplePaths, outcome: [Double], seed: Int
  ) {
    var stream = RandomStream(seed: UInt64(seed), key: "place")
    places.append(
      zip(forecast.distributions, outcome).map { distribution, value in
        let below = distribution.cdf(value.nextDown)
        return below + stream.uniform() * (distribution.cdf(value) - below)
      })
    let sums = paths.totals(over: paths.periods)
    let total = outcome.reduce(0, +)
    let (below, ties) = (sums.count { $0 < total }, sums.count { $0 == total })
    totals.append(
      (Double(below) + stream.uniform() * Double(ties + 1)) / Double(sums.count + 1))
  }

  /// The share of outcomes inside of the central interval of a level, over all steps or some.
  func share(_ level: Double, steps: Range<Int>? = nil) -> Double {
    Self.share(places.flatMap { Array($0[steps ?? 0..<$0.count]) }, level)
  }

  /// The share of totals inside of the central interval of a level.
  func shareOfTotals(_ level: Double) -> Double { Self.share(totals, level) }

  private static func share(_ places: [Double], _ level: Double) -> Double {
    let inside = places.count { ($0 - 0.5).magnitude <= level / 2 }
    return Double(inside) / Double(places.count)
  }
}
