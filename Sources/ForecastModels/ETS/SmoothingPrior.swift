import RealModule

/// A weak preference for slow states: Beta(1, 1 + k) densities of α, β/α and γ/(1 − α).
///
/// The exponents were chosen on public competition series of every frequency; docs/models/ets.md
/// has the figures with and without.
struct SmoothingPrior {
  let level = 0.5
  let slope = 8.0
  let season = 2.0

  /// −2 log of the densities at a vector, up to a constant.
  func loss(_ x: [Double], _ units: [Double], _ layout: SmoothingLayout) -> Double {
    func term(_ index: Int?, _ exponent: Double) -> Double {
      guard let index else { return 0 }
      return -2 * exponent * Double.log(1 - x[index] * units[index])
    }
    return term(layout.alpha, level) + term(layout.beta, slope) + term(layout.gamma, season)
  }

  /// Adds the derivatives of the loss over the number of observations.
  func addGradient(
    _ x: [Double], _ units: [Double], _ layout: SmoothingLayout, _ count: Double,
    to gradient: inout [Double]
  ) {
    func add(_ index: Int?, _ exponent: Double) {
      guard let index else { return }
      gradient[index] += 2 * exponent * units[index] / (1 - x[index] * units[index]) / count
    }
    add(layout.alpha, level)
    add(layout.beta, slope)
    add(layout.gamma, season)
  }
}
