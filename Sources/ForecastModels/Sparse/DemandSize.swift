import Forecasting
import RealModule
import Statistics

/// The sizes of the demands to come: amounts are log-normal around a level, whole sizes 1 plus a
/// negative binomial number.
enum DemandSize: Sendable {
  case amount(AmountLevel, unit: Double)
  case whole(SizeFilter)

  /// The sizes of a history with at least one demand, each for what it stands.
  init(_ demand: DemandHistory, _ events: DemandEvents, _ exposure: DemandExposure) {
    guard !demand.isCount else {
      self = .whole(SizeFilter(demand.sizes, isCount: true))
      return
    }
    let sizes = zip(demand.sizes, exposure.of(events)).map { $0 / $1 }
    self = .amount(
      AmountLevel(sizes, prior: exposure.prior(events, unit: demand.unit)), unit: demand.unit)
  }

  /// The distribution of a size after so many expected demands, for what it stands.
  func distribution(after demands: Double, exposure: Double) -> ForecastDistribution {
    switch self {
    case .amount(let it, let unit):
      let variance = min(
        AmountLevel.largestVariance, it.variance + it.levelVariance + it.drift * demands)
      let logNormal = try? LogNormal(
        logMean: it.mean + Double.log(exposure), logStandardDeviation: variance.squareRoot(),
        unit: unit)
      return logNormal.map(ForecastDistribution.logNormal) ?? .certain(Double.exp(it.mean) * unit)
    case .whole(let it):
      let around = it.variance(at: it.mean)
      let moved = around * (1 / it.evidence + it.discount * it.discount * demands)
      let spread = around + moved + (it.mean > 0 ? it.dispersion * moved : 0)
      return .size(mean: 1 + it.mean, variance: spread, isCount: true, unit: 1)
    }
  }

  /// The sizes of one path: `came` tells in which periods there is one, `exposures` for what each stands;
  /// the others are 0.
  func draw(
    _ came: [Bool], _ exposures: [Double], into values: inout [Double],
    using generator: inout some RandomNumberGenerator
  ) {
    switch self {
    case .amount(let it, let unit):
      var level = it.mean + it.levelVariance.squareRoot() * generator.normal()
      for (isDemand, exposure) in zip(came, exposures) {
        guard isDemand else {
          values.append(0)
          continue
        }
        let size = Double.exp(level + it.variance.squareRoot() * generator.normal())
        values.append(size * exposure * unit)
        level += it.drift.squareRoot() * generator.normal()
      }
    case .whole(let it):
      let shape = max(1e-3, it.mean * it.mean * it.evidence / max(1e-300, it.variance(at: it.mean)))
      var mean = it.mean > 0 ? it.mean * generator.gamma(shape: shape) / shape : 0
      for isDemand in came {
        let excess = isDemand ? Self.excess(mean, it.dispersion, &generator) : 0
        values.append(isDemand ? 1 + excess : 0)
        if isDemand { mean += it.discount * (excess - mean) }
      }
    }
  }

  private static func excess(
    _ mean: Double, _ dispersion: Double, _ generator: inout some RandomNumberGenerator
  ) -> Double {
    let mean = min(mean, 1e12)
    guard mean > 0 else { return 0 }
    guard dispersion > 1e-9 else { return Double(generator.poisson(mean: mean)) }
    return Double(generator.negativeBinomial(mean: mean, size: 1 / dispersion))
  }
}
