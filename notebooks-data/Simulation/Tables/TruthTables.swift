/// What is true of the program: parameters, means, events and leading edges.
struct TruthTables {
  let all: [CSVTable]

  init(_ program: Program, _ histories: [PartnerHistory]) {
    all = [
      Self.partners(program, histories.map(\.profile)),
      Self.expected(program, histories.map(\.profile)),
      Self.events(program), Self.edges(),
    ]
  }

  private static func partners(_ program: Program, _ profiles: [PartnerProfile]) -> CSVTable {
    var table = CSVTable(
      "truth/partners.csv",
      columns: [
        "partner_id", "partner", "partner_type", "region", "tier", "launch_month", "churn_month",
        "cadence", "order_phase", "order_probability", "steady_revenue", "order_rate",
        "deal_rate", "deal_dispersion", "win_rate", "mean_deal", "training_rate",
        "growth_per_year", "ramp_months", "churn_hazard",
      ])
    for profile in profiles { table.append(row(profile, program.plan)) }
    return table
  }

  private static func row(_ profile: PartnerProfile, _ plan: ProgramPlan) -> [String] {
    let life = profile.life
    return [
      profile.id, profile.name, profile.type.rawValue, profile.region, profile.tier,
      plan.label(life.launch), life.churn < plan.end ? plan.label(life.churn) : "",
      profile.cadence.name, phase(profile.cadence), probability(profile.cadence),
      fixed(profile.steadyRevenue, 2), fixed(profile.orderRate, 2), fixed(profile.dealRate, 4),
      fixed(profile.dispersion, 4), fixed(profile.winRate, 4), fixed(profile.meanDeal, 2),
      fixed(profile.trainingRate, 4), fixed(profile.growth, 4), fixed(life.rampMonths, 0),
      fixed(life.churnHazard, 3),
    ]
  }

  private static func phase(_ cadence: Cadence) -> String {
    guard case .everyThirdMonth(let phase) = cadence else { return "" }
    return "\(phase)"
  }

  private static func probability(_ cadence: Cadence) -> String {
    guard case .irregular(let probability) = cadence else { return "" }
    return fixed(probability, 4)
  }

  private static func expected(_ program: Program, _ profiles: [PartnerProfile]) -> CSVTable {
    var table = CSVTable(
      "truth/expected.csv",
      columns: ["month", "partner_id", "expected_revenue", "p_active", "span"])
    let means = profiles.map { ($0.id, ExpectedRevenue(of: $0, in: program)) }
    for month in 0..<program.plan.end {
      let span = month < program.plan.months ? "history" : "future"
      for (id, mean) in means where mean.activity(month) > 0 {
        table.append([
          program.plan.label(month), id, fixed(mean[month], 2), fixed(mean.activity(month), 4),
          span,
        ])
      }
    }
    return table
  }

  private static func events(_ program: Program) -> CSVTable {
    var table = CSVTable(
      "truth/events.csv",
      columns: ["date", "until", "kind", "partner_type", "acts_on", "factor", "note"])
    for event in program.events {
      table.append([
        program.plan.month(event.first).description,
        event.last.map { program.plan.month($0).lastDay.description } ?? "",
        event.kind, event.type?.rawValue ?? "", event.target.rawValue, fixed(event.factor, 2),
        event.note,
      ])
    }
    return table
  }

  private static func edges() -> CSVTable {
    var table = CSVTable(
      "truth/edges.csv",
      columns: [
        "leading", "lagging", "lag_months", "lag_first", "lag_last", "effect", "verdict", "note",
      ])
    for edge in LeadingEdge.all { table.append(edge.fields) }
    return table
  }
}
