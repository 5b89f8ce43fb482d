import RealModule
import Statistics

/// Deal registrations and how the deals close.
struct DealFlow: Sendable {
  let registrations: MonthlyCounts
  let transactions: [Transaction]

  /// The standard deviation of the log amount of a deal.
  static let amountSpread = 0.8

  /// The deals of a partner over the months of its activity.
  init(_ demand: Demand, certificates: MonthlyCounts, schedule: OrderSchedule) {
    let registrations = Self.registrations(demand, certificates)
    var stream = demand.profile.stream("deals")
    var clerk = Clerk(demand.profile, source: .deal)
    var transactions: [Transaction] = []
    for month in registrations.span {
      for _ in 0..<registrations[month] {
        let due = month + LeadingEdges.salesCycle.lag(stream.uniform())
        let isWon = stream.uniform() < demand.profile.winRate
        let size = Self.relativeAmount(&stream) * demand.profile.meanDeal
        guard let close = schedule.release(due) else { continue }
        transactions.append(
          clerk.enter(size * demand.price(close), isWon: isWon, in: close, of: demand.program.plan))
      }
    }
    (self.registrations, self.transactions) = (registrations, transactions)
  }

  /// A log-normal number with mean 1.
  private static func relativeAmount(_ stream: inout RandomStream) -> Double {
    Double.exp(amountSpread * stream.normal() - amountSpread * amountSpread / 2)
  }

  /// Negative binomial registrations of the partner's own, Poisson ones for every certificate.
  private static func registrations(
    _ demand: Demand, _ certificates: MonthlyCounts
  ) -> MonthlyCounts {
    var own = demand.profile.stream("registrations")
    var led = demand.profile.stream("registrations/certified")
    var result = MonthlyCounts(certificates.span)
    for month in certificates.span {
      let mean = demand.ownRegistrations(month)
      result.add(own.negativeBinomial(mean: mean, size: demand.profile.dispersion), in: month)
      for _ in 0..<certificates[month] {
        for _ in 0..<led.poisson(mean: LeadingEdges.registrationsPerCertificate) {
          result.add(in: month + LeadingEdges.registration.lag(led.uniform()))
        }
      }
    }
    return result
  }
}
