import KPIProject
import PartnerKPI
import TemporalData
import Testing

@Suite("Reading a project file")
struct ProjectReadingTests {
  /// A file with every key.
  static let whole = """
    version: 1
    program: {name: Acme Channel, currency: USD, timezone: Europe/Berlin}
    calendar: {fiscal_year_start: 7, fiscal_year_named_by: end, weeks: none, holidays: days.csv}
    data:
      files: [exports/*.csv]
      period: Close Date
      grain: month
      entity: Partner Account
      dimensions: {type: Partner Type, tier: Tier, region: Region}
      kpi_column: metric
      where: "region != 'APAC'"
      missing: zero
      on_conflict: last
      aliases: aliases.csv
    goals:
      grow_indirect:
        kpi: revenue
        label: Grow indirect revenue 20 %
        activities:
          sign_msps: {label: Sign MSPs, kpis: [deal_regs]}
    kpis:
      - name: revenue
        label: Partner-sourced revenue
        description: What partners bring in.
        stage: sell
        type: flow
        column: Amount
        agg: {entities: sum, time: sum}
        unit: USD
        better: higher
        range: {min: 0, allow_credits: true}
        goal: grow_indirect
        role: lagging
        targets: targets.csv
        owner: VP Channel
        lever: deal desk, MDF
        source: system
        lag_days: 5
        applies_to: {type: [Reseller, MSP], region: EMEA}
      - name: deal_regs
        stage: sell
        type: flow
        column: Deal Regs
        role: leading
        leads: [{kpi: revenue, lag: 1..6}, {kpi: win_rate, lag: 3}]
        range: {min: 0, integer: true}
      - name: win_rate
        stage: sell
        type: ratio
        numerator: won
        denominator: closed
        better: band
        band: {min: 0.2, max: 0.5}
        min_denominator: 20
        range: {min: 0, max: 1}
        limit: {min: 0.1}
        formula: won ÷ closed
      - name: active_partners
        type: stock
        agg: {entities: count_active, time: last}
        active_within: 6 months
      - name: csat
        type: score
        weight: answers
        range: {min: 0, max: 100}
    tiers: tiers.yml
    events: events.csv
    """

  @Test("every key is read")
  func everything() throws {
    let project = try Project(text: Self.whole)
    #expect(project.program.name == "Acme Channel" && project.program.currency == "USD")
    #expect(project.program.timezone == "Europe/Berlin")
    #expect(project.calendar.fiscalYearStart == 7 && project.calendar.isNamedByEnd)
    #expect(project.calendar.weeks == WeekRule() && project.calendar.holidays == "days.csv")
    #expect(project.data.files.map(\.value) == ["exports/*.csv"])
    #expect(project.data.period?.value == "Close Date" && project.data.grain == "month")
    #expect(project.data.entity?.value == "Partner Account")
    #expect(project.data.kpiColumn?.value == "metric")
    #expect(project.data.filter?.value == "region != 'APAC'")
    #expect(project.data.missing == "zero" && project.data.onConflict == "last")
    #expect(project.data.aliases?.value == "aliases.csv")
    #expect(project.data.dimensions.map(\.name) == ["type", "tier", "region"])
    #expect(project.column(of: "type") == "Partner Type" && project.column(of: "x") == nil)
    #expect(project.tiers == "tiers.yml" && project.events == "events.csv")
    let goal = try #require(project.goals.first)
    #expect(goal.name == "grow_indirect" && goal.kpi == "revenue")
    #expect(goal.activities.map(\.kpis) == [["deal_regs"]])
    #expect(goal.activities[0].label == "Sign MSPs")
  }

