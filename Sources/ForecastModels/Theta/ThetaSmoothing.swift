import Optimization
import RealModule

/// Simple exponential smoothing with a theta line, with all but α solved exactly.
///
/// One step ahead the mean is `ℓ[t−1] + κ d[t]` with `d[t] = (1−α)^(t−1) A + (1−(1−α)^t)/α B`.
/// Since ℓ[t] is linear in ℓ[0], the errors are linear in (ℓ[0], κ) for a given α.
struct ThetaSmoothing {
  /// The weight of new information.
  let alpha: Double
  /// The share of the line, 1 − 1/θ; 0 in the smoothing of the standard form.
  let lineShare: Double
  let firstLevel: Double
  /// The level after the last value.
  let lastLevel: Double
  /// The slope of the least-squares line.
  let slope: Double
  let sumOfSquares: Double

  private let intercept: Double
  private let count: Int
  private let form: Theta.Form

  /// θ of the optimized form, 2 in the standard one.
  var theta: Double { form == .standard ? 2 : 1 / (1 - lineShare) }

  /// Smooths at least one value.
  init(_ y: [Double], form: Theta.Form) {
    let line = Self.line(y)
    let sums = { (alpha: Double) in ThetaSums(y, alpha: alpha, line: line) }
    let loss = { (alpha: Double) in sums(alpha).solution(form).sumOfSquares }
    let alpha = Self.minimum(of: loss)
    let best = sums(alpha).solution(form)
    self.alpha = alpha
    self.form = form
    count = y.count
    (intercept, slope) = line
    firstLevel = best.firstLevel
    lineShare = best.lineShare
    sumOfSquares = best.sumOfSquares
    lastLevel = y.reduce(best.firstLevel) { $0 + alpha * ($1 - $0) }
  }

  /// The mean `ahead + 1` steps after the last value.
  func mean(ahead: Int) -> Double {
    let (h, n) = (Double(ahead), Double(count))
    let faded = Double.pow(1 - alpha, n)
    switch form {
    case .standard:
      return lastLevel + slope / 2 * (h + (1 - faded) / alpha)
    case .optimized:
      let line = faded * intercept + (h + (1 - faded * (1 - alpha)) / alpha) * slope
      return lastLevel + lineShare * line
    }
  }

  /// One-step-ahead means; the standard form shows its drift in them too.
  func fitted(_ y: [Double]) -> [Double] {
    var level = firstLevel
    var faded = 1.0
    return y.map { value in
      let next = faded * (1 - alpha)
      let line =
        form == .standard
        ? slope / 2 * (1 - faded) / alpha
        : lineShare * (faded * intercept + (1 - next) / alpha * slope)
      defer { (level, faded) = (level + alpha * (value - level), next) }
      return level + line
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

  /// The least-squares line with the first value at time 1.
  private static func line(_ y: [Double]) -> (intercept: Double, slope: Double) {
    let n = Double(y.count)
    let meanY = y.reduce(0) { $0 + $1 / n }
    let meanT = (n + 1) / 2
    var (across, along) = (0.0, 0.0)
    for (index, value) in y.enumerated() {
      let d = Double(index + 1) - meanT
      across += d * (value - meanY)
      along += d * d
    }
    let slope = along > 0 ? across / along : 0
    return (meanY - slope * meanT, slope)
  }
}

/// Sums of products over one pass, from which the linear quantities follow.
private struct ThetaSums {
  private var (rr, rp, rd, pp, pd, dd) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
  private let base: Double

  /// Errors r of smoothing from the first value, and their derivatives −p by the first level and −d
  /// by the share of the line.
  init(_ y: [Double], alpha: Double, line: (intercept: Double, slope: Double)) {
    base = y[0]
    var level = base
    var faded = 1.0
    let rest = 1 - alpha
    let reach = line.slope / alpha
    for value in y {
      let r = value - level
      let d = faded * line.intercept + (1 - faded * rest) * reach
      rr += r * r
      rp += r * faded
      rd += r * d
      pp += faded * faded
      pd += faded * d
      dd += d * d
      level += alpha * r
      faded *= rest
    }
  }

  /// The first level and the share of the line with the smallest sum of squares, θ in 1…10.
  func solution(
    _ form: Theta.Form
  ) -> (firstLevel: Double, lineShare: Double, sumOfSquares: Double) {
    var share = 0.0
    if form == .optimized {
      let determinant = pp * dd - pd * pd
      let free = determinant > 1e-12 * pp * dd ? (pp * rd - pd * rp) / determinant : 0
      share = min(max(free, 0), 0.9)
    }
    let shift = (rp - share * pd) / pp
    let sum =
      rr - 2 * (shift * rp + share * rd) + shift * shift * pp + 2 * shift * share * pd
      + share * share * dd
    return (base + shift, share, max(0, sum))
  }
}
