/// The true mean of a partner's revenue, month by month.
///
/// In the history: the mean given the partner's level, the market and the enablement waves up to
/// that month, with the counts, amounts and order slips averaged out; 0 when the partner is not
/// active. In the held-back future: the mean given all that at the end of the history and whether
/// the partner was active then, with dormancy averaged out too. Deals already registered are not
/// used: it is the mean that a forecaster of revenue can at best know.
struct ExpectedRevenue: Sendable {
  private let demand: Demand
  private let end: Int

  /// The means of a partner.
  init(of profile: PartnerProfile, in program: Program) {
    end = program.plan.months
    demand = Demand(of: profile, in: program).known(before: end)
  }

  /// The mean revenue of a month, USD.
  subscript(month: Int) -> Double {
    let activity = self.activity(month)
    return activity > 0 ? activity * demand.revenue(month) : 0
  }

  /// The chance that the partner is active in a month: 0 or 1 in the history.
  func activity(_ month: Int) -> Double {
    let life = demand.profile.life
    guard month >= end else { return life.isActive(month) ? 1 : 0 }
    return life.churn >= end ? life.survival(to: month, from: end) : 0
  }
}