  @Test("what a KPI says is in its definition")
  func definition() throws {
    let project = try Project(text: Self.whole)
    let revenue = try #require(project.definition(of: "revenue"))
    #expect(revenue.kpi.kind == .flow && revenue.unit == KPIUnit("USD"))
    #expect(revenue.measurement == .column("Amount"))
    #expect(revenue.kpi.range?.allowsCredits == true && revenue.kpi.range?.lower == 0)
    #expect(revenue.story.stage == .sell && revenue.story.role == .lagging)
    #expect(revenue.story.owner == "VP Channel" && revenue.story.lever == "deal desk, MDF")
    #expect(revenue.story.source == .system && revenue.story.lagDays == 5)
    #expect(revenue.story.targets == "targets.csv")
    #expect(
      revenue.story.appliesTo == [
        .init(dimension: "type", values: ["Reseller", "MSP"]),
        .init(dimension: "region", values: ["EMEA"]),
      ])
    let deals = try #require(project.definition(of: "deal_regs"))
    #expect(
      deals.story.leads == [
        KPILead(kpi: "revenue", lag: 1...6), KPILead(kpi: "win_rate", lag: 3...3),
      ])
    let rate = try #require(project.definition(of: "win_rate"))
    #expect(rate.kpi.direction == .band(try KPIRange(lower: 0.2, upper: 0.5)))
    #expect(rate.kpi.minimumDenominator == 20 && rate.story.limit?.lower == 0.1)
    let active = try #require(project.definition(of: "active_partners"))
    #expect(active.measurement == .activity && active.activeWithin == KPIWindow("6 months"))
    let csat = try #require(project.definition(of: "csat"))
    #expect(csat.kpi.aggregation == .weightedMean && csat.measurement == .column("csat"))
  }

  @Test("nothing but a name is needed, and the kind follows from formula and name")
  func bare() throws {
    let project = try Project(
      text: """
        kpis:
          - name: revenue
          - name: active_customers
          - {name: rate, expr: won / closed}
          - {name: profit, expr: revenue - cost}
          - {name: share, numerator: a, denominator: b + c}
          - {name: wait, type: duration}
        """)
    #expect(
      project.kpis.map(\.definition.kpi.kind.name) == [
        "flow", "stock", "ratio", "flow", "ratio", "duration",
      ])
    #expect(project.definition(of: "wait")?.kpi.direction == .lowerIsBetter)
    #expect(project.measure(of: "share")?.kpi.kind == .ratio(numerator: "a", denominator: "b + c"))
    #expect(project.calendar.fiscalYearStart == nil && project.data.files.isEmpty)
  }

  @Test("words of YAML 1.1 stay words where a name or a text is due")
  func words() throws {
    let project = try Project(
      text: """
        program: {name: no, timezone: on}
        data: {dimensions: {n: yes, y: off}}
        goals: {off: {kpi: no}}
        kpis:
          - {name: no, label: yes, owner: 2024-01-01, column: 1_000, range: {integer: yes}}
        """)
    #expect(project.program.name == "no" && project.program.timezone == "on")
    #expect(project.column(of: "n") == "yes" && project.column(of: "y") == "off")
    #expect(project.goals.map(\.name) == ["off"])
    let kpi = try #require(project.definition(of: "no"))
    #expect(kpi.story.label == "yes" && kpi.story.owner == "2024-01-01")
    #expect(kpi.measurement == .column("1_000") && kpi.kpi.range?.isWhole == true)
  }

  @Test("empty keys say nothing, and quotes make text of them")
  func empty() throws {
    let project = try Project(
      text: "kpis:\n  - name: a\n    owner:\n    lever: ~\n    label: 'null'\n")
    let story = try #require(project.definition(of: "a")).story
    #expect(story.owner == nil && story.lever == nil && story.label == "null")
  }

  @Test("a byte order mark, CRLF lines, comments and JSON are all read")
  func forms() throws {
    #expect(try Project(text: "\u{FEFF}kpis:\r\n  - name: a   # the first\r\n").kpis.count == 1)
    #expect(try Project(text: #"{"kpis": [{"name": "a", "unit": "USD"}]}"#).kpis.count == 1)
  }

  @Test("an included catalogue adds its KPIs behind those of the file")
  func include() throws {
    let project = try Project(
      text: """
        include: builtin/partner-program
        kpis:
          - {name: win_rate, owner: me}
          - {name: own_thing}
        """)
    #expect(project.kpis.count == 51)
    #expect(project.kpis.prefix(2).map(\.definition.id) == ["win_rate", "own_thing"])
    #expect(project.kpis.map(\.isOwn).filter { $0 }.count == 2)
    let rate = try #require(project.definition(of: "win_rate"))
    #expect(rate.story.owner == "me" && rate.story.label == "Win rate")
    #expect(rate.kpi.minimumDenominator == 20)
    #expect(project.measure(of: "win_rate")?.quotient?.description == "won / (won + lost)")
  }

  @Test("what the file says replaces what belongs together in a catalogue")
  func overriding() throws {
    let project = try Project(
      text: """
        program: {currency: EUR}
        include: [builtin/partner-program, builtin/retail]
        kpis:
          - {name: win_rate, numerator: good, denominator: all_deals}
          - {name: csat, type: mean}
          - {name: partner_revenue, column: Umsatz}
        """)
    #expect(project.measure(of: "win_rate")?.quotient?.description == "good / all_deals")
    #expect(project.definition(of: "csat")?.kpi.aggregation == .mean)
    #expect(project.definition(of: "partner_revenue")?.unit == KPIUnit("EUR"))
    #expect(
      project.measure(of: "profit_margin")?.quotient?.description
        == "(Umsatz - cost) / Umsatz")
    // Both catalogues define csat: the first stands.
    #expect(project.kpis.filter { $0.definition.id == "csat" }.count == 1)
  }

  @Test("months across are said by a mapping")
  func wide() throws {
    let project = try Project(text: "data: {period: {wide: '*'}}\n")
    #expect(project.data.period == nil)
  }

  @Test("a file of two thousand KPIs is read in one go")
  func large() throws {
    let entries = (0..<2_000).map { "  - {name: k\($0), expr: a\($0) / b}" }
    let project = try Project(text: "kpis:\n" + entries.joined(separator: "\n"))
    #expect(project.measures.count == 2_000)
    let more = entries + ["  - name: one_more"]
    #expect(throws: ProjectError.self) {
      try Project(text: "kpis:\n" + more.joined(separator: "\n"))
    }
  }
}
