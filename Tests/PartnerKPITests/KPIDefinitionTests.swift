import PartnerKPI
import TemporalData
import Testing

@Suite("What a KPI is")
struct KPIDefinitionTests {
  @Test("each kind combines in its own ways only", arguments: KPIAggregation.allCases)
  func aggregations(way: KPIAggregation) throws {
    let kinds: [KPI.Kind] = [
      .flow, .stock, .ratio(numerator: "a", denominator: "b"), .mean, .duration, .score, .share,
    ]
    var suits = 0
    for kind in kinds {
      let allowed = KPIAggregation.allowed(for: kind)
      #expect(allowed.first == KPIAggregation.usual(for: kind))
      if allowed.contains(way) {
        suits += 1
        let kpi = try KPI(
          id: "x", kind: kind, direction: .higherIsBetter, aggregation: way)
        #expect(kpi.aggregation == way)
      } else {
        #expect(throws: KPIError.aggregation(way, kind: kind, allowed: allowed)) {
          try KPI(id: "x", kind: kind, direction: .higherIsBetter, aggregation: way)
        }
      }
    }
    #expect(suits > 0)
  }

  @Test(
    "the rules over time and entities follow from the way of combining",
    arguments: [
      (KPIAggregation.sum, AggregationRule.sum, AggregationRule.sum), (.last, .sum, .last),
      (.average, .sum, .mean), (.activeCount, .sum, .last), (.ratioOfSums, .sum, .sum),
      (.ratioOfLast, .sum, .last), (.mean, .mean, .mean), (.weightedMean, .mean, .mean),
      (.median, .median, .median),
    ])
  func rules(way: KPIAggregation, entities: AggregationRule, time: AggregationRule) {
    #expect(way.entityRule == entities && way.timeRule == time)
  }

  @Test("ranges are not empty and say themselves in words")
  func ranges() throws {
    #expect(throws: KPIError.emptyRange(1, 1)) { try KPIRange(lower: 1, upper: 1) }
    #expect(throws: KPIError.self) { try KPIRange(lower: .nan) }
    #expect(throws: KPIError.self) { try KPIRange(upper: .infinity) }
    #expect("\(KPIRange.share)" == "0 to 1")
    #expect("\(try KPIRange())" == "any number")
    #expect(
      "\(try KPIRange(lower: 0, isWhole: true, allowsCredits: true))"
        == "whole numbers, 0 and above, credits below")
    #expect("\(try KPIRange(upper: 2.5))" == "up to 2.5")
    #expect(KPIRange.share.contains(1) && !KPIRange.share.contains(1.01))
  }

  @Test(
    "units are read and written alike",
    arguments: [
      "count", "currency", "USD", "share", "percent", "ppm", "times", "days", "score", "MWh",
      "tCO2e/MWh", "USD/ft2", "currency/count", "kg", "per_1000",
    ])
  func units(text: String) throws {
    #expect(try #require(KPIUnit(text)).description == text)
  }

  @Test("other spellings of units mean the same, and nonsense means none")
  func unitSpellings() {
    #expect(KPIUnit("%") == KPIUnit("percent"))
    #expect(KPIUnit("day") == KPIUnit("days"))
    #expect(KPIUnit("x") == KPIUnit("times"))
    for text in ["", "/", "a/b/c", "3", "U$D", "a b", "/a", String(repeating: "a", count: 40)] {
      #expect(KPIUnit(text) == nil, "\(text)")
    }
    #expect(KPIUnit("currency")?.resolved(currency: "EUR") == KPIUnit("EUR"))
    #expect(KPIUnit("currency/ft2")?.resolved(currency: "EUR").description == "EUR/ft2")
  }

  @Test("names are small letters, digits and _")
  func names() {
    for name in ["a", "win_rate", "no", "y2", String(repeating: "a", count: 100)] {
      #expect(KPIName.isValid(name))
    }
    for name in ["", "A", "1a", "_a", "win rate", "wïn", "a-b", String(repeating: "a", count: 101)]
    {
      #expect(!KPIName.isValid(name))
    }
    #expect(KPIName.suggestion(for: "Win Rate (%)") == "win_rate")
    #expect(KPIName.suggestion(for: "2nd deal") == "n2nd_deal")
    #expect(KPIName.suggestion(for: "???") == nil)
  }

  @Test("windows are a count and a unit")
  func windows() {
    #expect(KPIWindow("6 months")?.description == "6 months")
    #expect(KPIWindow("1 year")?.days == 365.25)
    #expect(KPIWindow("90 days")?.days == 90)
    for text in ["", "6", "months", "0 days", "-1 days", "6 moons", "1 2 days", "99999999999 days"]
    {
      #expect(KPIWindow(text) == nil, "\(text)")
    }
  }

  @Test("a definition is valid or does not exist")
  func definitions() throws {
    let flow = KPI(id: "x")
    func define(
      _ kpi: KPI, _ measurement: KPIMeasurement = .column("x"), story: KPIStory = KPIStory()
    ) throws -> KPIDefinition {
      try KPIDefinition(kpi: kpi, measurement: measurement, story: story)
    }
    #expect(throws: KPIError.name("X")) { try define(KPI(id: "X")) }
    let parts = KPIMeasurement.parts(
      numerator: try KPIFormula("a"), denominator: try KPIFormula("b"))
    #expect(throws: KPIError.parts(kind: .flow)) { try define(flow, parts) }
    let ratio = KPI.Kind.ratio(numerator: "a", denominator: "b")
    #expect(throws: KPIError.self) { try define(KPI(id: "x", kind: ratio)) }
    let weighted = try KPI(
      id: "x", kind: .score, direction: .higherIsBetter, aggregation: .weightedMean)
    #expect(throws: KPIError.noWeight) { try define(weighted) }
    let active = try KPI(
      id: "x", kind: .stock, direction: .higherIsBetter, aggregation: .activeCount)
    #expect(throws: KPIError.noActiveWindow) { try define(active) }
    #expect(throws: KPIError.noActiveWindow) { try define(flow, .activity) }
    var story = KPIStory()
    story.lagDays = -1
    #expect(throws: KPIError.lagDays(-1)) { try define(flow, story: story) }
    story.lagDays = nil
    story.leads = [KPILead(kpi: "x", lag: 1...2)]
    #expect(throws: KPIError.leadsItself("x")) { try define(flow, story: story) }
    #expect(try define(flow).id == "x")
  }

  @Test("a band has a bound, and a smallest denominator a denominator")
  func bounds() throws {
    let open = try KPIRange()
    #expect(throws: KPIError.emptyBand) {
      try KPI(id: "x", kind: .flow, direction: .band(open), aggregation: nil)
    }
    #expect(throws: KPIError.noDenominator(kind: .flow)) {
      try KPI(
        id: "x", kind: .flow, direction: .neither, aggregation: nil, minimumDenominator: 20)
    }
    #expect(throws: KPIError.minimumDenominator(0)) {
      try KPI(
        id: "x", kind: .ratio(numerator: "a", denominator: "b"), direction: .higherIsBetter,
        aggregation: nil, minimumDenominator: 0)
    }
  }

  @Test("every error says what is wrong")
  func errors() {
    let errors: [KPIError] = [
      .name("X"), .aggregation(.median, kind: .flow, allowed: [.sum]), .emptyBand, .bound(.nan),
      .emptyRange(2, 1), .minimumDenominator(0), .noDenominator(kind: .flow), .lagDays(-1),
      .leadsItself("x"), .parts(kind: .flow), .parts(kind: .ratio(numerator: "", denominator: "")),
      .noActiveWindow, .noWeight,
    ]
    #expect(Set(errors.map(\.description)).count == errors.count)
    #expect(errors[1].description.contains("{entities: sum, time: sum}"))
  }

  @Test("a name in need of help gets the nearest one, or none")
  func suggestions() {
    let names = ["revenue", "win_rate", "deals"]
    #expect(NameSuggestion.closest(to: "revnue", among: names) == "revenue")
    #expect(NameSuggestion.closest(to: "WinRate", among: names) == "win_rate")
    #expect(NameSuggestion.closest(to: "churn", among: names) == nil)
  }

  @Test(
    "a name without a definition is taken for the kind it suggests",
    arguments: [
      ("revenue", KPI.Kind.flow), ("active_partners", .stock), ("win_rate", .mean),
      ("days_to_close", .mean), ("new_subscribers", .flow), ("headcount", .stock),
    ])
  func recognised(name: String, kind: KPI.Kind) {
    #expect(KPI.recognised(named: name).kind == kind)
    #expect(!KPI.recognised(named: name).kindName.isEmpty)
  }
}
