/// What came of one series of many: a result, a simpler result with its reason, or a refusal.
///
/// A series that cannot be handled is a row with a reason, never the end of a run.
public enum SeriesOutcome<Value: Sendable>: Sendable {
  /// What was asked for.
  case ok(Value)
  /// A simpler answer than the one asked for, and why.
  case fallback(Value, reason: String)
  /// No answer, and why.
  case refused(reason: String)

  /// The word for result tables: `ok`, `fallback` or `refused`.
  public var status: String {
    switch self {
    case .ok: "ok"
    case .fallback: "fallback"
    case .refused: "refused"
    }
  }

  /// The result; nil if refused.
  public var value: Value? {
    switch self {
    case .ok(let value), .fallback(let value, _): value
    case .refused: nil
    }
  }

  /// Why the result is simpler or missing; nil if all is well.
  public var reason: String? {
    switch self {
    case .ok: nil
    case .fallback(_, let reason), .refused(let reason): reason
    }
  }
}
