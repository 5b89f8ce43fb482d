/// Sums of products over one pass, from which the linear quantities follow.
///
/// One step ahead the mean is `ℓ[t−1] + κ d[t]` with `d[t] = (1−α)^(t−1) A + (1−(1−α)^t)/α B`. The
/// error is `r − p δ − κ d`, where r is the error of smoothing from the first value, δ the distance
/// of the first level from that value and p = (1−α)^(t−1).
struct ThetaSums: Hashable, Sendable {
  /// The first level, the share of the line and what they leave.
  struct Solution: Hashable, Sendable {
    let firstLevel: Double
    let lineShare: Double
    let sumOfSquares: Double
  }

  private var (rr, rp, rd, pp, pd, dd) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
  private let base: Double

  /// The sums over all values but the first `skipped`.
  init(_ y: [Double], alpha: Double, lines: ThetaLines, skipped: Int) {
    base = y[0]
    let (a, b) = (lines.intercepts, lines.slopes)
    let (rest, reach) = (1 - alpha, 1 / alpha)
    var (level, faded) = (base, 1.0)
    for t in y.indices {
      let r = y[t] - level
      if t >= skipped {
        let d = faded * a[t] + (1 - faded * rest) * reach * b[t]
        rr += r * r
        rp += r * faded
        rd += r * d
        pp += faded * faded
        pd += faded * d
        dd += d * d
      }
      level += alpha * r
      faded *= rest
    }
  }

  /// The first level with the smallest sum of squares for a given share of the line.
  func solution(share: Double) -> Solution {
    let shift = pp > 0 ? (rp - share * pd) / pp : 0
    let sum =
      rr - 2 * (shift * rp + share * rd) + shift * shift * pp + 2 * shift * share * pd
      + share * share * dd
    return Solution(firstLevel: base + shift, lineShare: share, sumOfSquares: max(0, sum))
  }

  /// The first level and the share of the line, within `0...largest`, with the smallest sum.
  func solution(upTo largest: Double) -> Solution {
    let determinant = pp * dd - pd * pd
    let free = determinant > 1e-12 * pp * dd ? (pp * rd - pd * rp) / determinant : 0
    return solution(share: min(max(free, 0), largest))
  }

  /// How far first level and share are known, for errors of a variance.
  ///
  /// The inverse of the information in the errors, with that of a share that is known to ±1
  /// added. Without it a line that hardly differs from a constant would leave its share, and so the
  /// far future, open without a bound.
  func uncertainty(variance: Double) -> ThetaUncertainty {
    let about = dd + variance
    let rest = about - (pp > 0 ? pd * pd / pp : 0)
    guard rest > 0 else { return ThetaUncertainty(level: 0, tilt: 0, share: 0) }
    let share = (variance / rest).squareRoot()
    return ThetaUncertainty(
      level: pp > 0 ? (variance / pp).squareRoot() : 0, tilt: pp > 0 ? -share * pd / pp : 0,
      share: share)
  }
}

/// Joint normal errors of first level and share of the line, from two independent standard ones:
/// `level · z₁ + tilt · z₂` and `share · z₂`.
struct ThetaUncertainty: Hashable, Sendable {
  let level: Double
  let tilt: Double
  let share: Double
}
