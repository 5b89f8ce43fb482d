import RealModule
import Statistics
import TemporalData

/// Gives transactions their identifiers, days and booking dates.
///
/// Four in ten close in the last five days of the month. 55 % are booked on the day they close, the
/// others 1 to 45 days later, 10 days on average before the cut at 45.
struct Clerk {
  private let prefix: String
  private let source: Transaction.Source
  private var entered = 0
  private var stream: RandomStream

  /// A clerk for the deals or the orders of one partner.
  init(_ profile: PartnerProfile, source: Transaction.Source) {
    self.source = source
    prefix = profile.id + (source == .deal ? "-D" : "-R")
    stream = profile.stream("clerk/" + source.rawValue)
  }

  /// Enters an amount in USD that closes in a month.
  mutating func enter(
    _ amount: Double, isWon: Bool, in month: Int, of plan: ProgramPlan
  ) -> Transaction {
    entered += 1
    let closed = closingDay(in: plan.month(month))
    let booked = CivilDate(daysSince1970: closed.daysSince1970 + bookingDelay())
    return Transaction(
      id: prefix + zeroFilled(entered, 4), source: source, month: month, closed: closed,
      booked: booked, isWon: isWon, cents: max(1, wholeCents(amount)))
  }

  private mutating func closingDay(in month: Period) -> CivilDate {
    let last = month.lastDay
    let days = stream.uniform() < 0.4 ? 5 : last.day
    let before = Int(stream.uniform() * Double(days))
    return CivilDate(daysSince1970: last.daysSince1970 - before)
  }

  private mutating func bookingDelay() -> Int {
    let isLate = stream.uniform() >= 0.55
    let wait = Int(-9.5 * Double.log(1 - stream.uniform()))
    return isLate ? min(45, 1 + wait) : 0
  }
}
