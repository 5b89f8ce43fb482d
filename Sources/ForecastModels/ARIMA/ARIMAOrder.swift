import Forecasting

/// The orders of a seasonal ARIMA model, (p,d,q)(P,D,Q)m.
public struct ARIMAOrder: Hashable, Sendable {
  /// The number of autoregressive coefficients, p.
  public let autoregressive: Int
  /// How often differences are taken, d.
  public let differences: Int
  /// The number of moving-average coefficients, q.
  public let movingAverage: Int
  /// The number of seasonal autoregressive coefficients, P.
  public let seasonalAutoregressive: Int
  /// How often seasonal differences are taken, D.
  public let seasonalDifferences: Int
  /// The number of seasonal moving-average coefficients, Q.
  public let seasonalMovingAverage: Int
  /// Slots per season, m; 1 if no seasonal order is above 0.
  public let seasonLength: Int

  /// Orders (p,d,q) and (P,D,Q) at a season length.
  ///
  /// | Name | Default | Meaning | Range |
  /// |---|---|---|---|
  /// | `p`, `q` | 0 | coefficients | 0...12 |
  /// | `d`, `D` | 0 | differences | 0...2, together at most 3 |
  /// | `P`, `Q` | 0 | seasonal coefficients | 0...3 |
  /// | `seasonLength` | 1 | slots per season | 2...400 with seasonal orders, else any |
  ///
  /// - Throws: `SpecificationError`.
  public init(
    _ p: Int = 0, _ d: Int = 0, _ q: Int = 0, seasonal: (Int, Int, Int) = (0, 0, 0),
    seasonLength: Int = 1
  ) throws(SpecificationError) {
    try Self.check("p", p, 0...12)
    try Self.check("d", d, 0...2)
    try Self.check("q", q, 0...12)
    try Self.check("P", seasonal.0, 0...3)
    try Self.check("D", seasonal.1, 0...2)
    try Self.check("Q", seasonal.2, 0...3)
    try Self.check("d + D", d + seasonal.1, 0...3)
    if seasonal != (0, 0, 0) {
      try Self.check("season length", seasonLength, 1...400)
      guard seasonLength > 1 else {
        throw .notAllowed("seasonal orders need a season, but the season length is \(seasonLength)")
      }
    }
    self.init(
      unchecked: p, d, q, seasonal.0, seasonal.1, seasonal.2, seasonLength: seasonLength)
  }

  init(
    unchecked p: Int, _ d: Int, _ q: Int, _ P: Int, _ D: Int, _ Q: Int, seasonLength: Int,
    keepingSeason: Bool = false
  ) {
    (autoregressive, differences, movingAverage) = (p, d, q)
    (seasonalAutoregressive, seasonalDifferences, seasonalMovingAverage) = (P, D, Q)
    self.seasonLength = (P, D, Q) == (0, 0, 0) && !keepingSeason ? 1 : seasonLength
  }

  private static func check(
    _ parameter: String, _ value: Int, _ allowed: ClosedRange<Int>
  ) throws(SpecificationError) {
    guard allowed ~= value else {
      throw .outOfRange(
        parameter: parameter, value: Double(value),
        allowed: "\(allowed.lowerBound)...\(allowed.upperBound)")
    }
  }

  /// The number of ARMA coefficients, p + q + P + Q.
  public var coefficientCount: Int {
    autoregressive + movingAverage + seasonalAutoregressive + seasonalMovingAverage
  }

  /// The number of values that differencing uses up, d + mD.
  public var lostValues: Int { differences + seasonLength * seasonalDifferences }

  /// The degree of the autoregressive polynomial, p + mP.
  var autoregressiveDegree: Int { autoregressive + seasonLength * seasonalAutoregressive }

  /// The degree of the moving-average polynomial, q + mQ.
  var movingAverageDegree: Int { movingAverage + seasonLength * seasonalMovingAverage }

  /// The number of values before the first observation that a forecast depends on.
  var stateCount: Int { max(autoregressiveDegree, movingAverageDegree) }

  /// Whether some seasonal order is above 0.
  public var isSeasonal: Bool { seasonLength > 1 }
}

extension ARIMAOrder: CustomStringConvertible {
  /// The orders as in `(1,1,1)(0,1,1)[12]`.
  public var description: String {
    let plain = "(\(autoregressive),\(differences),\(movingAverage))"
    guard isSeasonal else { return plain }
    return plain
      + "(\(seasonalAutoregressive),\(seasonalDifferences),\(seasonalMovingAverage))"
      + "[\(seasonLength)]"
  }
}
