import RealModule

extension FittedETS {
  /// The exact means and standard deviations of trend times season under normal noise, over `scale`.
  ///
  /// With x = (l, b), x' = (F + Gε)x and s' = s(1 + γε). The season used h steps ahead was moved
  /// by the errors h − m, h − 2m, … that also moved x; the expectation of each step's factor is
  /// taken in closed form from the moments 1, 0, σ², 0, 3σ⁴ of ε. Since the same error moves both,
  /// the mean is a little above the path without errors.
  func productMoments(horizon: Int) -> (means: [Double], deviations: [Double]) {
    let period = states.season.count
    let step = TrendMoments(weights, noise: noiseDeviation * noiseDeviation)
    var (means, deviations): ([Double], [Double]) = ([], [])
    for ahead in 0..<horizon {
      var mean = TrendMoments.Mean(level: states.level, slope: states.slope)
      var covariance = TrendMoments.Covariance()
      for t in 0..<ahead {
        step.advance(&mean, &covariance, movesSeason: (ahead - t) % period == 0)
      }
      let season = states.season[ahead % period]
      let base = step.base(mean)
      let variance = step.baseVariance(covariance) * (1 + step.noise) + base * base * step.noise
      means.append(season * base)
      deviations.append(abs(season) * Double.sqrt(variance))
    }
    return (means, deviations)
  }
}

/// Steps of mean and covariance of (level, slope) under multiplicative noise.
///
/// The covariance is carried itself rather than as a second moment less a squared mean, in which a
/// nearly certain forecast would lose its digits.
struct TrendMoments {
  /// The expected states.
  struct Mean {
    var level: Double
    var slope: Double
  }

  /// Variances and covariance of the states.
  struct Covariance {
    var levelLevel = 0.0
    var levelSlope = 0.0
    var slopeSlope = 0.0
  }

  let weights: SmoothingWeights
  let noise: Double

  init(_ weights: SmoothingWeights, noise: Double) { (self.weights, self.noise) = (weights, noise) }

  /// E[q] for the base q = l + φb.
  func base(_ mean: Mean) -> Double { mean.level + weights.phi * mean.slope }

  /// Var[q].
  func baseVariance(_ covariance: Covariance) -> Double {
    let phi = weights.phi
    return covariance.levelLevel + 2 * phi * covariance.levelSlope
      + phi * phi * covariance.slopeSlope
  }

  /// One slot of x → c(F + Gε)x with c = 1 + γε where the slot moves the season, else 1.
  ///
  /// In E[xxᵀ] − E[x]E[x]ᵀ the terms without σ² are cancelled by hand: with d = γσ²,
  ///
  ///     E[c²] = 1 + γd   E[c²ε] = 2d   E[c²ε²] = σ² + 3d²   E[c] = 1   E[cε] = d
  func advance(_ mean: inout Mean, _ covariance: inout Covariance, movesSeason: Bool) {
    let (alpha, beta, phi) = (weights.alpha, weights.beta, weights.phi)
    let gamma = movesSeason ? weights.gamma : 0
    let drift = gamma * noise
    let (q, p) = (base(mean), phi * mean.slope)
    let qq = baseVariance(covariance)
    let qp = phi * (covariance.levelSlope + phi * covariance.slopeSlope)
    let pp = phi * phi * covariance.slopeSlope
    let (still, cross, moved) = (1 + gamma * drift, 2 * drift, noise + 3 * drift * drift)
    let spread = noise + 2 * drift * drift
    covariance.levelLevel =
      qq * (still + 2 * alpha * cross + alpha * alpha * moved)
      + q * q * (gamma * drift + 2 * alpha * drift + alpha * alpha * spread)
    covariance.levelSlope =
      qp * (still + alpha * cross) + beta * qq * (cross + alpha * moved)
      + q * p * (gamma * drift + alpha * drift) + beta * q * q * (drift + alpha * spread)
    covariance.slopeSlope =
      pp * still + 2 * beta * qp * cross + beta * beta * qq * moved
      + p * p * gamma * drift + 2 * beta * drift * q * p + beta * beta * q * q * spread
    mean = Mean(level: q * (1 + alpha * drift), slope: p + beta * drift * q)
  }
}
