import Forecasting
import RealModule
import Statistics
import TemporalData

/// Demands, sizes and activity estimated from one series.
public struct FittedRenewal: FittedModel {
  /// `Renewal`.
  public var name: String { "Renewal" }
  /// The estimates and the measures of fit.
  public let summary: FitSummary
  /// The mean size times the share of periods with a demand so far, before each period.
  public let fittedValues: TimeSeries

  let occurrence: Occurrence
  let size: DemandSize
  private let exposure: DemandExposure

  init(
    _ demand: DemandHistory, _ events: DemandEvents, _ occurrence: Occurrence,
    _ shape: DemandShape?, reason: String? = nil
  ) {
    self.occurrence = occurrence
    exposure = DemandExposure(shape, beat: occurrence.beat, last: events.first + events.last)
    size = DemandSize(demand, events, exposure)
    let fitted = demand.runningRates
    fittedValues = demand.series(fitted)
    let next = occurrence.ahead(horizon: 1)
    summary = FitSummary(
      observations: demand.values.count,
      parameters: [
        .init("active", occurrence.active), .init("probability", next.demand[0]),
        .init("size", size.distribution(after: 0, exposure: 1).mean),
      ],
      residualStandardDeviation: demand.residualDeviation(fitted), fallbackReason: reason)
  }

  /// The probability that the series is active in the last period of its history.
  public var probabilityActive: Double { occurrence.active }

  /// The probability of being active in each of the periods ahead.
  public func activity(horizon: Int) -> [Double] { occurrence.ahead(horizon: horizon).active }

  /// The chance of a demand in each of the periods ahead, and its size.
  func demand(horizon: Int) -> [DemandDistribution] {
    var (expected, slot) = (0.0, occurrence.next)
    return occurrence.ahead(horizon: horizon).demand.map { chance in
      let size = size.distribution(after: expected, exposure: exposure.usual(slot))
      slot += 1
      expected += chance
      return DemandDistribution(probability: chance, size: size)
    }
  }

  /// A certain 0 and a size, mixed.
  public func forecast(horizon: Int) -> Forecast {
    Forecast(
      model: name, start: fittedValues.end,
      distributions: demand(horizon: horizon).map(\.marginal))
  }

  /// Paths on which pattern, chances, level and activity are drawn once.
  public func simulate(
    horizon: Int, paths: Int, using generator: inout some RandomNumberGenerator
  ) -> SamplePaths {
    SamplePaths(from: fittedValues.end, horizon: horizon, paths: paths) { values in
      let came = occurrence.draw(horizon: horizon, using: &generator)
      let exposures = exposure.along(came, from: occurrence.next)
      size.draw(came, exposures, into: &values, using: &generator)
    }
  }
}

extension DemandHistory {
  /// The mean of the values so far, before each one; missing before the first.
  var runningRates: [Double] {
    var (sum, count) = (0.0, 0.0)
    return values.map { value in
      let before = count > 0 ? sum / count : .nan
      sum += value
      count += 1
      return before
    }
  }
}
