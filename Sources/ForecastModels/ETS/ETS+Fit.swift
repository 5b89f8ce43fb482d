import Forecasting
import TemporalData

extension ETS {
  /// Estimates weights and first states by what `estimation` says is maximised.
  ///
  /// The history is scaled by a power of two, so that no scale overflows and powers of two scale
  /// the answer exactly. O(iterations × n), 10 to 60 passes a start.
  ///
  /// - Throws: `ModelError.tooFewObservations` with no more observations than parameters,
  ///   `.nonPositiveValue` where the model needs positive values, `.didNotConverge` if no starting
  ///   point has a finite likelihood.
  public func fit(_ history: TimeSeries) throws(ModelError) -> FittedETS {
    let prepared = SmoothingHistory(history)
    return try fit(prepared)
  }

  /// Estimates from a history that several candidates share.
  func fit(_ history: SmoothingHistory) throws(ModelError) -> FittedETS {
    guard history.observedCount > parameterCount else {
      throw .tooFewObservations(needed: parameterCount + 1, found: history.observedCount)
    }
    if needsPositive, let slot = history.firstNonPositive {
      throw .nonPositiveValue(at: history.scaled.start.advanced(by: slot))
    }
    let start = SmoothingStart(history.scaled, trend: trend != .none, season: season)
    var search = SmoothingFit(self, history, start)
    return try search.fitted()
  }
}

/// A history as the smoothing models read it.
struct SmoothingHistory {
  /// The history from its first to its last observation, divided by `scale`.
  let scaled: TimeSeries
  /// A power of two near the mean size of the observations.
  let scale: Double
  let observedCount: Int
  /// The number of slots after the last observation.
  let gap: Int
  /// Where the first value that is not positive stands.
  let firstNonPositive: Int?

  init(_ history: TimeSeries) {
    let observed = history.trimmed()
    let kept = observed.storage
    gap = kept.isEmpty ? 0 : history.end.ordinal - observed.end.ordinal
    let largest = kept.reduce(0) { $1.isNaN ? $0 : max($0, abs($1)) }
    let unit = largest > 0 ? Double(sign: .plus, exponent: largest.exponent, significand: 1) : 1
    let count = kept.count { !$0.isNaN }
    let mean = kept.reduce(0) { $1.isNaN ? $0 : $0 + abs($1 / unit) / Double(max(1, count)) }
    // Not below the least normal power: dividing by a subnormal one would overflow.
    let least = Double.leastNormalMagnitude.exponent
    let exponent = mean > 0 ? max(least, unit.exponent + mean.exponent) : 0
    let scale = Double(sign: .plus, exponent: exponent, significand: 1)
    self.scale = scale
    observedCount = count
    firstNonPositive = kept.firstIndex { $0 <= 0 }
    scaled = TimeSeries(
      start: observed.start, storage: kept.map { $0 / scale })
  }
}
