import Forecasting
import RealModule
import TemporalData

extension Regressors {
  /// Sine and cosine waves of a season and of its first fractions.
  ///
  /// Columns `sin1_52`, `cos1_52`, `sin2_52` and so on:
  ///
  ///     sin(2πkt/m), cos(2πkt/m),   k = 1 … pairs
  ///
  /// A smooth pattern of long seasons with few coefficients. Pairs beyond half the season, and the sine
  /// of exactly half of it, say nothing and are left out. The length need not be whole: a year has
  /// 365.25/7 weeks. A regression uses them on histories of a whole season or more: fitted to a part of
  /// it, waves would run away in the rest.
  ///
  /// - Parameters:
  ///   - length: slots per season, above 1.
  ///   - pairs: the number of waves.
  public static func fourier(length: Double, pairs: Int) -> Regressors {
    guard length > 1, length.isFinite else { return .none }
    let label = Int(exactly: length).map(String.init) ?? "\(length)"
    let season = Int(exactly: length.rounded(.down)) ?? .max
    var columns: [Column] = []
    for k in stride(from: 1, through: pairs, by: 1) where 2 * Double(k) <= length {
      let turn = { @Sendable (period: Period) -> Double in
        // The remainder first, so that waves stay exact far from period 0.
        let place = (Double(k) * Double(period.ordinal)).truncatingRemainder(dividingBy: length)
        return 2 * Double.pi * place / length
      }
      if 2 * Double(k) < length {
        columns.append(
          Column("sin\(k)_\(label)", leastHistory: season) { Double.sin(turn($0)) })
      }
      columns.append(Column("cos\(k)_\(label)", leastHistory: season) { Double.cos(turn($0)) })
    }
    return Regressors(columns)
  }
}

extension Frequency {
  /// The length of a season in slots, exact where a whole number is only near it: a year of 52 weeks is
  /// 365.25/7 weeks long, one of 365 days 365.25 days.
  public func exactSeason(_ length: Int) -> Double {
    switch (self, length) {
    case (.week, 52), (.week, 53): 365.25 / 7
    case (.day, 365), (.day, 366): 365.25
    default: Double(length)
    }
  }
}
