import RealModule

/// The most likely law of a history of shares.
struct ShareSearch {
  let filter: BetaBinomialFilter
  let seasonLength: Int

  private static let discounts = [1, 0.985, 0.97, 0.95, 0.92, 0.88, 0.82, 0.7, 0.5]
  private static let steadiness = [Double.infinity, 300, 80, 25]

  /// The law, its likelihood and the number of parameters that it took.
  func best() -> (law: BetaBinomialFilter.Law, parameters: Double) {
    let plain = refined(season: [])
    guard let season = season(for: plain), filter.history.observations >= 3 * seasonLength else {
      return (plain.law, 2)
    }
    let seasonal = refined(season: season.offsets)
    return seasonal.score - season.freedom > plain.score
      ? (seasonal.law, 2 + season.freedom) : (plain.law, 2)
  }

  /// The best of all discounts without other variation, then of all variation at and beside it.
  private func refined(season: [Double]) -> (law: BetaBinomialFilter.Law, score: Double) {
    var best: (law: BetaBinomialFilter.Law, score: Double) = (
      .init(
        discount: 1, steadiness: .infinity, season: season), -.infinity
    )
    func attempt(_ discount: Double, _ steadiness: Double) {
      let law = BetaBinomialFilter.Law(
        discount: discount, steadiness: steadiness, season: season)
      let score = filter.run(law).logLikelihood + Self.prior(law)
      if score > best.score { best = (law, score) }
    }
    for discount in Self.discounts { attempt(discount, .infinity) }
    guard let place = Self.discounts.firstIndex(of: best.law.discount) else { return best }
    for steadiness in Self.steadiness.dropFirst() {
      for discount in Self.discounts[max(0, place - 2)...place] { attempt(discount, steadiness) }
    }
    return best
  }

  /// A weak prior: a rate forgets half of what it knows within a year rather than within a month.
  private static func prior(_ law: BetaBinomialFilter.Law) -> Double {
    let lost = 1 - law.discount
    return -6 * lost * lost - (law.steadiness < .infinity ? 0.5 + 5 / law.steadiness : 0)
  }

  /// The odds ratios of the season, drawn towards 1 by as much as chance explains them; nil if it
  /// explains all.
  private func season(
    for plain: (law: BetaBinomialFilter.Law, score: Double)
  ) -> RatioSeason? {
    guard seasonLength > 1, filter.history.sizes.count >= 3 * seasonLength else { return nil }
    let rates = filter.run(plain.law, keepsRates: true).rates
    var (excess, information) = (
      [Double](repeating: 0, count: seasonLength), [Double](repeating: 0, count: seasonLength)
    )
    for slot in rates.indices where filter.history.sizes[slot] > 0 {
      let (size, rate) = (filter.history.sizes[slot], rates[slot])
      // What a case tells shrinks as rates vary by themselves.
      let worth = 1 / (1 + size / plain.law.steadiness)
      excess[slot % seasonLength] += worth * (filter.history.parts[slot] - size * rate)
      information[slot % seasonLength] += worth * size * rate * (1 - rate)
    }
    return RatioSeason(scores: excess, information: information)
  }
}
