import RealModule

/// Counts of cases that follow a rate which moves: discounted counts around a prior.
///
///     rate before period t ~ Beta(μS, (1 − μ)S),   S = s₀ + Σ ωʲ n*ₜ₋ⱼ
///     μS = μ₀s₀ + Σ ωʲ n*ₜ₋ⱼ yₜ₋ⱼ,   j = 1, 2, …
///
/// with yₜ = xₜ/nₜ and n* = n/(1 + n/κ), what n cases are worth where rates vary by themselves like a
/// Beta of strength κ from period to period. The prior does not fade: with few cases the rate returns
/// to it. The predictive distribution of xₜ is beta-binomial with strength 1/(1/S + 1/κ).
///
/// Seasonal slots have fixed odds ratios e^d; an observation is brought to the level by the slope of
/// the logistic function.
struct BetaBinomialFilter {
  let history: ShareHistory
  let prior: RateStrength

  /// What the filter needs to know.
  struct Law: Hashable, Sendable {
    /// What is left of a case one period later.
    var discount: Double
    /// The strength of what varies from period to period by itself; infinite if nothing does.
    var steadiness: Double
    /// Logarithms of the odds ratios of the slots of the season; empty without one.
    var season: [Double] = []
  }

  /// What is left when the history has passed.
  struct End: Sendable {
    /// The level and its strength for the next period.
    var level: RateStrength
    var logLikelihood: Double
    /// The rate expected before each period.
    var rates: [Double]
  }

  /// Runs over the history.
  func run(_ law: Law, keepsRates: Bool = false) -> End {
    var (cases, successes) = (0.0, 0.0)
    var sum = 0.0
    var rates: [Double] = []
    if keepsRates { rates.reserveCapacity(history.sizes.count) }
    let start = prior.rate * prior.strength
    for slot in history.sizes.indices {
      let strength = prior.strength + cases
      let level = (start + successes) / strength
      let rate = law.season.isEmpty ? level : Self.rate(level, law.season[slot % law.season.count])
      if keepsRates { rates.append(rate) }
      let size = history.sizes[slot]
      if size > 0 {
        let part = history.parts[slot]
        sum += Self.logProbability(part, of: size, rate, Self.joint(strength, law.steadiness))
        let worth = size / (1 + size / law.steadiness)
        successes += worth * Self.atLevel(part / size, level, rate)
        cases += worth
      }
      cases *= law.discount
      successes *= law.discount
    }
    let strength = prior.strength + cases
    return End(
      level: RateStrength(rate: (start + successes) / strength, strength: strength),
      logLikelihood: sum, rates: rates)
  }

  /// The strength of two sources of variance.
  static func joint(_ strength: Double, _ steadiness: Double) -> Double {
    strength / (1 + strength / steadiness)
  }

  /// A rate whose odds are e^offset times those of the level.
  static func rate(_ level: Double, _ offset: Double) -> Double {
    guard offset != 0 else { return level }
    let odds = level * Double.exp(offset)
    return odds / (1 - level + odds)
  }

  /// An observed share without the season.
  private static func atLevel(_ share: Double, _ level: Double, _ rate: Double) -> Double {
    guard level != rate else { return share }
    let slope = level * (1 - level) / (rate * (1 - rate))
    return min(max(level + (share - rate) * slope, 0), 1)
  }

  /// The logarithm of the beta-binomial probability of `part` of `size`.
  static func logProbability(
    _ part: Double, of size: Double, _ rate: Double, _ strength: Double
  ) -> Double {
    let (a, b) = (rate * strength, (1 - rate) * strength)
    return LogGammaRise.value(a, by: part) + LogGammaRise.value(b, by: size - part)
      - LogGammaRise.value(strength, by: size) + logChoices(part, of: size)
  }

  private static func logChoices(_ part: Double, of size: Double) -> Double {
    let few = min(part, size - part)
    return few == 0
      ? 0 : LogGammaRise.value(size - few + 1, by: few) - LogGammaRise.value(1, by: few)
  }
}
