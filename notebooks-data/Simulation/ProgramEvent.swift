/// A shock of the whole program or of one partner type, with its true effect.
public struct ProgramEvent: Sendable {
  /// What an event multiplies.
  public enum Target: String, Sendable {
    /// The demand for run-rate orders.
    case orders
    /// The rate at which deals are registered, certifications aside.
    case registrations
    /// The amount of every order and every won deal.
    case prices
  }

  /// `campaign`, `price_change`, `outage` or `level_shift`.
  public let kind: String
  /// The first month it acts in.
  public let first: Int
  /// The last month it acts in; nil if it stays.
  public let last: Int?
  /// The type it acts on; nil for all.
  public let type: PartnerType?
  /// What it multiplies.
  public let target: Target
  /// The factor.
  public let factor: Double
  /// One sentence on what happened.
  public let note: String

  /// The factor for a type in a month: 1 where the event does not act.
  func factor(_ month: Int, _ type: PartnerType) -> Double {
    guard month >= first, month <= last ?? .max, self.type ?? type == type else { return 1 }
    return factor
  }

  /// The events of a history; their dates are fixed shares of its length.
  static func calendar(months: Int) -> [ProgramEvent] {
    let campaign = months * 2 / 5
    let prices = months * 11 / 20
    let outage = months * 7 / 10
    let shift = months * 4 / 5
    return [
      ProgramEvent(
        kind: "campaign", first: campaign, last: campaign + 1, type: nil, target: .registrations,
        factor: 1.5, note: "two months of joint marketing"),
      ProgramEvent(
        kind: "price_change", first: prices, last: nil, type: nil, target: .prices,
        factor: 1.08, note: "list prices up 8 %"),
      ProgramEvent(
        kind: "outage", first: outage, last: outage, type: nil, target: .orders,
        factor: 0.5, note: "order system down for half a month, orders lost"),
      ProgramEvent(
        kind: "outage", first: outage, last: outage, type: nil, target: .registrations,
        factor: 0.5, note: "deal portal down for half a month, registrations lost"),
      ProgramEvent(
        kind: "level_shift", first: shift, last: nil, type: .agency, target: .registrations,
        factor: 0.7, note: "referral fee of agencies cut"),
      ProgramEvent(
        kind: "level_shift", first: shift, last: nil, type: .msp, target: .orders,
        factor: 1.15, note: "a new service joins the recurring bundle of MSPs"),
    ]
  }
}

extension Program {
  /// The product of the events that act on a target, for a type in a month.
  func eventFactor(_ target: ProgramEvent.Target, _ month: Int, _ type: PartnerType) -> Double {
    events.reduce(1) { $1.target == target ? $0 * $1.factor(month, type) : $0 }
  }
}
