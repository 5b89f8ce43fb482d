import Forecasting
import Statistics
import TemporalData

extension FittedETS {
  /// Paths of the recursion itself with normal noise, O(paths × horizon).
  ///
  /// Multiplicative noise below −0.999 is held there: a value cannot turn negative by a share. Under a
  /// multiplicative season, levels and factors below a hundredth of where they began are not divided
  /// by; the model knows positive ones only.
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
    let error = model.noise == .multiplicative ? mean * max(noise, -0.999) : noise
    let lowest = max(0.01 * abs(states.level), 1e-10)
    let (perSeason, perBase) = isFactor ? (1 / max(season, 0.01), 1 / max(base, lowest)) : (1, 1)
    state.level = base + weights.alpha * error * perSeason
    state.slope = damped + weights.beta * error * perSeason
    if !state.season.isEmpty { state.season[index] = season + weights.gamma * error * perBase }
    return mean + error
  }
}
