import RealModule

extension BoxCox {
  /// The power that makes the spread of the seasons most alike in relation to their level.
  ///
  /// The series is cut into whole seasons from its end. With mean μ and standard deviation σ of each,
  /// the power k in −1...2 is taken that minimises the coefficient of variation of σ / μ^(1 − k). A
  /// season below two slots is taken as two; seasons with a missing value are left out. O(n) per
  /// trial power, some 100 trials.
  ///
  /// Reference: V. M. Guerrero, *Time-series analysis supported by power transformations*, Journal
  /// of Forecasting 12 (1993), 37–48, doi:10.1002/for.3980120104.
  ///
  /// - Returns: Nil if a value is not positive, if fewer than two seasons are whole, or if no season
  ///   varies.
  public static func chosen(for series: TimeSeries, seasonLength: Int) -> BoxCox? {
    guard !series.storage.contains(where: { $0 <= 0 }) else { return nil }
    let seasons = Season.whole(in: series.storage, length: max(2, seasonLength))
    guard seasons.count > 1, seasons.contains(where: { $0.relativeSpread > 0 }) else { return nil }
    // A coarse grid first: the criterion can have more than one valley.
    let grid = (0...60).map { -1 + 0.05 * Double($0) }
    let scores = grid.map { Season.unevenness(seasons, lambda: $0) }
    guard let best = scores.indices.min(by: { scores[$0] < scores[$1] }) else { return nil }
    let valley = grid[max(0, best - 1)]...grid[min(60, best + 1)]
    return BoxCox(checkedLambda: lowest(in: valley) { Season.unevenness(seasons, lambda: $0) })
  }

  /// The lowest point of a valley by golden sections.
  static func lowest(
    in valley: ClosedRange<Double>, tolerance: Double = 1e-8, _ height: (Double) -> Double
  ) -> Double {
    let golden = (Double.sqrt(5) - 1) / 2
    var (low, high) = (valley.lowerBound, valley.upperBound)
    var (left, right) = (high - golden * (high - low), low + golden * (high - low))
    var (leftHeight, rightHeight) = (height(left), height(right))
    while high - low > tolerance {
      if leftHeight <= rightHeight {
        (high, right, rightHeight) = (right, left, leftHeight)
        left = high - golden * (high - low)
        leftHeight = height(left)
      } else {
        (low, left, leftHeight) = (left, right, rightHeight)
        right = low + golden * (high - low)
        rightHeight = height(right)
      }
    }
    return (low + high) / 2
  }
}

/// What Guerrero's criterion needs of one season.
private struct Season {
  /// The logarithm of the mean.
  let logMean: Double
  /// Standard deviation over mean.
  let relativeSpread: Double

  init(_ values: ArraySlice<Double>) {
    let count = Double(values.count)
    let mean = values.reduce(0) { $0 + $1 / count }
    let squares = values.reduce(0) { $0 + ($1 / mean - 1) * ($1 / mean - 1) }
    logMean = .log(mean)
    relativeSpread = .sqrt(squares / (count - 1))
  }

  static func whole(in values: [Double], length: Int) -> [Season] {
    stride(from: values.count % length, to: values.count, by: length).compactMap { first in
      let slots = values[first..<(first + length)]
      return slots.contains { $0.isNaN } ? nil : Season(slots)
    }
  }

  /// The coefficient of variation of σ / μ^(1 − λ) = (σ/μ)·μ^λ.
  static func unevenness(_ seasons: [Season], lambda: Double) -> Double {
    // Powers of the level relative to the highest one stay within range.
    let top = seasons.reduce(-Double.infinity) { max($0, lambda * $1.logMean) }
    let ratios = seasons.map { $0.relativeSpread * .exp(lambda * $0.logMean - top) }
    let mean = ratios.reduce(0, +) / Double(ratios.count)
    let squares = ratios.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return .sqrt(squares / Double(ratios.count - 1)) / mean
  }
}
