import Statistics

/// Run-rate orders: what falls due between registered deals.
struct OrderFlow: Sendable {
  let transactions: [Transaction]

  /// The shape of the gamma distribution of amounts around what is due.
  static let amountShape = 20.0

  /// The orders of a partner over the months of its activity.
  init(_ demand: Demand, span: Range<Int>, schedule: OrderSchedule) {
    var stream = demand.profile.stream("orders")
    var clerk = Clerk(demand.profile, source: .order)
    var transactions: [Transaction] = []
    var due = 0.0
    for month in span {
      due += demand.ordersDue(month)
      let noise = stream.gamma(shape: Self.amountShape) / Self.amountShape
      let isPlaced = stream.uniform() < Self.probability(demand.profile.cadence)
      guard schedule.isOpen(month) else { continue }
      if isPlaced {
        let amount = due * noise / Self.probability(demand.profile.cadence)
        transactions.append(
          clerk.enter(amount, isWon: true, in: month, of: demand.program.plan))
      }
      due = 0
    }
    self.transactions = transactions
  }

  /// The chance that an order is placed in an open month; the amount makes up for it on average.
  private static func probability(_ cadence: Cadence) -> Double {
    guard case .irregular(let probability) = cadence else { return 1 }
    return probability
  }
}
