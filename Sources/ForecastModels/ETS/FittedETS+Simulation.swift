import Forecasting
import Statistics
import TemporalData

extension FittedETS {
  /// Paths of the recursion itself with normal noise, O(paths × horizon).
  ///
  /// Multiplicative noise below −0.999 is held there: a value cannot turn negative by a share. Additive
  /// noise under a multiplicative season moves the states by at most 0.999 of the mean it meets, in
  /// either direction: beyond that the model is not defined, since a season near zero would throw the
  /// level anywhere.
  public func simulate(
    horizon: Int, paths: Int, using generator: inout some RandomNumberGenerator
  ) -> SamplePaths {
    let values = simulate(steps: gap + horizon, paths: paths, using: &generator)
    let periods = PeriodRange(start: fittedValues.end, count: horizon)
    guard gap > 0 else { return SamplePaths(periods: periods, values: values) }
    let kept = values.indices.filter { $0 % (gap + horizon) >= gap }
    return SamplePaths(periods: periods, values: kept.map { values[$0] })
  }

  /// Paths from the last observation on, one after the other.
  func simulate(
    steps: Int, paths: Int, using generator: inout some RandomNumberGenerator
  ) -> [Double] {
    var values: [Double] = []
    values.reserveCapacity(steps * paths)
    for _ in 0..<paths {
      var state = states
      for step in 0..<steps {
        let noise = noiseDeviation * generator.normal()
        values.append(advance(&state, slot: step, noise: noise) * scale)
      }
    }
    return values
  }

  /// One step of the recursion with a given noise; returns the value, over `scale`.
  private func advance(_ state: inout SmoothingStates, slot: Int, noise: Double) -> Double {
    let damped = weights.phi * state.slope
    let base = state.level + damped
    let index = state.season.isEmpty ? 0 : slot % state.season.count
    let isFactor = if case .multiplicative = model.season { true } else { false }
    let season = state.season.isEmpty ? (isFactor ? 1 : 0) : state.season[index]
    let mean = isFactor ? base * season : base + season
    let isShare = model.noise == .multiplicative
    let share =
      isShare ? max(noise, -0.999) : mean == 0 ? 0 : min(max(noise / mean, -0.999), 0.999)
    let error = isShare ? mean * share : noise
    let toLevel = isFactor ? share * base : error
    let toSeason = isFactor ? share * season : error
    state.level = base + weights.alpha * toLevel
    state.slope = damped + weights.beta * toLevel
    if !state.season.isEmpty { state.season[index] = season + weights.gamma * toSeason }
    return mean + error
  }
}
