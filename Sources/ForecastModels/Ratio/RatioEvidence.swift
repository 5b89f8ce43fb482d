import RealModule
import TemporalData

/// What observed ratios say for one line of one-step-ahead means rather than another.
///
/// Both lines get the same kind of distribution around their means, of the strength or spread that is
/// most likely for each: shares the beta-binomial one, other ratios the log-normal one whose variance has a
/// part that falls with the denominator. The score is the log-likelihood of the observations for which
/// both have a mean.
enum RatioEvidence {
  case shares(ShareHistory, upper: Double)
  case ratios(RatioLevel, unit: Double)

  /// The first observations are passed over: no model has learned anything there.
  private static let passed = 3
  private static let strengths = [Double.infinity, 1000, 300, 100, 40, 15, 6]
  private static let parts = [0.0, 0.4, 0.8, 1]

  /// By how much the log-likelihood of the first means exceeds that of the second; nil without five
  /// observations.
  func excess(of first: [Double], over second: [Double]) -> Double? {
    let observed = first.indices.filter { isObserved($0) && second[$0].isFinite }
    let compared = observed.dropFirst(Self.passed).filter { first[$0].isFinite }
    guard compared.count >= 5 else { return nil }
    return score(first, compared) - score(second, compared)
  }

  private func isObserved(_ slot: Int) -> Bool {
    switch self {
    case .shares(let it, _): it.sizes[slot] > 0
    case .ratios(let it, _): !it.logs[slot].isNaN
    }
  }

  private func score(_ means: [Double], _ slots: [Int]) -> Double {
    switch self {
    case .shares(let it, let upper):
      Self.strengths.reduce(-.infinity) { best, strength in
        let sum = slots.reduce(0.0) { sum, slot in
          let rate = min(max(means[slot] / upper, 1e-4), 1 - 1e-4)
          return sum
            + BetaBinomialFilter.logProbability(
              it.parts[slot], of: it.sizes[slot], rate, min(strength, 1e7))
        }
        return max(best, sum)
      }
    case .ratios(let it, let unit):
      Self.parts.reduce(-.infinity) { best, part in
        let law = RatioLevel.Law(mobility: 0, share: part)
        var (squares, logs) = (0.0, 0.0)
        for slot in slots {
          let own = law.relativeVariance(it.usual / it.sizes[slot])
          let error = it.logs[slot] - Double.log(max(means[slot] / unit, 1e-9))
          squares += error * error / own
          logs += Double.log(own)
        }
        let count = Double(slots.count)
        return max(best, -(count * Double.log(max(squares / count, 1e-12)) + logs) / 2)
      }
    }
  }
}
