import TemporalData

/// The season that the theta method takes out before and puts back after.
///
/// Amounts and factors come from the same centred moving average. Factors need no positive values,
/// only a positive average around each: a series of counts with some zeros keeps a season that grows
/// with its level, which amounts would flatten.
struct ThetaSeason {
  /// The history without its season.
  let adjusted: [Double]
  /// One factor or amount per slot of the season, the first slot's first; empty without a season.
  private let figure: [Double]
  private let isFactor: Bool

  /// Two seasons are enough to test and take out a third: many histories are not longer.
  private static let fewestSeasons = 2
  /// Factors at or below this are not divided by.
  private static let smallestFactor = 0.01

  /// The season of a history without gaps; none where it is not significant.
  init(_ history: TimeSeries, seasonLength: Int) {
    guard seasonLength > 1,
      history.hasSeasonality(seasonLength: seasonLength, fewestSeasons: Self.fewestSeasons),
      let parts = try? history.classicalDecomposition(seasonLength: seasonLength)
    else {
      (figure, isFactor, adjusted) = ([], false, history.storage)
      return
    }
    let y = history.storage
    if let factors = Self.factors(y, trend: parts.trend.storage, seasonLength) {
      (figure, isFactor) = (factors, true)
      adjusted = y.indices.map { y[$0] / factors[$0 % seasonLength] }
    } else {
      (figure, isFactor) = ((0..<seasonLength).map { parts.seasonalValue(at: $0) }, false)
      adjusted = parts.seasonallyAdjusted.storage
    }
  }

  /// What a slot's value is multiplied by; 1 for amounts.
  func factor(at slot: Int) -> Double { isFactor ? figure[slot % figure.count] : 1 }

  /// What is added to a slot's value; 0 for factors.
  func amount(at slot: Int) -> Double {
    isFactor || figure.isEmpty ? 0 : figure[slot % figure.count]
  }

  /// The mean ratio to the trend of each slot of the season, brought to a mean of 1; nil where a
  /// value is negative, a trend is not positive or a factor is too small to divide by.
  private static func factors(_ y: [Double], trend: [Double], _ period: Int) -> [Double]? {
    var sums = [Double](repeating: 0, count: period)
    var counts = sums
    for slot in y.indices {
      guard y[slot] >= 0 else { return nil }
      guard !trend[slot].isNaN else { continue }
      guard trend[slot] > 0 else { return nil }
      sums[slot % period] += y[slot] / trend[slot]
      counts[slot % period] += 1
    }
    let means = zip(sums, counts).map { $0 / $1 }
    let centre = means.reduce(0) { $0 + $1 / Double(period) }
    let factors = means.map { $0 / centre }
    return factors.allSatisfy { $0.isFinite && $0 > smallestFactor } ? factors : nil
  }
}
