import RealModule
import Statistics

/// Mean and standard deviation, in units and without the offset, of a number whose power transform is
/// normal.
///
/// Integrals of x(z) against the normal density of z, with x = inverse(μ + σz): by Gauss–Hermite
/// quadrature where x is smooth over all z that matter, else by Gauss–Legendre panels. Where the power is
/// not 0, x has a branch point at the z whose transform is −1/k: panels of Gauss–Legendre points halve
/// towards it. Below the branch point of a positive power x is 0, beyond the ceiling it is the
/// ceiling; those two add their probabilities.
struct PowerMoments {
  private let distribution: BoxCoxNormal
  private let centre: Double
  private let spread: Double
  private let lambda: Double

  /// The z-distance beyond which nothing is left to integrate.
  private static let reach = 10.0
  /// Panels are no wider than this in z.
  private static let widest = 1.25

  init(_ distribution: BoxCoxNormal) {
    self.distribution = distribution
    centre = distribution.transformed.mean
    spread = distribution.transformed.standardDeviation
    lambda = distribution.transform.lambda
  }

  var mean: Double {
    guard spread > 0 else { return distribution.units(of: centre) }
    if let logNormal { return logNormal.mean }
    // Around the median, so that a narrow distribution keeps the digits of its centre.
    let median = distribution.units(of: centre)
    return median + expectation(degree: 1) { $0 - median }
  }

  var standardDeviation: Double {
    guard spread > 0 else { return 0 }
    if let logNormal { return logNormal.standardDeviation }
    let mean = mean
    guard mean > 0, mean.isFinite else { return mean }
    // Relative to the mean, so that no square leaves the range of numbers.
    let share = expectation(degree: 2) { ($0 / mean - 1) * ($0 / mean - 1) }
    return mean * Double.sqrt(share)
  }

  /// The closed form of power 0 without a ceiling.
  private var logNormal: LogNormal? {
    guard lambda == 0, distribution.ceiling == .greatestFiniteMagnitude else { return nil }
    return try? LogNormal(logMean: centre, logStandardDeviation: spread)
  }

  /// The expected value of a function of x that grows no faster than a power of this degree.
  private func expectation(degree: Double, _ value: (Double) -> Double) -> Double {
    if isSmooth(degree) { return smoothExpectation(value) }
    let branch = lambda == 0 ? -Double.infinity : (-1 / lambda - centre) / spread
    let top = (distribution.transform.transform(distribution.ceiling) - centre) / spread
    let floor = lambda > 0 ? branch : -.infinity
    let low = max(floor, -Self.reach)
    let high = min(top, max(0, peak(degree)) + Self.reach)
    var sum = 0.0
    if floor > -.infinity { sum += value(0) * StandardNormal.cdf(floor) }
    // Beyond 40 the probability is 0, and the ceiling may be the end of the range of numbers.
    if top < 40 { sum += value(distribution.ceiling) * StandardNormal.survival(top) }
    guard low < high, (high - low).isFinite else { return sum }
    var from = low
    while from < high {
      let to = min(high, from + width(at: from, towards: branch, of: high - low))
      sum += panel(from, to, value)
      from = to
    }
    return sum
  }

  /// Whether sixteen points see all of x: its branch point is ten standard deviations away, and x,
  /// which grows like exp(sz) at first, does not outgrow them.
  private func isSmooth(_ degree: Double) -> Bool {
    let base = 1 + lambda * centre
    let growth = spread / base
    return base > 0 && growth * degree < 2 && lambda.magnitude * growth < 0.1
      && distribution.units(of: centre + 10 * spread) < distribution.ceiling
  }

  /// Sixteen-point Gauss–Hermite quadrature; Abramowitz and Stegun (1964), section 25.4.46.
  private func smoothExpectation(_ value: (Double) -> Double) -> Double {
    var sum = 0.0
    for (node, weight) in Self.hermite {
      let step = spread * node
      sum +=
        weight
        * (value(distribution.units(of: centre + step))
          + value(distribution.units(of: centre - step)))
    }
    return sum
  }

  /// Where x raised to the degree, times the normal density, is largest for a power of 0 or above:
  /// the root of z(1 + kμ + kσz) = degree · σ.
  private func peak(_ degree: Double) -> Double {
    guard lambda > 0 else { return lambda == 0 ? degree * spread : Self.reach }
    let base = 1 + lambda * centre
    let slope = lambda * spread
    return (Double.sqrt(base * base + 4 * degree * slope * spread) - base) / (2 * slope)
  }

  /// The width of the panel from z on: the distance to the branch point, within limits.
  private func width(at z: Double, towards branch: Double, of range: Double) -> Double {
    let distance = branch < z ? z - branch : (branch - z) / 2
    return max(1e-6 * range, min(max(Self.widest, range / 500), distance))
  }

  /// Eight-point Gauss–Legendre quadrature over one panel.
  ///
  /// M. Abramowitz, I. A. Stegun, *Handbook of Mathematical Functions* (1964), table 25.4.
  private func panel(_ from: Double, _ to: Double, _ value: (Double) -> Double) -> Double {
    let (middle, half) = ((from + to) / 2, (to - from) / 2)
    var sum = 0.0
    for (node, weight) in Self.nodes {
      sum += weight * (density(middle - half * node, value) + density(middle + half * node, value))
    }
    return half * sum
  }

  private func density(_ z: Double, _ value: (Double) -> Double) -> Double {
    value(distribution.units(of: centre + spread * z)) * Double.exp(StandardNormal.logDensity(z))
  }

  private static let nodes: [(node: Double, weight: Double)] = [
    (0.1834346424956498, 0.3626837833783620), (0.5255324099163290, 0.3137066458778873),
    (0.7966664774136267, 0.2223810344533745), (0.9602898564975363, 0.1012285362903763),
  ]

  private static let hermite: [(node: Double, weight: Double)] = [
    (0.3867606045005574, 0.286568521238012), (1.163829100554965, 0.1583383727509497),
    (1.951980345716333, 0.04728475235401406), (2.760245047630701, 0.007266937601184749),
    (3.600873624171549, 0.0005259849265739087), (4.492955302520011, 1.530003216248732e-05),
    (5.472225705949343, 1.309473216286817e-07), (6.630878198393129, 1.497814723161841e-10),
  ]
}
