import Forecasting
import RealModule

/// The level of a positive ratio whose observations are worth as much as their denominators say.
///
///     log rₜ = ℓₜ + sₜ − Vₜ/2 + εₜ,   Var εₜ = Vₜ = σ²(1 − λ + λ c/nₜ)
///     ℓₜ₊₁ = ℓₜ + ηₜ,   Var ηₜ = ρσ²
///
/// c is the harmonic mean of the denominators, so that σ² is the variance of an ordinary observation and
/// λ the share of it that falls with the denominator. A ratio of sums has the mean e^(ℓ + s) whatever its
/// denominator; that of its logarithm is Vₜ/2 lower.
struct RatioLevel: Sendable {
  /// The logarithms of the ratios; NaN where none was observed.
  let logs: [Double]
  /// The denominators.
  let sizes: [Double]
  /// The harmonic mean of the denominators.
  let usual: Double

  /// Logarithms of ratios above 0 with their denominators; nil if one is not above 0.
  init?(_ values: [Double], sizes: [Double]) {
    guard zip(values, sizes).allSatisfy({ $0.isNaN || ($0 > 0 && $1 > 0) }) else { return nil }
    logs = values.map { $0.isNaN ? .nan : Double.log($0) }
    self.sizes = sizes
    let known = zip(values, sizes).filter { !$0.0.isNaN }.map(\.1)
    guard known.count >= 3 else { return nil }
    usual = Double(known.count) / known.reduce(0) { $0 + 1 / $1 }
  }

  /// What the filter needs to know.
  struct Law: Hashable, Sendable {
    var mobility: Double
    var share: Double
    var variance = 1.0
    var season: [Double] = []

    /// The variance of an observation relative to an ordinary one, `relative` being c/n.
    func relativeVariance(_ relative: Double) -> Double { 1 - share + share * relative }
  }

  /// What is left when the history has passed.
  struct End: Sendable {
    /// The level of the next period and its variance.
    var level = 0.0
    var uncertainty = 0.0
    var logLikelihood = -Double.infinity
    var variance = 0.0
    /// The level and season expected before each period; NaN before the first observation.
    var expected: [Double] = []
    /// Scores and information of the slots of a season, in units of σ².
    var scores: [Double] = []
    var information: [Double] = []
  }

  /// The Kalman filter of the local level from a diffuse start, variances in units of σ².
  ///
  /// - Parameter bias: the variance whose half is added to logarithms; 0 for none.
  func run(_ law: Law, bias: Double = 0, slots: Int = 0, keepsLevels: Bool = false) -> End {
    var end = End()
    (end.scores, end.information) = (
      [Double](repeating: 0, count: slots), [Double](repeating: 0, count: slots)
    )
    var (level, spread, count, squares, logs) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for slot in sizes.indices {
      let offset = law.season.isEmpty ? 0 : law.season[slot % law.season.count]
      if keepsLevels { end.expected.append(count > 0 ? level + offset : .nan) }
      let value = self.logs[slot]
      if !value.isNaN {
        let own = law.relativeVariance(usual / sizes[slot])
        let adjusted = value - offset + min(bias * own, 2) / 2
        if count == 0 {
          (level, spread) = (adjusted, own)
        } else {
          let total = spread + own
          let error = adjusted - level
          squares += error * error / total
          logs += Double.log(total)
          if slots > 0 {
            end.scores[slot % slots] += error / total
            end.information[slot % slots] += 1 / total
          }
          level += spread / total * error
          spread *= own / total
        }
        count += 1
      }
      spread += law.mobility
    }
    (end.level, end.uncertainty) = (level, spread)
    let degrees = max(count - 1, 1)
    end.variance = max(squares / degrees, 1e-12)
    end.logLikelihood = -(degrees * Double.log(end.variance) + logs) / 2
    return end
  }

  private static let mobilities = [0, 0.002, 0.006, 0.02, 0.05, 0.12, 0.3, 0.8]
  private static let shares = [0.0, 0.5, 0.9, 1]

  /// The most likely law with the criterion it reaches.
  private func best(season: [Double]) -> (law: Law, score: Double) {
    var best = (law: Law(mobility: 0, share: 0, season: season), score: -Double.infinity)
    for share in Self.shares {
      for mobility in Self.mobilities {
        let law = Law(mobility: mobility, share: share, season: season)
        let end = run(law)
        // A weak prior: levels move slowly.
        let score = end.logLikelihood - 2 * mobility
        guard score > best.score else { continue }
        best = (law, score)
        best.law.variance = end.variance
      }
    }
    return best
  }

  /// The most likely law; with a season from three seasons on, if the likelihood pays for it.
  func law(seasonLength: Int) -> Law {
    let plain = best(season: [])
    let observed = logs.count { !$0.isNaN }
    guard seasonLength > 1, observed >= 3 * seasonLength else { return plain.law }
    let end = run(plain.law, slots: seasonLength)
    let root = Double.sqrt(plain.law.variance)
    let season = RatioSeason(
      scores: end.scores.map { $0 / root }, information: end.information)
    guard let season else { return plain.law }
    let seasonal = best(season: season.offsets.map { $0 * root })
    return seasonal.score - season.freedom > plain.score ? seasonal.law : plain.law
  }
}
