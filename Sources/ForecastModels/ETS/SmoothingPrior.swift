import RealModule

/// A weak preference for slow states: Beta(1, 1 + k) densities of α, β/α and γ/(1 − α).
///
/// The exponents were chosen on public competition series of every frequency; docs/models/ets.md
/// has the figures with and without.
struct SmoothingPrior {
  let level = 0.5
  let slope = 4.0
  let season = 4.0

  /// −2 log of the densities at a vector, up to a constant.
  func loss(_ x: [Double], _ units: [Double], _ layout: SmoothingLayout) -> Double {
    terms(layout).reduce(0) { sum, term in
      sum - 2 * term.exponent * Double.log(1 - x[term.index] * units[term.index])
    }
  }

  /// Adds the derivatives of the loss over the number of observations.
  func addGradient(
    _ x: [Double], _ units: [Double], _ layout: SmoothingLayout, _ count: Double,
    to gradient: inout [Double]
  ) {
    for (index, exponent) in terms(layout) {
      let unit = units[index]
      gradient[index] += 2 * exponent * unit / (1 - x[index] * unit) / count
    }
  }

  private func terms(_ layout: SmoothingLayout) -> [(index: Int, exponent: Double)] {
    [(layout.alpha, level), (layout.beta, slope), (layout.gamma, season)].compactMap { index, k in
      index.map { ($0, k) }
    }
  }
}
