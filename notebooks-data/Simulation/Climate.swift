import RealModule
import Statistics

/// What moves all partners together: the market and the waves of enablement.
///
/// The log of the market factor is a first-order autoregression xₜ = φ xₜ₋₁ + εₜ with stationary
/// variance s², and the factor exp(xₜ − s²/2) has mean 1. Enablement waves are independent gamma
/// numbers with mean 1: months of many and of few training offers.
struct Climate: Sendable {
  /// The autocorrelation of the log market factor from month to month.
  static let persistence = 0.8
  /// The stationary standard deviation of the log market factor.
  static let marketSpread = 0.06
  /// The shape of the gamma distribution of waves; the relative deviation is 1/√shape.
  static let waveShape = 2.5
  /// The first month that is simulated, before the history.
  static let start = -24

  private let market: [Double]
  private let waves: [Double]

  /// The climate of the months from `start` up to `end`.
  init(seed: UInt64, end: Int) {
    var stream = Program.stream(seed: seed, "program/market")
    var state = Self.marketSpread * stream.normal()
    let innovation = Self.marketSpread * (1 - Self.persistence * Self.persistence).squareRoot()
    market = (Self.start..<end).map { _ in
      state = Self.persistence * state + innovation * stream.normal()
      return state
    }
    var waveStream = Program.stream(seed: seed, "program/waves")
    waves = (Self.start..<end).map { _ in
      waveStream.gamma(shape: Self.waveShape) / Self.waveShape
    }
  }

  /// The mean of the market factor of a month, given the months before `known`.
  ///
  /// With h months from the last known one, the log factor is normal with mean φʰ x and variance
  /// s² (1 − φ²ʰ), so that the mean of the factor is exp(φʰ x − s² φ²ʰ / 2); h = 0 gives the factor.
  func market(_ month: Int, known: Int) -> Double {
    let ahead = max(0, month - known + 1)
    let decay = Double.pow(Self.persistence, Double(ahead))
    let state = market[month - ahead - Self.start]
    let spread = Self.marketSpread * decay
    return Double.exp(decay * state - spread * spread / 2)
  }

  /// The mean of the enablement wave of a month, given the months before `known`.
  func wave(_ month: Int, known: Int) -> Double {
    month < known ? waves[month - Self.start] : 1
  }
}
