import Optimization
import RealModule

/// Simple exponential smoothing with a theta line, with all but α solved exactly.
///
/// Since ℓ[t] is linear in ℓ[0], the errors are linear in (ℓ[0], κ) for a given α; a line that moves
/// depends on neither.
struct ThetaSmoothing {
  /// The weight of new information.
  let alpha: Double
  /// The share of the line, κ = 1 − 1/θ.
  let lineShare: Double
  let firstLevel: Double
  /// The level after the last value.
  let lastLevel: Double
  let sumOfSquares: Double
  /// The number of values at the start whose errors do not count.
  let skipped: Int

  private let form: Theta.Form
  private let lines: ThetaLines
  private let sums: ThetaSums
  private let count: Int

  /// The last slope of the least-squares line.
  var slope: Double { lines.last.slope }

  /// θ, which gives the line the share 1 − 1/θ.
  var theta: Double { 1 / (1 - lineShare) }

  /// Smooths at least four values.
  init(_ y: [Double], form: Theta.Form, estimation: Theta.Estimation = .leastSquares) {
    let lines = ThetaLines(y, form: form)
    let skipped = form.moves ? min(Theta.pointsOfFirstLine, y.count - 1) : 0
    let sums = { (alpha: Double) in
      ThetaSums(y, alpha: alpha, lines: lines, skipped: skipped)
    }
    let largest = estimation == .leastSquares && form == .optimized ? 0.9 : 0.999
    let solve = { (sums: ThetaSums) in
      switch form {
      case .standard: sums.solution(share: 0)
      case .dynamic: sums.solution(share: 0.5)
      case .optimized, .dynamicOptimized: sums.solution(upTo: largest)
      }
    }
    // The density of Beta(2, 1): n log S − 2 log α, as a factor of S.
    let power = estimation == .regularized ? -2 / Double(y.count - skipped) : 0
    alpha = Self.minimum { solve(sums($0)).sumOfSquares * Double.pow($0, power) }
    self.sums = sums(alpha)
    let best = solve(self.sums)
    (self.form, self.lines, self.skipped, count) = (form, lines, skipped, y.count)
    firstLevel = best.firstLevel
    lineShare = form.isOptimized ? best.lineShare : 0.5
    sumOfSquares = best.sumOfSquares
    let alpha = alpha
    lastLevel = y.reduce(best.firstLevel) { $0 + alpha * ($1 - $0) }
  }

  /// Where the future starts.
  var path: ThetaPath {
    ThetaPath(
      alpha: alpha, share: lineShare, lineMoves: form.moves, level: lastLevel,
      faded: Double.pow(1 - alpha, Double(count)), line: lines.last)
  }

  /// What first level and share add to the errors of the future.
  func uncertainty(variance: Double) -> ThetaUncertainty { sums.uncertainty(variance: variance) }

  /// One-step-ahead means; missing where no line through earlier values exists.
  ///
  /// The standard form shows its drift in them too.
  func fitted(_ y: [Double]) -> [Double] {
    var (level, faded) = (firstLevel, 1.0)
    return y.indices.map { t in
      let next = faded * (1 - alpha)
      let line = faded * lines.intercepts[t] + (1 - next) / alpha * lines.slopes[t]
      defer { (level, faded) = (level + alpha * (y[t] - level), next) }
      return t < skipped ? .nan : level + lineShare * line
    }
  }

  /// The best α: a coarse grid against local minima, then Brent's method around its best point.
  private static func minimum(of loss: (Double) -> Double) -> Double {
    let grid = [0.0001, 0.03, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.92, 0.9999]
    let losses = grid.map(loss)
    let best = losses.indices.min { losses[$0] < losses[$1] } ?? 0
    let range = grid[max(0, best - 1)]...grid[min(grid.count - 1, best + 1)]
    let found = Brent(tolerance: 1e-6).minimize(in: range, loss)
    return found.value < losses[best] ? found.point : grid[best]
  }
}
