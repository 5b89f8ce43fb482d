import RealModule

extension BoxCox {
  /// The power under which a line and a season with normal errors make the series most likely.
  ///
  /// With u the series over its geometric mean, w its transform and RSS(λ) the sum of squares that a
  /// straight line with one amount per slot of the season leaves of w, the power maximises the profile
  /// likelihood
  ///
  ///     ℓ(λ) = −n/2 · log RSS(λ)
  ///
  /// in which dividing by the geometric mean takes the place of the Jacobian. Missing values are left
  /// out. The line and the amounts are solved by subtracting from w and from time their means over
  /// each slot of the season. O(n) per trial power, some 35 trials.
  ///
  /// Reference: G. E. P. Box and D. R. Cox, *An analysis of transformations*, Journal of the Royal
  /// Statistical Society B 26 (1964), section 3.
  ///
  /// - Parameters:
  ///   - seasonLength: slots per season; 1 for none.
  ///   - range: the powers tried, within −2...2.
  /// - Returns: Nil if a value is not positive, if there are no more than two seasons of values, or if
  ///   nothing is left to measure.
  public static func mostLikely(
    for series: TimeSeries, seasonLength: Int, in range: ClosedRange<Double> = -1...2
  ) -> BoxCox? {
    guard let profile = PowerProfile(series, seasonLength: max(1, seasonLength)) else { return nil }
    let (low, high) = (max(-2, range.lowerBound), min(2, range.upperBound))
    guard low <= high else { return nil }
    let steps = 12
    let grid = (0...steps).map { low + (high - low) * Double($0) / Double(steps) }
    let losses = grid.map(profile.loss)
    guard
      let best = losses.indices.filter({ losses[$0].isFinite }).min(by: {
        losses[$0] < losses[$1]
      })
    else { return nil }
    let valley = grid[max(0, best - 1)]...grid[min(steps, best + 1)]
    let found = lowest(in: valley, tolerance: 1e-5, profile.loss)
    return BoxCox(checkedLambda: profile.loss(found) <= losses[best] ? found : grid[best])
  }
}

/// The residual sum of squares of a line and a season as a function of the power.
private struct PowerProfile {
  /// Logarithms of the observed values over their geometric mean.
  private let logs: [Double]
  /// The slot of the season of each.
  private let places: [Int]
  /// Time without its mean over each slot of the season.
  private let times: [Double]
  private let timeSquares: Double
  private let seasonLength: Int

  init?(_ series: TimeSeries, seasonLength: Int) {
    let slots = series.storage.indices.filter { !series.storage[$0].isNaN }
    guard slots.count / 2 > seasonLength, slots.allSatisfy({ series.storage[$0] > 0 }) else {
      return nil
    }
    let logs = slots.map { Double.log(series.storage[$0]) }
    let centre = logs.reduce(0) { $0 + $1 / Double(logs.count) }
    self.logs = logs.map { $0 - centre }
    self.seasonLength = seasonLength
    places = slots.map { $0 % seasonLength }
    times = Self.centred(slots.map(Double.init), places, seasonLength)
    timeSquares = times.reduce(0) { $0 + $1 * $1 }
    guard timeSquares > 0, let least = logs.min(), let greatest = logs.max(), least < greatest
    else { return nil }
  }

  /// log RSS(λ); infinite where powers leave the range of numbers or leave no residual.
  func loss(_ lambda: Double) -> Double {
    let values = logs.map { lambda == 0 ? $0 : .expMinusOne(lambda * $0) / lambda }
    let rest = Self.centred(values, places, seasonLength)
    let slope = zip(rest, times).reduce(0) { $0 + $1.0 * $1.1 } / timeSquares
    let squares = zip(rest, times).reduce(0) { sum, pair in
      let error = pair.0 - slope * pair.1
      return sum + error * error
    }
    return squares.isFinite && squares > 0 ? .log(squares) : .infinity
  }

  /// Values less their mean over the slots in the same place of the season.
  private static func centred(_ values: [Double], _ places: [Int], _ period: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: period)
    var counts = sums
    for (value, place) in zip(values, places) {
      sums[place] += value
      counts[place] += 1
    }
    return zip(values, places).map { $0 - sums[$1] / counts[$1] }
  }
}
