import Forecasting
import Statistics
import TemporalData

/// What every stub gives: fixed distributions, repeated over the horizon.
struct FittedStub: FittedModel {
  let name: String
  let summary: FitSummary
  let fittedValues: TimeSeries
  let distributions: @Sendable (Int) -> [ForecastDistribution]

  func forecast(horizon: Int) -> Forecast {
    Forecast(model: name, start: fittedValues.end, distributions: distributions(horizon))
  }

  func simulate(
    horizon: Int, paths: Int, using generator: inout some RandomNumberGenerator
  ) -> SamplePaths {
    let ahead = distributions(horizon)
    let values = (0..<paths).flatMap { _ in
      ahead.map { $0.mean + $0.standardDeviation * generator.normal() }
    }
    return SamplePaths(
      periods: PeriodRange(start: fittedValues.end, count: horizon), values: values)
  }
}

/// The same normal distribution whatever the history.
struct ConstantModel: ForecastModel {
  let name: String
  var mean: Double
  var deviation = 1.0
  var reason: String?

  func fit(_ history: TimeSeries) throws(ModelError) -> FittedStub {
    let (mean, deviation) = (mean, deviation)
    return FittedStub(
      name: name,
      summary: FitSummary(
        observations: history.observedCount, residualStandardDeviation: deviation,
        fallbackReason: reason),
      fittedValues: history.map { _ in mean }
    ) { horizon in
      Array(
        repeating: .normal(mean: mean, standardDeviation: deviation), count: horizon)
    }
  }
}

/// The last value carried on with standard deviation 2√h.
struct LastValueModel: ForecastModel {
  let name = "last"

  func fit(_ history: TimeSeries) throws(ModelError) -> FittedStub {
    guard let last = history.storage.last(where: { !$0.isNaN }) else {
      throw .tooFewObservations(needed: 1, found: 0)
    }
    return FittedStub(
      name: name,
      summary: FitSummary(observations: history.observedCount, residualStandardDeviation: 2),
      fittedValues: history
    ) { horizon in
      (0..<horizon).map {
        .normal(mean: last, standardDeviation: 2 * Double($0 + 1).squareRoot())
      }
    }
  }
}

/// The value one season before, the last value of all where that is missing.
struct LastSeasonModel: ForecastModel {
  let name = "last season"
  let seasonLength: Int

  func fit(_ history: TimeSeries) throws(ModelError) -> FittedStub {
    guard let last = history.storage.last(where: { !$0.isNaN }), history.count >= seasonLength
    else {
      throw .tooFewObservations(needed: seasonLength, found: history.observedCount)
    }
    let season = Array(history.storage.suffix(seasonLength))
    return FittedStub(
      name: name,
      summary: FitSummary(observations: history.observedCount, residualStandardDeviation: 0),
      fittedValues: history
    ) { horizon in
      (0..<horizon).map { step in
        let value = season[step % season.count]
        return .certain(value.isNaN ? last : value)
      }
    }
  }
}

/// A model that no history suits.
struct RefusingModel: ForecastModel {
  let name = "refusing"
  let error: ModelError

  func fit(_ history: TimeSeries) throws(ModelError) -> FittedStub { throw error }
}

extension TimeSeries {
  /// Quarterly values from 1970 on; nil is missing.
  static func quarterly(_ values: [Double?]) -> TimeSeries {
    TimeSeries(start: Period(.quarter, ordinal: 0), values: values)
  }
}

/// The same share for every member.
struct EqualWeights: MemberWeighting {
  /// The number of members.
  let count: Int

  /// Equal shares of this many members.
  init(count: Int) { self.count = count }

  /// 1 for every member.
  func weights(for history: TimeSeries, errors: [Double]?, scale: Double) -> [Double] {
    [Double](repeating: 1, count: count)
  }
}
