/// Seasonal-trend decomposition by local regression, robust against outliers if wanted.
///
///     y(t) = T(t) + S(t) + R(t)
///
/// The inner loop removes the trend, smooths the values of each slot of the season over the years,
/// takes what is slow out of the result by three moving averages and a smoother (this gives S), and
/// smooths y − S (this gives T). The outer loop gives each value a weight that falls with its
/// remainder, (1 − (|R|/6·median|R|)²)², and repeats.
///
/// Missing values take no part; trend and season are known in their place. Defaults are those of R's
/// `stl`, and so are the results.
///
/// | Name | Default | Meaning | Range |
/// |---|---|---|---|
/// | `seasonLength` | | slots per season | at least 2 |
/// | `seasonal` | periodic | how fast the season may change | |
/// | `isRobust` | false | whether outliers lose their weight | |
/// | `trend` | see below | smoother of the trend | |
/// | `innerPasses` | 2, robust 1 | turns of the inner loop | at least 1 |
/// | `outerPasses` | 0, robust 15 | times that weights are found anew | at least 0 |
///
/// The trend window is the odd number from 1.5·m / (1 − 1.5/seasonal window) on; smoothers jump over
/// a tenth of their window. Counts outside a range are raised to the least allowed.
///
/// Example:
///
///     let parts = try STL(seasonLength: 12, isRobust: true).decompose(series)
///     parts.seasonallyAdjusted
///
/// Reference: R. B. Cleveland, W. S. Cleveland, J. E. McRae and I. Terpenning, *STL: a
/// seasonal-trend decomposition procedure based on loess*, Journal of Official Statistics 6 (1990),
/// 3–73.
public struct STL: Hashable, Sendable {
  /// How fast the season may change.
  public enum Seasonal: Hashable, Sendable {
    /// Not at all: every season is the same.
    case periodic
    /// As fast as a smoother over this many seasons allows; at least 7 is advised.
    case changing(window: Int, degree: Loess.Degree = .constant)
    /// As a smoother over the seasons says.
    case smoothed(by: Loess)
  }

  /// Slots per season.
  public let seasonLength: Int
  /// How fast the season may change.
  public let seasonal: Seasonal
  /// The smoother of the trend.
  public let trend: Loess
  /// The smoother that takes what is slow out of the season.
  public let lowPass: Loess
  /// Turns of the inner loop.
  public let innerPasses: Int
  /// How often weights are found anew.
  public let outerPasses: Int

  /// A decomposition; see the table for the meaning of the parameters.
  ///
  /// - Throws: ``DecompositionError/seasonTooShort(needed:found:)`` for a season below 2 slots.
  public init(
    seasonLength: Int, seasonal: Seasonal = .periodic, isRobust: Bool = false,
    trend: Loess? = nil, lowPass: Loess? = nil, innerPasses: Int? = nil, outerPasses: Int? = nil
  ) throws(DecompositionError) {
    guard seasonLength >= 2 else { throw .seasonTooShort(needed: 2, found: seasonLength) }
    self.seasonLength = seasonLength
    self.seasonal = seasonal
    self.trend = trend ?? seasonal.usualTrend(seasonLength: seasonLength)
    self.lowPass = lowPass ?? Loess(tenthJumpWindow: seasonLength, .linear)
    self.innerPasses = max(1, innerPasses ?? (isRobust ? 1 : 2))
    self.outerPasses = max(0, outerPasses ?? (isRobust ? 15 : 0))
  }
}

extension STL.Seasonal {
  /// The smoother over the seasons of a series with that many slots.
  func smoother(count: Int) -> Loess {
    switch self {
    case .periodic: Loess(tenthJumpWindow: 10 * count + 1, .constant)
    case .changing(let window, let degree): Loess(tenthJumpWindow: window, degree)
    case .smoothed(let smoother): smoother
    }
  }

  /// The shortest trend window that does not follow the season (paper, section 3.4).
  func usualTrend(seasonLength: Int) -> Loess {
    let length = 1.5 * Double(seasonLength)
    let slots =
      switch self {
      case .periodic: length
      case .changing, .smoothed: length / (1 - 1.5 / Double(smoother(count: 0).window))
      }
    return Loess(tenthJumpWindow: Int(min(slots.rounded(.up), 1e15)), .linear)
  }
}

extension Loess {
  /// A smoother that jumps over a tenth of its window.
  init(tenthJumpWindow window: Int, _ degree: Degree) {
    let odd = Loess(window: window).window
    self.init(window: odd, degree: degree, jump: odd / 10 + (odd % 10 == 0 ? 0 : 1))
  }
}
