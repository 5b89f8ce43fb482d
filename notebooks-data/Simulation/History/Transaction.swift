import TemporalData

/// A closed deal or a run-rate order, as a line of the transaction export.
public struct Transaction: Sendable {
  /// Where the transaction comes from.
  public enum Source: String, Sendable {
    /// A registered deal.
    case deal
    /// A run-rate order.
    case order
  }

  /// Such as `P0042-D0007`.
  public let id: String
  /// A deal or an order.
  public let source: Source
  /// The month index it closes in.
  public let month: Int
  /// The day it closes.
  public let closed: CivilDate
  /// The day it is entered into the system; never before it closes.
  public let booked: CivilDate
  /// Whether it was won; orders always are.
  public let isWon: Bool
  /// The amount, whole US cents; of a lost deal the amount that was quoted.
  public let cents: Int

  /// Revenue in whole US cents: the amount if won.
  public var revenue: Int { isWon ? cents : 0 }
}
