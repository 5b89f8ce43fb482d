import TemporalData

/// A model of the seasonally adjusted series, with the seasons of a decomposition put back.
///
/// The history is taken apart by `MSTL`; the model is fitted to the history less its seasonal
/// patterns; each pattern goes on as in its last cycle, and forecasts are those of the model moved by
/// their sum. The error of the last cycle is added to the spread, see ``FittedDecomposition``.
///
/// Missing values take no part in the patterns (they are interpolated first) and are missing in the
/// adjusted series. A history too short for every season is given to the model as it is, with the
/// reason.
///
/// Reference: K. Bandara, R. J. Hyndman and C. Bergmeir, *MSTL: a seasonal-trend decomposition
/// algorithm for time series with multiple seasonal patterns* (2021), arXiv:2107.13462.
public struct DecompositionModel: ForecastModel {
  /// How the history is taken apart.
  public let decomposition: MSTL
  /// The model of the seasonally adjusted history.
  public let adjusted: any ForecastModel

  /// The seasons of a decomposition around a model without a season.
  public init(_ decomposition: MSTL, adjusted: any ForecastModel) {
    (self.decomposition, self.adjusted) = (decomposition, adjusted)
  }

  /// The season lengths and the model, such as `MSTL(24,168)+ETS`.
  public var name: String {
    Self.name(decomposition.seasonLengths, adjusted.name)
  }

  /// Takes the history apart and fits the model to what the seasons leave.
  public func fit(_ history: TimeSeries) throws(ModelError) -> FittedDecomposition {
    let observed = history.trimmed()
    guard observed.varies else {
      return FittedDecomposition(plain: try adjusted.fitAny(history), reason: nil)
    }
    let unit = observed.binaryUnit
    guard let parts = try? decomposition.decompose(observed.map { $0 / unit }) else {
      let reason = Self.reason(leavingOut: decomposition.seasonLengths, of: observed.count)
      return FittedDecomposition(plain: try adjusted.fitAny(history), reason: reason)
    }
    let pattern = FuturePattern(parts, unit: unit)
    let slots = history.end.ordinal - observed.start.ordinal
    let rest = TimeSeries(
      start: observed.start,
      storage: (0..<slots).map { slot in
        slot < observed.count ? observed.storage[slot] - pattern.value(at: slot) : .nan
      })
    let dropped = parts.dropped.map(\.seasonLength)
    return FittedDecomposition(
      name: Self.name(parts.seasonLengths, nil), base: try adjusted.fitAny(rest),
      pattern: pattern,
      reason: dropped.isEmpty ? nil : Self.reason(leavingOut: dropped, of: observed.count))
  }

  private static func name(_ seasonLengths: [Int], _ adjusted: String?) -> String {
    let lengths = seasonLengths.map(String.init).joined(separator: ",")
    return "MSTL(\(lengths))" + (adjusted.map { "+" + $0 } ?? "")
  }

  private static func reason(leavingOut seasonLengths: [Int], of count: Int) -> String {
    let lengths = seasonLengths.map(String.init).joined(separator: " and ")
    return "no season of \(lengths): \(count) period\(count == 1 ? "" : "s") of history are "
      + "fewer than two seasons"
  }
}
