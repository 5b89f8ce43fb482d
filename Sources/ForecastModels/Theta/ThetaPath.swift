/// The theta recursion beyond the history, driven by errors.
///
/// Values that are forecast take the place of observed ones. A fixed line then gives
/// `ℓ[n] + κ(d[n+1] + (h − 1) B)`; a line that moves takes every value in, and so answers to errors.
/// All of it is linear in level and line, so that a difference of two paths is a path from zero.
struct ThetaPath: Hashable, Sendable {
  let alpha: Double
  let share: Double
  let lineMoves: Bool
  private(set) var level: Double
  /// (1 − α)ⁿ.
  private(set) var faded: Double
  private(set) var line: ThetaLine

  init(
    alpha: Double, share: Double, lineMoves: Bool, level: Double, faded: Double, line: ThetaLine
  ) {
    (self.alpha, self.share, self.lineMoves) = (alpha, share, lineMoves)
    (self.level, self.faded, self.line) = (level, faded, line)
  }

  /// What the whole line adds to the next mean.
  var reach: Double { faded * line.intercept + (1 - faded * (1 - alpha)) / alpha * line.slope }

  /// Takes one step with an error and returns the value.
  mutating func next(error: Double = 0) -> Double {
    let value = level + share * reach + error
    level += alpha * (value - level)
    faded *= 1 - alpha
    if lineMoves { line.take(value) }
    return value
  }

  /// The same weights at the same time, all else 0.
  func zero(level: Double = 0) -> ThetaPath {
    ThetaPath(
      alpha: alpha, share: share, lineMoves: lineMoves, level: level, faded: faded,
      line: line.zero)
  }

  /// The means of the next steps.
  func means(_ steps: Int) -> [Double] {
    var path = self
    return (0..<steps).map { _ in path.next() }
  }

  /// What errors of variance 1 add to the variance of each of the next steps.
  ///
  /// O(steps) for a fixed line; O(steps²) for a line that moves, where no two errors act alike.
  func noise(_ steps: Int) -> [Double] {
    guard lineMoves else { return (0..<steps).map { 1 + Double($0) * alpha * alpha } }
    var sums = [Double](repeating: 0, count: steps)
    var origin = zero()
    for first in 0..<steps {
      var path = origin
      for step in first..<steps {
        let response = path.next(error: step == first ? 1 : 0)
        sums[step] += response * response
      }
      _ = origin.next()
    }
    return sums
  }

  /// How each of the next steps answers to the level at the start of the history.
  func answersToFirstLevel(_ steps: Int) -> [Double] { zero(level: faded).means(steps) }

  /// How each of the next steps answers to the share of the line.
  func answersToShare(_ steps: Int) -> [Double] {
    var (path, tangent) = (self, zero())
    return (0..<steps).map { _ in
      let reach = path.reach
      _ = path.next()
      return tangent.next(error: reach)
    }
  }
}
