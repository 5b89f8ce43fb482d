import Foundation
import Testing

/// Partners over time and currencies, as a user meets them.
@Suite("Partners over time")
struct PartnerCommandTests {
  private static let history: String = {
    let months = (1...24).map { number in
      (2024 + (number - 1) / 12, (number - 1) % 12 + 1)
    }
    let rows = months.enumerated().flatMap { place, month -> [String] in
      let date = "\(month.0)-" + (month.1 < 10 ? "0" : "") + "\(month.1)"
      var rows = ["Fabrikam,\(date),\(200 + place),\(place % 5),Gold"]
      if place < 15 { rows.append("Contoso,\(date),\(100 + place),\(place % 3),Silver") }
      rows.append(
        (place < 12 ? "Müller GmbH" : "MÜLLER  GmbH") + ",\(date),\(50 + place),1,Silver")
      rows.append("Mueller Gmbh.,\(date),\(60 + place % 7),2,Gold")
      return rows
    }
    return "partner,month,revenue,deals,tier\n" + rows.joined(separator: "\n") + "\n"
  }()

  private func place(_ files: [String: String] = [:]) throws -> Workplace {
    try Workplace(["history.csv": Self.history].merging(files) { $1 })
  }

  private let aliases = [
    "aliases.csv": "old,new,from\nContoso,Fabrikam,2025-04-01\nGone,Fabrikam,\n"
  ]

  private func sum(_ csv: String, _ kpi: String) -> Double {
    csv.split(separator: "\n").filter { $0.contains(",\(kpi),") }.reduce(0) {
      $0 + (Double($1.split(separator: ",").last ?? "") ?? 0)
    }
  }

  @Test("the explanation of names reads as recorded")
  func explanation() throws {
    let place = try place(aliases)
    let result = try place.run([
      "import", "history.csv", "--aliases", "aliases.csv", "--explain", "-o", "out.csv",
    ])
    try Snapshot.expect(result.errors, named: "partners-explain")
  }

  @Test("totals are the same under the names of the data and under the new ones")
  func totals() throws {
    let place = try place(aliases)
    for (number, options) in [[], ["--as-reported"]].enumerated() {
      let result = try place.run(
        ["import", "history.csv", "--aliases", "aliases.csv", "-o", "\(number).csv"] + options)
      #expect(result.status == 0, "\(result.errors)")
    }
    let (proForma, reported) = (try place.read("0.csv"), try place.read("1.csv"))
    for kpi in ["revenue", "deals"] { #expect(sum(proForma, kpi) == sum(reported, kpi)) }
    #expect(!proForma.contains("Contoso"))
    #expect(reported.contains("Contoso"))
  }

  @Test("a forecast sees one partner where two became one")
  func forecast() throws {
    let result = try place(aliases).run([
      "forecast", "history.csv", "--aliases", "aliases.csv", "--kpi", "revenue", "--format", "csv",
      "--model", "naive", "--horizon", "1",
    ])
    #expect(result.status == 0, "\(result.errors)")
    #expect(!result.output.contains("Contoso"))
    #expect(result.output.contains("Fabrikam"))
  }

  @Test("the project file names the tables, and an error says where")
  func project() throws {
    let text = """
      version: 1
      program: {currency: USD}
      data:
        files: [history.csv]
        aliases: aliases.csv
      kpis:
        - name: revenue
          unit: USD
          applies_to: {tier: [Gold]}
        - name: deals
          unit: count

      """
    let named = text.replacingOccurrences(
      of: "  aliases", with: "  dimensions: {tier: tier}\n  aliases")
    let place = try place(aliases.merging(["kpis.yml": named]) { $1 })
    let result = try place.run(["import", "--format", "csv"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.contains("applies to"))
    #expect(!result.output.contains("Müller GmbH,revenue"))
    #expect(result.output.contains("Müller GmbH,deals"))
    let missing = try Workplace(["history.csv": Self.history, "kpis.yml": named])
    let error = try missing.run(["import"])
    #expect(error.status == 66)
    #expect(error.errors.contains("kpis.yml:6:12: 'aliases' names 'aliases.csv'"))
  }

  @Test("partners.csv and the manifest tell who is who, and which tables were used")
  func folder() throws {
    let place = try place(aliases)
    let result = try place.run([
      "import", "history.csv", "--aliases", "aliases.csv", "--out", "out",
    ])
    #expect(result.status == 0, "\(result.errors)")
    let partners = try place.read("out/partners.csv")
    #expect(
      partners.hasPrefix("partner,kpi,first,last,values,median_gap,silence,status\n"))
    #expect(partners.contains("Fabrikam,revenue,2024-01-01,2025-12-01,24,1,0,active"))
    #expect(try place.read("out/manifest.json").contains("\"path\": \"aliases.csv\""))
  }

  @Test("attributes of another table group the rows of their dates")
  func attributes() throws {
    let files = ["attributes.csv": "partner,from,level\nFabrikam,,B\nFabrikam,2025-01-01,A\n"]
    let result = try place(files).run([
      "import", "history.csv", "--kpi", "revenue", "--attributes", "attributes.csv", "--by",
      "level", "--format", "csv",
    ])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("B,revenue,2024-12-01,211"))
    #expect(result.output.contains("A,revenue,2025-01-01,212"))
    #expect(result.errors.contains("B → A 1"))
  }

  @Test("mistakes in the tables beside the data read as recorded")
  func mistakes() throws {
    let files = [
      "circle.csv": "old,new\na,b\nb,c\nc,A\n", "two.csv": "old,new\na,b\na,c\n",
      "date.csv": "old,new,from\na,b,soon\n", "rate.csv": "currency,rate\nEUR,none\n",
      "days.csv": "partner,from,tier\na,2024,x\na,2024-01-01,y\n",
      "fine.csv": "currency,rate\nEUR,1\n",
      "mixed.csv": "partner,month,currency,revenue\nA,2024-01,EUR,1\nA,2024-02,GBP,2\n",
    ]
    let place = try place(files)
    let runs = [
      ["history.csv", "--aliases", "circle.csv"], ["history.csv", "--aliases", "two.csv"],
      ["history.csv", "--aliases", "date.csv"], ["history.csv", "--aliases", "absent.csv"],
      ["history.csv", "--attributes", "days.csv"],
      ["mixed.csv"], ["mixed.csv", "--rates", "rate.csv", "--currency", "USD"],
      ["mixed.csv", "--rates", "fine.csv"],
      ["mixed.csv", "--rates", "fine.csv", "--currency", "USD"],
    ]
    let texts = try runs.map { arguments in
      let result = try place.run(["import"] + arguments)
      #expect(result.status != 0)
      return "$ kpi-forecast import \(arguments.joined(separator: " "))  [\(result.status)]\n"
        + result.errors
    }
    try Snapshot.expect(texts.joined(separator: "\n"), named: "partners-mistakes")
  }
}
