import Forecasting
import RealModule
import Statistics
import TemporalData

extension FittedETS {
  /// Normal distributions with the model's own variances.
  ///
  /// Additive noise without a multiplicative season and multiplicative noise of every kind have
  /// closed forms; additive noise with a multiplicative season is simulated (2,000 paths from a
  /// fixed stream).
  public func forecast(horizon: Int) -> Forecast {
    let start = fittedValues.end
    guard hasClosedForm else {
      var stream = RandomStream(seed: 1, key: name)
      let paths = simulate(horizon: horizon, paths: 2_000, using: &stream)
      return Forecast(model: name, start: start, distributions: paths.marginals)
    }
    let means = pointForecasts(horizon: horizon)
    let deviations = deviations(around: means)
    return Forecast(
      model: name, start: start,
      distributions: zip(means, deviations).map {
        .normal(mean: $0 * scale, standardDeviation: $1 * scale)
      })
  }

  /// Whether the forecast variance has a closed form.
  var hasClosedForm: Bool {
    if case .multiplicative = model.season { return model.noise == .multiplicative }
    return true
  }

  /// The means that follow if no further error occurs, over `scale`.
  func pointForecasts(horizon: Int) -> [Double] {
    var (level, slope) = (states.level, states.slope)
    let period = states.season.count
    let isFactor = if case .multiplicative = model.season { true } else { false }
    return (0..<horizon).map { step in
      slope *= weights.phi
      level += slope
      guard period > 0 else { return level }
      let season = states.season[step % period]
      return isFactor ? level * season : level + season
    }
  }

  /// The standard deviations of each step, over `scale`.
  private func deviations(around means: [Double]) -> [Double] {
    guard model.noise == .multiplicative else { return additiveDeviations(means.count) }
    if case .multiplicative = model.season { return productDeviations(around: means) }
    return proportionalDeviations(around: means)
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

  /// v_h = σ²(1 + Σ_{j<h} c_j²). Hyndman et al. (2008), eq. 6.10.
  private func additiveDeviations(_ horizon: Int) -> [Double] {
    let response = response(upTo: horizon)
    var sum = 1.0
    return (0..<horizon).map { step in
      if step > 0 { sum += response[step - 1] * response[step - 1] }
      return noiseDeviation * Double.sqrt(sum)
    }
  }

  /// v_h = (1 + σ²)θ_h − μ_h² with θ_h = μ_h² + σ² Σ_{j<h} c_j² θ_{h−j}. Hyndman et al. (2008),
  /// section 6.3.
  private func proportionalDeviations(around means: [Double]) -> [Double] {
    let response = response(upTo: means.count)
    let noise = noiseDeviation * noiseDeviation
    var excess: [Double] = []  // θ_h − μ_h², kept apart from μ_h² so that a small one keeps its digits
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

  /// The exact second moments of trend times season under normal noise.
  ///
  /// With x = (l, b), x' = (F + Gε)x and s' = s(1 + γε). The season used h steps ahead was moved
  /// by the errors h − m, h − 2m, … that also moved x; the expectation of each step's factor is
  /// taken in closed form from the moments 1, 0, σ², 0, 3σ⁴ of ε.
  private func productDeviations(around means: [Double]) -> [Double] {
    let period = states.season.count
    let step = TrendMoments(weights, noise: noiseDeviation * noiseDeviation)
    return means.indices.map { ahead in
      var moments = TrendMoments.Second(level: states.level, slope: states.slope)
      var first = TrendMoments.First(level: states.level, slope: states.slope)
      for t in 0..<ahead {
        let movesSeason = (ahead - t) % period == 0
        step.advance(&moments, movesSeason: movesSeason)
        step.advance(&first, movesSeason: movesSeason)
      }
      let season = states.season[ahead % period]
      let second = step.meanSquare(moments) * (1 + step.noise)
      let mean = step.mean(first)
      // Near-certain forecasts lose digits in the difference; never below the noise itself.
      let floor = step.noise * mean * mean
      return abs(season) * Double.sqrt(max(second - mean * mean, floor))
    }
  }
}

/// Steps of the first and second moments of (level, slope) under multiplicative noise.
struct TrendMoments {
  /// The expected states.
  struct First {
    var level: Double
    var slope: Double
  }

  /// The expected products of states.
  struct Second {
    var levelLevel: Double
    var levelSlope: Double
    var slopeSlope: Double

    init(level: Double, slope: Double) {
      (levelLevel, levelSlope, slopeSlope) = (level * level, level * slope, slope * slope)
    }
  }

  let weights: SmoothingWeights
  let noise: Double

  init(_ weights: SmoothingWeights, noise: Double) { (self.weights, self.noise) = (weights, noise) }

  /// E[q] for the base q = l + φb.
  func mean(_ first: First) -> Double { first.level + weights.phi * first.slope }

  /// E[q²].
  func meanSquare(_ second: Second) -> Double {
    let phi = weights.phi
    return second.levelLevel + 2 * phi * second.levelSlope + phi * phi * second.slopeSlope
  }

  /// One slot: E[x] → E[c(F + Gε)x] with c = 1 + γε where the slot moves the season, else 1.
  func advance(_ first: inout First, movesSeason: Bool) {
    let q = mean(first)
    let drift = movesSeason ? weights.gamma * noise : 0
    first = First(
      level: q * (1 + weights.alpha * drift),
      slope: weights.phi * first.slope + weights.beta * drift * q)
  }

  /// One slot: E[xxᵀ] → E[c²(F + Gε)xxᵀ(F + Gε)ᵀ].
  func advance(_ second: inout Second, movesSeason: Bool) {
    let (alpha, beta, phi) = (weights.alpha, weights.beta, weights.phi)
    let gamma = movesSeason ? weights.gamma : 0
    let qq = meanSquare(second)
    let qb = phi * (second.levelSlope + phi * second.slopeSlope)
    let bb = phi * phi * second.slopeSlope
    let still = 1 + gamma * gamma * noise
    let cross = 2 * gamma * noise
    let moved = noise + 3 * gamma * gamma * noise * noise
    second.levelLevel = qq * (still + 2 * alpha * cross + alpha * alpha * moved)
    second.levelSlope =
      qb * (still + alpha * cross) + beta * qq * (cross + alpha * moved)
    second.slopeSlope = bb * still + 2 * beta * qb * cross + beta * beta * qq * moved
  }
}
