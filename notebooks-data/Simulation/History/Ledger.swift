import RealModule
import Statistics

/// Adds up a partner's activity to monthly KPIs.
struct Ledger {
  private let profile: PartnerProfile
  private let end: Int
  private var funds: RandomStream
  private var portal: RandomStream

  /// The share of months in which a partner claims its funds; the claims make up for the others.
  static let claimedShare = 0.6

  /// A ledger for a partner from month 0 up to `end`.
  init(_ profile: PartnerProfile, end: Int) {
    (self.profile, self.end) = (profile, end)
    funds = profile.stream("funds")
    portal = profile.stream("portal")
  }

  /// One record per month from month 0, the dormant ones empty.
  ///
  /// Starts earlier by the lag of the funds, so that those of month 0 follow their revenue too.
  mutating func records(
    _ transactions: [Transaction], _ enablement: Enablement, registrations: MonthlyCounts
  ) -> [MonthRecord] {
    let first = -LeadingEdges.fundsLag
    var records = (first..<end).map { month in
      var record = MonthRecord(month: month)
      record.registered = registrations[month]
      record.completions = enablement.completions[month]
      record.newlyCertified = enablement.certificates[month]
      record.certifiedStaff = enablement.certifiedStaff[month]
      return record
    }
    for transaction in transactions where transaction.month >= first {
      records[transaction.month - first].add(transaction)
    }
    addFollowers(to: &records)
    return Array(records.dropFirst(-first))
  }

  /// The KPIs that move nothing: funds follow revenue, portal visits follow size alone.
  private mutating func addFollowers(to records: inout [MonthRecord]) {
    for position in records.indices {
      let isClaimed = funds.uniform() < Self.claimedShare
      let visits = portal.poisson(mean: 0.4 * Double.sqrt(profile.size / 1_000))
      guard profile.life.isActive(records[position].month) else { continue }
      records[position].portalLogins = visits
      guard isClaimed, position >= LeadingEdges.fundsLag else { continue }
      let accrued = Double(records[position - LeadingEdges.fundsLag].revenue) / 100
      records[position].fundsSpent = wholeCents(
        accrued * LeadingEdges.fundsPerRevenue / Self.claimedShare)
    }
  }
}

extension MonthRecord {
  /// Adds a transaction of the month.
  fileprivate mutating func add(_ transaction: Transaction) {
    revenue += transaction.revenue
    guard transaction.source == .deal else { return }
    closed += 1
    won += transaction.isWon ? 1 : 0
  }
}
