import TemporalData

/// A rule that gives the members of a combination their shares.
public protocol MemberWeighting: Sendable {
  /// The shares of the members in the forecast of a history, at least 0, on any common scale.
  ///
  /// - Parameters:
  ///   - history: what is known.
  ///   - errors: each member's mean absolute error on the last periods of the history, when fitted to
  ///     what came before; nil if no such trial was made. NaN for a member that could not be fitted.
  ///   - scale: the size of an ordinary change of the history, in its unit.
  func weights(for history: TimeSeries, errors: [Double]?, scale: Double) -> [Double]
}
