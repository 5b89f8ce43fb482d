import Forecasting
import RealModule
import Statistics
import TemporalData

extension FittedETS {
  /// Normal distributions with the model's own means and variances.
  ///
  /// Additive noise without a multiplicative season and multiplicative noise of every kind have
  /// closed forms; additive noise with a multiplicative season is simulated (2,000 paths from a
  /// fixed stream). Slots without a value at the end of the history count as steps ahead, so that the
  /// spread is that of the time since the last observation. O(horizon), O(horizon²) for
  /// multiplicative noise.
  public func forecast(horizon: Int) -> Forecast {
    Forecast(
      model: name, start: fittedValues.end,
      distributions: Array(distributions(horizon: gap + horizon).dropFirst(gap)))
  }

  /// Distributions of the steps after the last observation.
  private func distributions(horizon: Int) -> [ForecastDistribution] {
    guard hasClosedForm else {
      var stream = RandomStream(seed: 1, key: name)
      let paths = simulate(steps: horizon, paths: 2_000, using: &stream)
      return (0..<horizon).map { step in
        .sample(stride(from: step, to: paths.count, by: horizon).map { paths[$0] })
      }
    }
    let moments = moments(horizon: horizon)
    return zip(moments.means, moments.deviations).map {
      .normal(mean: $0 * scale, standardDeviation: $1 * scale)
    }
  }

  /// Whether the forecast variance has a closed form.
  var hasClosedForm: Bool {
    if case .multiplicative = model.season { return model.noise == .multiplicative }
    return true
  }

  /// Means and standard deviations of each step, over `scale`.
  private func moments(horizon: Int) -> (means: [Double], deviations: [Double]) {
    if model.noise == .multiplicative, case .multiplicative = model.season {
      return productMoments(horizon: horizon)
    }
    let means = model.pointForecasts(weights, states, horizon: horizon)
    guard model.noise == .multiplicative else { return (means, additiveDeviations(horizon)) }
    return (means, proportionalDeviations(around: means))
  }

  /// How an error moves the mean j steps later: c_j = α + β(φ + … + φʲ) + γ[m divides j].
  private func response(upTo horizon: Int) -> [Double] {
    let period = states.season.count
    var (slope, damping) = (0.0, 1.0)
    return (1..<max(2, horizon)).map { step in
      damping *= weights.phi
      slope += weights.beta * damping
      let season = period > 0 && step % period == 0 ? weights.gamma : 0
      return weights.alpha + slope + season
    }
  }

  /// The spread under additive noise.
  ///
  /// v_h = σ²(1 + Σ_{j<h} c_j²); Hyndman et al. (2008), eq. 6.10.
  private func additiveDeviations(_ horizon: Int) -> [Double] {
    let response = response(upTo: horizon)
    var sum = 1.0
    return (0..<horizon).map { step in
      if step > 0 { sum += response[step - 1] * response[step - 1] }
      return noiseDeviation * Double.sqrt(sum)
    }
  }

  /// The spread under multiplicative noise without a multiplicative season.
  ///
  /// v_h = (1 + σ²)θ_h − μ_h² with θ_h = μ_h² + σ² Σ_{j<h} c_j² θ_{h−j}; Hyndman et al. (2008),
  /// section 6.3.
  private func proportionalDeviations(around means: [Double]) -> [Double] {
    let response = response(upTo: means.count)
    let noise = noiseDeviation * noiseDeviation
    // θ_h − μ_h², kept apart from μ_h² so that a small one keeps its digits.
    var excess: [Double] = []
    for (step, _) in means.enumerated() {
      var sum = 0.0
      for j in 0..<step {
        let earlier = step - 1 - j
        sum += response[j] * response[j] * (excess[earlier] + means[earlier] * means[earlier])
      }
      excess.append(noise * sum)
    }
    return zip(means, excess).map { mean, excess in
      Double.sqrt(excess + noise * (excess + mean * mean))
    }
  }
}

extension ETS {
  /// The means that follow from states if no further error occurs.
  func pointForecasts(
    _ weights: SmoothingWeights, _ states: SmoothingStates, horizon: Int
  ) -> [Double] {
    var (level, slope) = (states.level, states.slope)
    let period = states.season.count
    let isFactor = if case .multiplicative = season { true } else { false }
    return (0..<horizon).map { step in
      slope *= weights.phi
      level += slope
      guard period > 0 else { return level }
      let season = states.season[step % period]
      return isFactor ? level * season : level + season
    }
  }
}
