/// What one partner did, month by month, in the history and in the held-back future.
public struct PartnerHistory: Sendable {
  /// The true parameters it was made from.
  public let profile: PartnerProfile
  /// One record per month from month 0 to the end of the held-back future.
  public let months: [MonthRecord]
  /// The closed deals and the orders of those months, by closing day.
  public let transactions: [Transaction]

  /// The months simulated before the history, so that its first month has a full pipeline.
  static let warmUp = 12

  init(profile: PartnerProfile, program: Program) {
    let plan = program.plan
    let demand = Demand(of: profile, in: program)
    let span = demand.start..<max(demand.start, min(profile.life.churn, plan.end))
    let enablement = Enablement(demand, span: span)
    let schedule = OrderSchedule(profile, span: span)
    let deals = DealFlow(demand, certificates: enablement.certificates, schedule: schedule)
    let orders = OrderFlow(demand, span: span, schedule: schedule)

    self.profile = profile
    let all = deals.transactions + orders.transactions
    var ledger = Ledger(profile, end: plan.end)
    months = ledger.records(all, enablement, registrations: deals.registrations)
    transactions = all.filter { $0.month >= 0 }
      .sorted { ($0.closed, $0.id) < ($1.closed, $1.id) }
  }
}

/// The KPIs of one partner in one month.
public struct MonthRecord: Sendable {
  /// The month index: 0 is the first month of the history.
  public let month: Int
  /// Whole US cents: won deals and orders that close in the month.
  public internal(set) var revenue = 0
  /// Deals registered.
  public internal(set) var registered = 0
  /// Registered deals that closed, won or lost.
  public internal(set) var closed = 0
  /// Registered deals that closed as won.
  public internal(set) var won = 0
  /// Staff with a valid certificate at the end of the month.
  public internal(set) var certifiedStaff = 0
  /// Certificates earned.
  public internal(set) var newlyCertified = 0
  /// Trainings completed.
  public internal(set) var completions = 0
  /// Marketing development funds spent, whole US cents.
  public internal(set) var fundsSpent = 0
  /// Visits to the partner portal.
  public internal(set) var portalLogins = 0

  /// Whether anything happened: only then the month has a row in the tables.
  public var isEventful: Bool {
    revenue != 0 || registered != 0 || closed != 0 || newlyCertified != 0 || completions != 0
      || fundsSpent != 0 || portalLogins != 0
  }
}
