import RealModule

/// The search for a quantile among whole numbers.
///
/// The start is that of Cornish, E. A. and Fisher, R. A. (1938), *Revue de l'Institut International
/// de Statistique* 5(4), 307–320, to the skewness; from there steps that double, then halves.
struct CountQuantile {
  /// The expected value.
  let mean: Double
  /// The standard deviation.
  let deviation: Double
  /// The third standardized moment.
  let skewness: Double

  /// The smallest whole number, at least 0, that fulfils a condition which all larger ones fulfil.
  ///
  /// - Parameter z: The normal quantile of the probability sought.
  /// - Complexity: O(log of the error of the start) evaluations of the condition.
  func smallest(near z: Double, where condition: (Double) -> Bool) -> Double {
    if condition(0) { return 0 }
    let guess = mean + deviation * (z + skewness * (z * z - 1) / 6)
    // The largest number known to fail, and the smallest known to hold.
    var low = 0.0
    var high = min(max(1, guess.rounded(.up)), 0x1p1000)
    var step = 1.0
    if condition(high) {
      while high - step > low, condition(high - step) {
        high -= step
        step *= 2
      }
      low = max(low, high - step)
    } else {
      repeat {
        low = high
        high += step
        step *= 2
      } while high < 0x1p1020 && !condition(high)
    }
    while true {
      let middle = ((low + high) / 2).rounded(.down)
      guard middle > low, middle < high else { return high }
      if condition(middle) { high = middle } else { low = middle }
    }
  }
}
