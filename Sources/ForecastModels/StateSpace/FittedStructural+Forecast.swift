import Forecasting
import RealModule
import Statistics
import TemporalData

extension FittedStructural {
  /// Normal distributions with the variances of states and noise.
  ///
  /// The variance holds what is not known of the states, not what is not known of their variances.
  /// O(horizon × m).
  public func forecast(horizon: Int) -> Forecast {
    var ahead = ahead(horizon: horizon)
    let distributions = (0..<horizon).map { step in
      let next = ahead.predict(step)
      return ForecastDistribution.normal(
        mean: next.mean * scale,
        standardDeviation: Double.sqrt(max(0, next.variance * variance)) * scale)
    }
    return Forecast(model: name, start: fittedValues.end, distributions: distributions)
  }

  /// Level at the end of the history, what the slope adds to it, the season and the columns.
  public func components(horizon: Int) -> ForecastComponents {
    var ahead = ahead(horizon: horizon)
    let stands = filter.mean[0]
    var parts = ForecastParts()
    for step in 0..<horizon {
      ahead.move(to: step)
      let season =
        layout.period > 0
        ? ahead.filter.mean[layout.season + (observed.count + step) % layout.period] : 0
      parts.trend.append((ahead.filter.mean[0] - stands) * scale)
      parts.season.append(season * scale)
      parts.effects.append((ahead.prediction(step) - ahead.filter.mean[0] - season) * scale)
    }
    return ForecastComponents(
      level: parts.trend.map { _ in stands * scale }, trend: parts.trend, season: parts.season,
      effects: columns.kept.isEmpty ? nil : parts.effects)
  }

  /// Paths of the model: each value is drawn given those before it.
  ///
  /// The gains of the filter do not depend on the values, so that a path costs O(horizon × m).
  public func simulate(
    horizon: Int, paths: Int, using generator: inout some RandomNumberGenerator
  ) -> SamplePaths {
    var ahead = ahead(horizon: horizon)
    let gains = (0..<horizon).map { ahead.learn($0) }
    let deviation = Double.sqrt(variance)
    return SamplePaths(from: fittedValues.end, horizon: horizon, paths: paths) { values in
      var state = filter.mean
      for step in 0..<horizon {
        ahead.move(&state, to: step)
        let error = deviation * gains[step].deviation * generator.normal()
        values.append((ahead.prediction(step, of: state) + error) * scale)
        let shift = gains[step].deviation > 0 ? error : 0
        for i in state.indices { state[i] += gains[step].gain[i] * shift }
      }
    }
  }

  /// The filter taken on past the history.
  private func ahead(horizon: Int) -> StructuralAhead {
    let columns = columns.extended(from: fittedValues.end, horizon: horizon)
    var plan = SystemPlan(layout.system(columns: columns, phi: phi))
    plan.observationVariance = filter.plan.observationVariance
    plan.variances = filter.plan.variances
    return StructuralAhead(filter, plan, count: observed.count)
  }
}

/// Parts of the means, slot by slot.
private struct ForecastParts {
  var trend: [Double] = []
  var season: [Double] = []
  var effects: [Double] = []
}

/// A filter that goes on after its last observation.
private struct StructuralAhead {
  private(set) var filter: KalmanFilter
  private let count: Int
  private var row: SparseRow
  private var spare: [Double]

  init(_ filter: KalmanFilter, _ plan: SystemPlan, count: Int) {
    self.filter = filter
    self.filter.plan = plan
    self.count = count
    row = SparseRow(capacity: plan.observation.count)
    spare = Array(repeating: 0, count: plan.stateCount)
  }

  /// Mean and variance of the value of a step, the steps taken in their order.
  mutating func predict(_ step: Int) -> (mean: Double, variance: Double) {
    move(to: step)
    filter.predictVariance(to: count + step)
    let mean = prediction(step)
    let variance = row.quadratic(filter.variance, filter.stateCount)
    return (mean, variance + filter.plan.observationVariance)
  }

  /// The gain and spread of a step, after which its value counts as known.
  mutating func learn(_ step: Int) -> (gain: [Double], deviation: Double) {
    let variance = predict(step).variance
    var product = spare
    row.product(filter.variance, filter.stateCount, into: &product)
    guard variance > 0 else { return (product, 0) }
    let gain = product.map { $0 / variance }
    filter.subtractOuter(product, over: variance)
    return (gain, Double.sqrt(variance))
  }

  /// Moves the mean on to a step.
  mutating func move(to step: Int) {
    filter.moveMean(to: count + step)
  }

  /// Moves other states on to a step.
  mutating func move(_ state: inout [Double], to step: Int) {
    filter.plan.move(&state, &spare, from: count + step - 1)
  }

  /// What is observed of the mean at a step.
  mutating func prediction(_ step: Int) -> Double { prediction(step, of: filter.mean) }

  /// What is observed of other states at a step.
  mutating func prediction(_ step: Int, of state: [Double]) -> Double {
    let plan = filter.plan
    row.read(plan.observation, plan.observation.indices, plan.pool, at: count + step)
    return row.dot(state)
  }
}
