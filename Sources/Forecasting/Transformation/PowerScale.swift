import RealModule
import Statistics
import TemporalData

/// A power transformation of a positive series, in a unit in which its values are near 1.
struct PowerScale: Sendable {
  let transform: BoxCox
  /// A power of two near the geometric mean of the series.
  let unit: Double
  /// The largest value a forecast may have, in units: it closes the range of a negative power.
  let ceiling: Double

  /// A thousand times the largest observed value bounds what a negative power can say.
  private static let headroom = 1_000.0

  /// The unit and the bound of a history whose values are all positive.
  init(_ transform: BoxCox, for history: TimeSeries) {
    self.transform = transform
    var (sum, count, largest) = (0.0, 0.0, 0.0)
    for value in history.storage where !value.isNaN {
      sum += Double.log(value)
      count += 1
      largest = max(largest, value)
    }
    let exponent = (sum / max(1, count) / Double.log(2)).rounded(.down)
    let least = Double(Double.leastNormalMagnitude.exponent)
    unit = Double(sign: .plus, exponent: Int(max(least, min(1023, exponent))), significand: 1)
    ceiling =
      transform.lambda < 0
      ? min(.greatestFiniteMagnitude, largest / unit * Self.headroom) : .greatestFiniteMagnitude
  }

  /// The transform of a value of the series.
  func forward(_ value: Double) -> Double { transform.transform(value / unit) }

  /// The value with a transform.
  func back(_ transformed: Double) -> Double {
    unit * min(transform.inverse(transformed), ceiling)
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
    if transform.lambda == 0 {
      let form = try? LogNormal(
        logMean: normal.mean + Double.log(unit), logStandardDeviation: normal.standardDeviation)
      return form.map { .logNormal($0) } ?? .normal(mean: .nan, standardDeviation: .nan)
    }
    let form = try? BoxCoxNormal(
      transformed: normal, transform: transform, unit: unit, ceiling: ceiling)
    return form.map { .boxCox($0) } ?? .normal(mean: .nan, standardDeviation: .nan)
  }
}
