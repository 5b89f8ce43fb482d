import KPIProject
import PartnerKPI
import Testing
import Yams

@Suite("Exports for metric layers")
struct ExportTests {
  /// The document of an export, read back by the YAML library alone.
  private func document(_ text: String) throws -> Node { try #require(try compose(yaml: text)) }

  private func metrics(_ project: Project) throws -> [Node] {
    let root = try document(MetricFlowExport(project).text)
    let model = try #require(root["models"]?.sequence?.first)
    return Array(try #require(model["metrics"]?.sequence))
  }

  private func words(_ node: Node?) -> [String] { node?.mapping?.keys.compactMap(\.string) ?? [] }

  @Test("a model has its time dimension, entity, dimensions and metrics")
  func model() throws {
    let project = try Project(text: ProjectReadingTests.whole)
    let root = try document(MetricFlowExport(project).text)
    let model = try #require(root["models"]?.sequence?.first)
    #expect(model["semantic_model"]?["enabled"]?.bool == true)
    #expect(model["agg_time_dimension"]?.string == "close_date")
    let columns = Array(try #require(model["columns"]?.sequence))
    #expect(
      columns.compactMap { $0["name"]?.string } == [
        "Close Date", "Partner Account", "Partner Type", "Tier", "Region",
      ])
    #expect(columns[0]["dimension"]?["type"]?.string == "time")
    #expect(columns[0]["granularity"]?.string == "month")
    #expect(columns[1]["entity"]?["name"]?.string == "partner_account")
    #expect(columns[2]["dimension"]?["type"]?.string == "categorical")
  }

  /// The keys that a metric of a type may have, and those it must have.
  private static let shapes: [String: (must: Set<String>, may: Set<String>)] = [
    "simple": (
      ["name", "type", "agg", "expr"],
      ["label", "description", "non_additive_dimension", "hidden", "config"]
    ),
    "ratio": (
      ["name", "type", "numerator", "denominator"], ["label", "description", "config"]
    ),
  ]

  @Test("every metric of every catalogue has the shape of its type", arguments: Catalogue.names)
  func shapes(name: String) throws {
    let project = try Catalogue(named: name).project
    let metrics = try metrics(project)
    let names = metrics.compactMap { $0["name"]?.string }
    #expect(Set(names).count == names.count)
    for metric in metrics {
      let type = try #require(metric["type"]?.string)
      let shape = try #require(Self.shapes[type], "\(type)")
      let keys = Set(words(metric))
      #expect(shape.must.isSubset(of: keys) && keys.isSubset(of: shape.must.union(shape.may)))
      let isKPI = project.definition(of: metric["name"]?.string ?? "") != nil
      #expect((metric["config"]?["meta"]?["direction"]?.string != nil) == isKPI)
      for part in ["numerator", "denominator"] {
        if let named = metric[part]?.string { #expect(names.contains(named)) }
      }
      if let agg = metric["agg"]?.string {
        #expect(["sum", "average", "median", "count_distinct"].contains(agg))
      }
    }
  }

  @Test("kinds become types, and what has no place stands under meta")
  func kinds() throws {
    let metrics = try metrics(try Project(text: ProjectReadingTests.whole))
    func metric(_ name: String) throws -> Node {
      try #require(metrics.first { $0["name"]?.string == name })
    }
    let revenue = try metric("revenue")
    #expect(revenue["agg"]?.string == "sum" && revenue["expr"]?.string == "\"Amount\"")
    let meta = try #require(revenue["config"]?["meta"])
    #expect(meta["direction"]?.string == "higher" && meta["unit"]?.string == "USD")
    #expect(meta["additivity"]?["time"]?.string == "sum")
    #expect(meta["range"]?["allow_credits"]?.bool == true)
    let rate = try metric("win_rate")
    #expect(rate["type"]?.string == "ratio")
    #expect(try metric("win_rate_numerator")["expr"]?.string == "won")
    #expect(rate["config"]?["meta"]?["band"]?["max"]?.float == 0.5)
    #expect(try metric("active_partners")["agg"]?.string == "count_distinct")
    #expect(try metric("csat_numerator")["expr"]?.string == "csat * answers")
  }

  @Test("a stock is not added up over time")
  func stocks() throws {
    let project = try Project(text: "kpis:\n  - {name: staff, type: stock}\n")
    let staff = try #require(try metrics(project).first)
    let window = try #require(staff["non_additive_dimension"])
    #expect(window["window_choice"]?.string == "max" && window["name"]?.string == "period")
    #expect(window["window_groupings"]?.sequence?.first?.string == "partner")
  }

  @Test("the semantic model has datasets, metrics and extensions", arguments: Catalogue.names)
  func ossie(name: String) throws {
    let project = try Catalogue(named: name).project
    let root = try document(OssieExport(project).text)
    let model = try #require(root["semantic_model"]?.sequence?.first)
    #expect(words(model) == ["name", "description", "datasets", "metrics"])
    let metrics = Array(try #require(model["metrics"]?.sequence))
    #expect(metrics.count == project.kpis.count)
    for metric in metrics {
      let dialect = try #require(metric["expression"]?["dialects"]?.sequence?.first)
      #expect(dialect["dialect"]?.string == "ANSI_SQL")
      #expect(dialect["expression"]?.string?.isEmpty == false)
      let extensions = try #require(metric["custom_extensions"]?.sequence?.first)
      #expect(extensions["vendor_name"]?.string == "COMMON")
      // JSON is YAML, so that the same library reads it.
      let data = try document(try #require(extensions["data"]?.string))
      #expect(data["additivity"]?["entities"]?.string != nil && data["direction"]?.string != nil)
    }
  }

  @Test("ratios are ratios of sums in SQL too")
  func sql() throws {
    let text = OssieExport(try Project(text: "kpis:\n  - {name: r, expr: won / (won + lost)}\n"))
      .text
    #expect(text.contains("SUM(won) / NULLIF(SUM(won + lost), 0)"))
  }

  @Test("hostile texts stay texts in an export")
  func hostile() throws {
    let label = #"yes: "no" \ # {x} \u00e9 é"#
    let project = try Project(
      text: "kpis:\n  - name: a\n    label: '\(label)'\n    column: 'x\"y'\n    owner: 'no'\n")
    let metric = try #require(try metrics(project).first)
    #expect(metric["label"]?.string == label)
    #expect(metric["expr"]?.string == "\"x\"\"y\"")
    #expect(metric["config"]?["meta"]?["owner"]?.string == "no")
    let model = try document(OssieExport(project).text)["semantic_model"]?.sequence?.first
    let data = try #require(
      model?["metrics"]?.sequence?.first?["custom_extensions"]?.sequence?.first?["data"]?.string)
    #expect(try document(data)["owner"]?.string == "no")
  }
}
