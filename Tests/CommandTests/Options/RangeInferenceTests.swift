import Forecasting
import PartnerKPI
import TemporalData
import Testing

@testable import kpi_forecast

@Suite("Ranges of KPIs")
struct RangeInferenceTests {
  private static let ratio = KPI.Kind.ratio(numerator: "won", denominator: "closed")
  private static let percent = ValueRange(lower: 0, upper: 100)

  private func entry(_ kpi: KPI, _ values: [Double]) -> KPIPanel.Entry {
    let series = TimeSeries(start: Period(.month, ordinal: 1), storage: values)
    return .init(
      key: SeriesKey(values: ["\(values)"], kpi: kpi.id),
      series: KPISeries(kpi: kpi, values: series))
  }

  private func range(_ name: String, _ kind: KPI.Kind, _ values: [Double]) -> ValueRange {
    var inference = RangeInference(KPI(id: name, kind: kind))
    inference.add(entry(KPI(id: name, kind: kind), values).series)
    return inference.range
  }

  @Test("a ratio whose numerator never exceeds its denominator is a share")
  func ratios() {
    #expect(range("win_rate", Self.ratio, [0, 0.5, 1]) == .share)
    #expect(range("deal_size", Self.ratio, [0.5, 1.2]) == .nonNegative)
    #expect(range("margin", Self.ratio, [0.5, -0.2]) == .any)
  }

  @Test("a ratio to an aim may exceed it although it has not yet")
  func attainment() {
    #expect(range("attainment", Self.ratio, [0.5, 0.9]) == .nonNegative)
    let toQuota = KPI.Kind.ratio(numerator: "sold", denominator: "Sales Quota")
    #expect(range("sold", toQuota, [0.5, 0.9]) == .nonNegative)
  }

  @Test(
    "a name that speaks of a share is one if no value says otherwise",
    arguments: [
      ("approval_rate", [0.2, 0.9], ValueRange.share), ("approval_rate", [0.2, 1.9], .nonNegative),
      ("growth_rate", [0.02, 0.05], .nonNegative), ("growth_rate", [0.02, -0.05], .any),
      ("uptime_pct", [99.9, 100], percent), ("uptime", [99.9, 100], percent),
      ("margin %", [20, 30], .nonNegative), ("certified %", [20, 30], percent),
      ("certified_pct", [20, 130], .nonNegative), ("avg_score", [3, 4], .nonNegative),
      ("nps_score", [3, -4], .any),
    ])
  func names(name: String, values: [Double], expected: ValueRange) {
    #expect(range(name, .mean, values) == expected)
  }

  @Test("whole flows are counts unless they are large; amounts are not negative; credits are")
  func flows() {
    #expect(range("registered_deals", .flow, [0, 3, 12, .nan]) == .counts)
    #expect(range("headcount", .stock, [10, 12]) == .counts)
    #expect(range("revenue", .flow, [12_000, 14_000]) == .nonNegative)
    #expect(range("revenue", .flow, [1.5, 2]) == .nonNegative)
    #expect(range("revenue", .flow, [5, -1]) == .any)
    #expect(range("revenue", .flow, [.nan]) == .any)
  }

  @Test("a series with credits may be negative while the others of its KPI may not")
  func credits() throws {
    let revenue = KPI(id: "revenue")
    let (plain, credited) = (entry(revenue, [5.5, 6]), entry(revenue, [5.5, -1]))
    let panel = try KPIPanel(keyColumns: ["partner"], entries: [plain, credited])
    let plan = RangePlan(panel, given: nil)
    #expect(plan.context(of: plain).range == .nonNegative)
    #expect(plan.context(of: credited).range == .any)
    #expect(
      plan.decisions.map(\.finding) == [
        "revenue: 0 and above; any number in 1 of 2 series, which fall below 0"
      ])
    #expect(plan.decisions.map(\.flag) == ["--range 0:"])
    let given = RangePlan(panel, given: try RangeArgument.parse("0:10"))
    #expect(given.context(of: credited).range == ValueRange(lower: 0, upper: 10))
  }

  @Test(
    "--range takes two numbers, of which one may be left out, or any",
    arguments: [
      ("0:1", ValueRange.share), ("0:", .nonNegative), (":100", ValueRange(upper: 100)),
      ("any", .any), ("-1.5:2", ValueRange(lower: -1.5, upper: 2)),
    ])
  func argument(text: String, expected: ValueRange) throws {
    let argument = try RangeArgument.parse(text)
    #expect(argument.range == expected && argument.text == text)
  }

  @Test(
    "anything else is refused", arguments: ["", ":", "1", "1:0", "1:1", "a:b", "0:1:2", "inf:"])
  func refused(text: String) {
    #expect(throws: OptionError.self) { try RangeArgument.parse(text) }
  }
}
