import TemporalData

/// The export of transactions on a day in the first month after the history, and what it misses.
///
/// The export holds what was both closed and booked by its date: its last month is partial, and
/// the months before lack what is booked late. The missing lines stand in the truth folder.
struct TransactionTables {
  let all: [CSVTable]

  private static let columns = [
    "close_date", "booked_date", "transaction_id", "partner_id", "partner_type", "region",
    "source", "stage", "amount",
  ]

  private typealias Line = (profile: PartnerProfile, transaction: Transaction)

  init(_ program: Program, _ histories: [PartnerHistory]) {
    let exported = program.plan.exportDate
    let lines = histories.flatMap { history in history.transactions.map { (history.profile, $0) } }
      .filter { $0.1.closed <= exported }
      .sorted { ($0.1.closed, $0.1.id) < ($1.1.closed, $1.1.id) }
    all = [
      Self.table("deals_daily.csv", lines.filter { $0.1.booked <= exported }),
      Self.table("truth/unbooked.csv", lines.filter { $0.1.booked > exported }),
    ]
  }

  private static func table(_ path: String, _ lines: [Line]) -> CSVTable {
    var table = CSVTable(path, columns: columns)
    for (profile, transaction) in lines {
      table.append([
        transaction.closed.description, transaction.booked.description, transaction.id,
        profile.id, profile.type.rawValue, profile.region, transaction.source.rawValue,
        transaction.isWon ? "won" : "lost", money(transaction.cents),
      ])
    }
    return table
  }
}
