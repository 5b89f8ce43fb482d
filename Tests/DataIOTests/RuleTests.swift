import PartnerKPI
import TemporalData
import Testing

@testable import DataIO

private func track(_ kind: KPI.Kind, _ values: [Int: Double]) -> Track {
  var track = Track(key: ["A"], label: nil, kpi: KPI(id: "k", kind: kind), points: [])
  for ordinal in values.keys.sorted() { track.append(ordinal, values[ordinal] ?? .nan, 1) }
  return track
}

private func text(_ values: [Double]) -> String {
  values.map { $0.isNaN ? "?" : "\(Int($0))" }.joined(separator: " ")
}

@Test(
  "an absent period means what the KPI's kind or the user says",
  arguments: [
    (KPI.Kind.flow, nil, false, "1 0 0 4"), (.flow, nil, true, "1 ? ? 4"),
    (.flow, .carry, false, "1 1 1 4"), (.flow, .notAvailable, false, "1 ? ? 4"),
    (.stock, nil, false, "1 1 1 4"), (.stock, .zero, false, "1 0 0 4"),
    (.mean, nil, false, "1 ? ? 4"), (.mean, .zero, false, "1 0 0 4"),
    (.ratio(numerator: "a", denominator: "b"), .zero, false, "1 ? ? 4"),
    (.ratio(numerator: "a", denominator: "b"), .carry, false, "1 1 1 4"),
  ] as [(KPI.Kind, MissingRule?, Bool, String)])
func gapRules(_ kind: KPI.Kind, _ asked: MissingRule?, _ isPrepared: Bool, _ expected: String) {
  var rule = GapRule(asked: asked, isPrepared: isPrepared, silenceEnd: nil)
  #expect(text(rule.storage(track(kind, [7: 1, 10: 4]))) == expected)
  #expect(rule.filled.values.reduce(0, +) == 2)
}

@Test("only flows whose gaps are zeros go on as zeros, and it is counted")
func silenceRules() {
  let points = [7: 1.0, 8: 2.0]
  var zeros = GapRule(asked: nil, isPrepared: false, silenceEnd: 11)
  #expect(text(zeros.storage(track(.flow, points))) == "1 2 0 0 0")
  #expect(text(zeros.storage(track(.stock, points))) == "1 2")
  #expect(text(zeros.storage(track(.mean, points))) == "1 2")
  #expect(zeros.silent == 3)
  var missing = GapRule(asked: .notAvailable, isPrepared: false, silenceEnd: 11)
  #expect(text(missing.storage(track(.flow, points))) == "1 2")
}

@Test("a value that was there but empty stays missing, unless it is carried over")
func observedMissing() {
  var zeros = GapRule(asked: nil, isPrepared: false, silenceEnd: nil)
  #expect(text(zeros.storage(track(.flow, [1: 5, 2: .nan, 4: 6]))) == "5 ? 0 6")
  var carry = GapRule(asked: .carry, isPrepared: false, silenceEnd: nil)
  #expect(text(carry.storage(track(.flow, [1: 5, 2: .nan, 4: 6]))) == "5 5 5 6")
}

@Test("sparsity is the share of absent periods between first and last points")
func sparsities() {
  #expect(GapRule.sparsity([]) == 0)
  #expect(GapRule.sparsity([track(.flow, [1: 1]), track(.flow, [5: 1])].map(\.span)) == 0)
  #expect(GapRule.sparsity([track(.flow, [1: 1, 4: 1]), track(.flow, [5: 1])].map(\.span)) == 0.4)
}

@Test("values of one period combine by the KPI's rule over time")
func tracksOverTime() {
  let expected: [(KPI.Kind, Double)] = [(.flow, 9), (.stock, 4), (.mean, 3)]
  for (kind, value) in expected {
    var track = Track(key: [], label: nil, kpi: KPI(id: "k", kind: kind), points: [])
    for part in [2.0, 3.0, .nan, 4.0] { track.append(1, part, part.isNaN ? 0 : 1) }
    #expect(track.points.count == 1)
    #expect(track.value(track.points[0]) == value)
  }
}

@Test("values of several entities combine by the KPI's rule over entities")
func tracksOverEntities() {
  let expected: [(KPI.Kind, [Double])] = [
    (.flow, [1, 7, 6]), (.stock, [1, 7, 6]), (.mean, [1, 3.5, 6]),
  ]
  for (kind, values) in expected {
    var parts = TrackSum(key: ["all"], kpi: KPI(id: "k", kind: kind))
    parts.add(track(kind, [2: 5, 3: 6]))
    parts.add(track(kind, [1: 1, 2: 2]))
    let sum = parts.track
    #expect(sum.key == ["all"])
    #expect(sum.points.map(\.ordinal) == [1, 2, 3])
    #expect(sum.points.map { sum.value($0) } == values)
  }
  #expect(TrackSum(key: [], kpi: KPI(id: "k")).track.points.isEmpty)
}

private func date(_ text: String) -> CivilDate? {
  DateForm.day.ordinal(of: text).map(CivilDate.init(daysSince1970:))
}

