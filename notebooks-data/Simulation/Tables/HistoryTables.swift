/// The monthly KPI tables: wide, long, and the held-back future.
struct HistoryTables {
  let all: [CSVTable]

  private static let columns = [
    "month", "partner_id", "partner", "partner_type", "region", "tier", "revenue",
    "deals_registered", "deals_won", "deals_closed", "training_completions", "newly_certified",
    "certified_staff", "mdf_spend", "portal_logins",
  ]

  init(_ program: Program, _ histories: [PartnerHistory]) {
    let plan = program.plan
    var long = CSVTable(
      "partner_history_long.csv", columns: ["period", "partner_id", "kpi", "value"])
    for month in 0..<plan.months {
      for history in histories { Self.append(history, month, plan, to: &long) }
    }
    all = [
      Self.wide("partner_history.csv", 0..<plan.months, plan, histories), long,
      Self.wide("truth/future.csv", plan.months..<plan.end, plan, histories),
    ]
  }

  private static func wide(
    _ path: String, _ months: Range<Int>, _ plan: ProgramPlan, _ histories: [PartnerHistory]
  ) -> CSVTable {
    var table = CSVTable(path, columns: columns)
    for month in months {
      for history in histories where history.months[month].isEventful {
        table.append(row(history.profile, history.months[month], plan.label(month)))
      }
    }
    return table
  }

  private static func row(
    _ profile: PartnerProfile, _ record: MonthRecord, _ month: String
  ) -> [String] {
    [
      month, profile.id, profile.name, profile.type.rawValue, profile.region, profile.tier,
      money(record.revenue), "\(record.registered)", "\(record.won)", "\(record.closed)",
      "\(record.completions)", "\(record.newlyCertified)", "\(record.certifiedStaff)",
      money(record.fundsSpent), "\(record.portalLogins)",
    ]
  }

  /// The long table has two KPIs and, as exports do, no row for a zero.
  private static func append(
    _ history: PartnerHistory, _ month: Int, _ plan: ProgramPlan, to table: inout CSVTable
  ) {
    let record = history.months[month]
    let period = plan.month(month).description
    if record.revenue != 0 {
      table.append([period, history.profile.id, "revenue", money(record.revenue)])
    }
    if record.registered != 0 {
      table.append([period, history.profile.id, "deals_registered", "\(record.registered)"])
    }
  }
}
