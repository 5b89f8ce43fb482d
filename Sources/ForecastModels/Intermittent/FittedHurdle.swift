import Forecasting
import RealModule
import Statistics
import TemporalData

/// Occurrence and size of demands estimated from one series.
public struct FittedHurdle: FittedModel {
  /// `Hurdle`.
  public var name: String { "Hurdle" }
  /// The estimates and the measures of fit.
  public let summary: FitSummary
  /// The probability of a demand times its mean size, before each period.
  public let fittedValues: TimeSeries

  private let occurrence: OccurrenceFilter
  private let size: SizeFilter
  private let unit: Double
  private let gap: Int
  /// The smallest size: 1 of whole sizes, 0 of amounts.
  private let least: Double

  init(_ demand: DemandHistory, reason: String?) {
    let occurrence = OccurrenceFilter(demand.values.map { $0 > 0 })
    let size = SizeFilter(demand.sizes, isCount: demand.isCount)
    (self.occurrence, self.size) = (occurrence, size)
    (unit, gap, least) = (demand.unit, demand.gap, demand.isCount ? 1 : 0)
    var (seen, fitted) = (0, [Double]())
    for (value, probability) in zip(demand.values, occurrence.before) {
      let mean = seen < size.before.count ? size.before[seen] : size.mean
      fitted.append(probability * (least + mean))
      if value > 0 { seen += 1 }
    }
    fittedValues = demand.series(fitted)
    let count = Double(demand.values.count)
    let estimated = 2 + (occurrence.discount > 0 ? 1.0 : 0) + (size.discount > 0 ? 1 : 0)
    let logLikelihood =
      occurrence.logLikelihood + size.logLikelihood
      - Double(demand.sizes.count) * Double.log(demand.unit)
    let spare = count - estimated - 1
    summary = FitSummary(
      observations: demand.values.count,
      parameters: [
        .init("alpha (occurrence)", occurrence.discount), .init("alpha (size)", size.discount),
        .init(demand.isCount ? "dispersion" : "squared variation", size.dispersion),
        .init("probability", occurrence.probability), .init("size", (least + size.mean) * unit),
      ],
      logLikelihood: logLikelihood,
      correctedAIC: spare > 0 ? 2 * (estimated * count / spare - logLikelihood) : nil,
      residualStandardDeviation: demand.residualDeviation(fitted), fallbackReason: reason)
  }

  /// The distribution of a size some steps ahead.
  ///
  /// The variance of the mean is that of its estimate and grows by b²v with every demand expected
  /// on the way: x is drawn around a mean that has moved.
  private func size(stepsAhead step: Int) -> ForecastDistribution {
    let around = size.variance(at: size.mean)
    let demands = occurrence.probability * Double(gap + step - 1)
    let moved = around * (1 / size.evidence + size.discount * size.discount * demands)
    let spread = around + moved + (size.mean > 0 ? size.dispersion * moved : 0)
    return .size(
      mean: least + size.mean, variance: spread, isCount: size.isCount, unit: unit)
  }

  /// The chance of a demand and its size, some steps ahead.
  func demand(stepsAhead step: Int) -> DemandDistribution {
    DemandDistribution(probability: occurrence.probability, size: size(stepsAhead: step))
  }

  /// A certain 0 and a size, mixed.
  public func forecast(horizon: Int) -> Forecast {
    Forecast(
      model: name, start: fittedValues.end,
      distributions: (1...horizon).map { demand(stepsAhead: $0).marginal })
  }

  /// Paths on which probability and size are drawn once and then learn from what comes.
  public func simulate(
    horizon: Int, paths: Int, using generator: inout some RandomNumberGenerator
  ) -> SamplePaths {
    SamplePaths(from: fittedValues.end, horizon: horizon, paths: paths) { values in
      var chance = generator.beta(occurrence.evidence.demand, occurrence.evidence.none)
      let sample = generator.gamma(shape: shape(of: size.mean))
      var mean = size.mean * (size.mean > 0 ? sample / shape(of: size.mean) : 1)
      for step in 0..<(gap + horizon) {
        let isDemand = generator.uniform() < chance
        let excess = isDemand ? drawSize(mean, &generator) : 0
        if step >= gap { values.append(isDemand ? (least + excess) * unit : 0) }
        chance += occurrence.discount * ((isDemand ? 1 : 0) - chance)
        if isDemand { mean += size.discount * (excess - mean) }
      }
    }
  }

  /// The shape of a gamma number with the mean and variance of the estimated mean.
  private func shape(of mean: Double) -> Double {
    let variance = size.variance(at: mean) / size.evidence
    return variance > 0 ? min(1e9, max(1e-3, mean * mean / variance)) : 1e9
  }

  private func drawSize(
    _ mean: Double, _ generator: inout some RandomNumberGenerator
  ) -> Double {
    guard mean > 0 else { return 0 }
    guard size.dispersion > 1e-9 else {
      return size.isCount ? Double(generator.poisson(mean: min(mean, 1e12))) : mean
    }
    let shape = 1 / size.dispersion
    return size.isCount
      ? Double(generator.negativeBinomial(mean: min(mean, 1e12), size: shape))
      : mean * generator.gamma(shape: shape) * size.dispersion
  }
}
