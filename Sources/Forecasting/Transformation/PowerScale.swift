import RealModule
import Statistics
import TemporalData

/// A power transformation of a positive series, in a unit in which its values are near 1, less the mean
/// of the transforms.
///
/// The mean is taken off so that nothing depends on the unit of the series: where 0 lies on the
/// transformed scale has no meaning, and a model that multiplies would give it one.
struct PowerScale: Sendable {
  let transform: BoxCox
  /// A power of two near the geometric mean of the series.
  let unit: Double
  /// The mean of the transforms.
  let centre: Double
  /// The largest value a forecast may have, in units: it closes the range of a negative power.
  let ceiling: Double

  /// A thousand times the largest observed value bounds what a negative power can say.
  private static let headroom = 1_000.0

  /// The transformation of a history that is counted in `unit`.
  init(_ transform: BoxCox, of history: TimeSeries, unit: Double) {
    (self.transform, self.unit) = (transform, unit)
    var (sum, count, largest) = (0.0, 0.0, 0.0)
    for value in history.storage where !value.isNaN {
      sum += transform.transform(value)
      count += 1
      largest = max(largest, value)
    }
    centre = sum / max(1, count)
    let limit = Double.greatestFiniteMagnitude
    ceiling = transform.lambda < 0 ? min(limit, largest * Self.headroom) : limit
  }

  /// The transform of a value of the series.
  func forward(_ value: Double) -> Double { transform.transform(value / unit) - centre }

  /// The value with a transform.
  func back(_ transformed: Double) -> Double {
    unit * min(transform.inverse(transformed + centre), ceiling)
  }

  /// The logarithm of the density of a value relative to that of its transform.
  func logJacobian(_ value: Double) -> Double {
    (transform.lambda - 1) * Double.log(value / unit) - Double.log(unit)
  }

  /// The distribution of a value whose transform has a distribution: in closed form for a normal one
  /// and for mixtures of such, else a sample.
  func back(_ distribution: ForecastDistribution) -> ForecastDistribution {
    switch distribution {
    case .normal(let it): back(it)
    case .mixture(let it): it.mapped(back)
    default: .sample(distribution.representatives.map(back))
    }
  }

  private func back(_ normal: Normal) -> ForecastDistribution {
    let form = try? BoxCoxNormal(
      transformed: held(normal), transform: transform, unit: unit, ceiling: ceiling)
    return form.map { .boxCox($0) } ?? .normal(mean: .nan, standardDeviation: .nan)
  }

  /// A normal distribution whose median has a value and whose mean is one that can be expected.
  ///
  /// A median beyond the end of what has a transform is held at that end. With a power below 0.2 a
  /// spread of 2 on the scale of logarithms, a factor of 7 either way, says that nothing is known;
  /// soon after that the expected value would leave the central 80 %, and say less still. A negative
  /// power comes to its bound before that.
  private func held(_ normal: Normal) -> Normal {
    let lambda = transform.lambda
    var middle = normal.mean + centre
    if lambda > 0 { middle = max(middle, -1 / lambda) }
    if lambda < 0 { middle = min(middle, transform.transform(ceiling)) }
    let logSpread = lambda < 0 ? min(2, -0.25 / lambda) : lambda < 0.2 ? 2 : .infinity
    let widest = logSpread.isFinite ? logSpread * (1 + lambda * middle) : .infinity
    return Normal(
      clampedMean: middle, standardDeviation: min(normal.standardDeviation, widest))
  }
}

extension TimeSeries {
  /// The power of two at the mean binary exponent of the observed values; 1 if there is none.
  ///
  /// Positive values divided by it have a geometric mean near 1; a power of two shifts it exactly.
  var geometricUnit: Double {
    var (sum, count) = (0, 0)
    for value in storage where !value.isNaN && value != 0 {
      sum += Int(value.exponent)
      count += 1
    }
    guard count > 0 else { return 1 }
    let exponent = Double(sum) / Double(count)
    let least = Int(Double.leastNormalMagnitude.exponent)
    return Double(
      sign: .plus, exponent: max(least, Int(exponent.rounded(.down))), significand: 1)
  }
}