/// The newest dates of months from January 2024 on.
private func newest(_ dates: [String]) -> [Int: CivilDate] {
  Dictionary(
    dates.compactMap(date).map { (Period(.month, containing: $0).ordinal, $0) },
    uniquingKeysWith: { $1 })
}

@Test(
  "a last period is partial if it ends more than 3 days earlier than usual",
  arguments: [
    (["2024-01-31", "2024-02-29", "2024-03-28"], false),
    (["2024-01-31", "2024-02-29", "2024-03-27"], true),
    (["2024-01-01", "2024-02-01", "2024-03-01"], false),
    (["2024-01-20", "2024-02-20", "2024-03-18"], false),
    (["2024-01-20", "2024-02-20", "2024-03-10"], true),
    (["2024-03-02"], false),
  ])
func partialByDates(_ dates: [String], _ isPartial: Bool) {
  let partial = PartialPeriod(newest: newest(dates), grain: .month, asOf: nil)
  #expect((partial != nil) == isPartial)
}

@Test("the day of analysis decides before the dates do")
func partialByDay() {
  let dates = newest(["2024-01-31", "2024-02-10"])
  #expect(PartialPeriod(newest: dates, grain: .month, asOf: date("2024-02-29")) == nil)
  #expect(PartialPeriod(newest: dates, grain: .month, asOf: date("2024-03-05")) == nil)
  let inside = PartialPeriod(newest: dates, grain: .month, asOf: date("2024-02-20"))
  #expect(inside?.reachesTo == date("2024-02-20") && inside?.period.name == "Feb 2024")
  #expect(PartialPeriod(newest: [:], grain: .month, asOf: nil) == nil)
  #expect(PartialPeriod(newest: dates, grain: .index, asOf: date("2024-02-20")) == nil)
}

@Test("periods have names that people read")
func periodNames() throws {
  let day = try #require(date("2024-06-14"))
  let names: [(Frequency, String)] = [
    (.month, "Jun 2024"), (.quarter, "2024 Q2"), (.quarter(anchor: 2), "the quarter from May 2024"),
    (.year, "2024"), (.year(anchor: 7), "the year from Jul 2023"),
    (.week, "the week of 2024-06-10"), (.day, "2024-06-14"),
  ]
  for (frequency, name) in names {
    #expect(Period(frequency, containing: day).name == name)
  }
}

@Test(
  "the kind of a KPI is told by its name",
  arguments: [
    ("revenue", KPI.Kind.flow), ("Deal Regs", .flow), ("win_rate", .mean), ("Margin %", .mean),
    ("margin_pct", .mean), ("avg_deal_size", .mean), ("Average size", .mean), ("NPS", .mean),
    ("csat", .mean), ("market-share", .mean), ("active_partners", .stock), ("headcount", .stock),
    ("ending_stock", .stock), ("cash balance", .stock), ("installed_base", .stock),
    ("generated", .flow), ("corporate", .flow), ("interactive_sessions", .flow),
    ("certified_staff", .stock), ("ARR", .stock), ("Subscribers", .stock), ("FTE", .stock),
    ("new_subscribers", .flow), ("net new ARR", .flow), ("staff_hired", .flow),
    ("days_to_close", .mean), ("Time to first deal", .mean), ("days", .flow),
    ("resolution_time", .mean), ("overtime", .flow), ("training_time", .flow),
    ("availability", .mean), ("partner_satisfaction", .mean), ("clv", .mean), ("churn", .mean),
    ("new_churn", .flow), ("churned", .flow), ("turnover", .flow), ("staff_turnover", .mean),
    ("deal_size", .mean), ("size", .flow), ("sales_per_store", .mean), ("per_diem", .flow),
    ("pipeline", .stock), ("pipeline_created", .flow), ("open_tickets", .stock),
  ])
func kindsByName(_ name: String, _ kind: KPI.Kind) {
  #expect(KPI.recognised(named: name) == KPI(id: name, kind: kind))
}

@Test("a suggestion is a name within a third of the letters, or none")
func suggestions() {
  let names = ["revenue", "units", "partner_type"]
  #expect(NameSuggestion.closest(to: "revnue", among: names) == "revenue")
  #expect(NameSuggestion.closest(to: "REVENEU", among: names) == "revenue")
  #expect(NameSuggestion.closest(to: "unit", among: names) == "units")
  #expect(NameSuggestion.closest(to: "partnertype", among: names) == "partner_type")
  #expect(NameSuggestion.closest(to: "cost", among: names) == nil)
  #expect(NameSuggestion.closest(to: "", among: []) == nil)
}

@Test("rows of one day at different times add up, and the same time twice is a copy")
func timesOfDay() throws {
  for mark in ["T", " "] {
    let times = ["07:00", "09:30", "15:45", "15:45"]
    let rows = (1...9).flatMap { day in times.map { "2024-01-0\(day)\(mark)\($0),A,\(day)\n" } }
    let reading = try read("created_at,partner,amount\n" + rows.joined(), .with { $0.grain = .day })
    #expect(reading.values["A / amount"] == (1...9).map { 3 * Double($0) })
    #expect(reading.warnings == ["9 rows are copies of earlier ones: dropped"])
  }
}
