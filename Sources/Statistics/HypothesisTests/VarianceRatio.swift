/// A test of whether the values of the last third spread as far around zero as those of the first.
///
/// With h the whole number nearest to n/3, the ratio
///
///     H = Σ e² of the last h values / Σ e² of the first h values
///
/// has an F distribution with h and h degrees of freedom when the values are independent and normal
/// with mean zero and one variance. The p-value is two-sided: twice the smaller tail.
///
/// Harvey, A. C. (1989), *Forecasting, Structural Time Series Models and the Kalman Filter*,
/// Cambridge University Press, section 5.4.2, doi:10.1017/CBO9781107049994.
public struct VarianceRatio: Hashable, Sendable {
  /// The number h of values on either side.
  public let valuesPerSide: Int
  /// The ratio H, above 1 if the spread grows; infinite if the first values are all zero.
  public let ratio: Double
  /// The probability of a ratio at least as far from equality, 0...1.
  public let pValue: Double

  /// Tests residuals in order of time.
  ///
  /// - Parameter residuals: Finite, at least 6, not all zero at both ends.
  /// - Throws: ``HypothesisTestError``.
  /// - Complexity: O(*n*).
  public init(residuals: [Double]) throws(HypothesisTestError) {
    guard residuals.count >= 6 else { throw .tooFewValues(needed: 6, found: residuals.count) }
    try residuals.checkFinite()
    valuesPerSide = (residuals.count + 1) / 3
    let sides = [residuals.prefix(valuesPerSide), residuals.suffix(valuesPerSide)]
    let largest = sides.joined().reduce(0) { max($0, abs($1)) }
    guard largest > 0 else { throw .constant(value: 0) }
    let sums = sides.map { side in
      side.reduce(0) { $0 + ($1 / largest) * ($1 / largest) }
    }
    ratio = sums[1] / sums[0]
    // F(h, h) at H is the beta function I with parameters h/2, h/2 at last/(first + last).
    let half = Double(valuesPerSide) / 2
    let whole = sums[0] + sums[1]
    let tails = IncompleteBeta.tails(
      at: .init(value: sums[1] / whole, complement: sums[0] / whole), half, half)
    pValue = min(1, 2 * min(tails.lower, tails.upper))
  }
}
