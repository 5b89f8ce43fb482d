import Foundation
import PartnerKPI
import TemporalData
import Testing

@testable import DataIO

/// Where real tables lie: the folder in `KPI_SHARED_DATA`, or `../shared/data` beside the package.
private let sharedData: String = {
  if let folder = ProcessInfo.processInfo.environment["KPI_SHARED_DATA"] { return folder }
  let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  return package.deletingLastPathComponent().appendingPathComponent("shared/data").path
}()

private let hasSharedData = FileManager.default.fileExists(atPath: sharedData)

private func readShared(_ name: String, _ schema: PanelSchema = PanelSchema()) throws
  -> PanelReading
{
  try PanelReader.read([.file("\(sharedData)/\(name)")], schema: schema)
}

@Suite("Real tables", .enabled(if: hasSharedData, "no folder of real tables: set KPI_SHARED_DATA"))
struct SharedDataTests {
  @Test(
    "competition sets are read without options, at their frequency, without gaps",
    arguments: [
      ("m1_yearly", 181, Frequency.year), ("m1_quarterly", 203, .quarter),
      ("m1_monthly", 617, .month), ("tourism_yearly", 518, .year),
      ("tourism_quarterly", 427, .quarter), ("tourism_monthly", 366, .month),
      ("m4_weekly", 359, .index), ("m4_hourly", 414, .index),
    ])
  func competitionSets(_ name: String, _ series: Int, _ frequency: Frequency) throws {
    for part in ["train", "test"] where part == "test" || !name.hasPrefix("m4") {
      let reading = try readShared("forecasting/\(name)_\(part).csv.gz")
      #expect(reading.panel.entries.count == series)
      #expect(reading.panel.frequency == frequency)
      #expect(reading.panel.keyColumns == ["unique_id"])
      #expect(reading.rejectedCount == 0)
      #expect(reading.panel.entries.allSatisfy { !$0.series.values.hasMissing })
      let values = reading.panel.entries.reduce(0) { $0 + $1.series.values.count }
      #expect(values == reading.rowCount)
    }
  }

  @Test("partner months keep their total whatever they are added up to")
  func partnerMonths() throws {
    let name = "partners/aw_reseller_month.csv"
    let units = PanelSchema.with { $0.kpis = ["units"] }
    let partners = try readShared(name, units)
    #expect(partners.panel.entries.count == 635)
    #expect(partners.panel.entries.allSatisfy { $0.label != nil })
    var total = 0.0
    for entry in partners.panel.entries { total += entry.series.values.storage.reduce(0, +) }
    for by in ["partner_type", "country", "total"] {
      var schema = units
      schema.by = [by]
      let reading = try readShared(name, schema)
      let sum = reading.panel.entries.reduce(0) { $0 + $1.series.values.storage.reduce(0, +) }
      #expect(sum == total)
      #expect(reading.panel.entries.allSatisfy { $0.series.values.count <= 36 })
    }
  }

  @Test("rows per product category add up to the rows per partner")
  func categories() throws {
    let schema = PanelSchema.with { $0.kpis = ["units"] }
    let fine = try readShared("partners/aw_reseller_month_category.csv.gz", schema)
    let coarse = try readShared("partners/aw_reseller_month.csv", schema)
    #expect(fine.values == coarse.values)
    #expect(fine.finding("rows") == "2.5 rows per partner_id and month: added up")
  }

  @Test("sparse customers are followed by zeros to the end of the panel")
  func sparseCustomers() throws {
    let reading = try readShared("partners/northwind_customer_month.csv")
    let ends = Set(reading.panel.entries.map { $0.series.values.end.description })
    #expect(ends == ["1998-06-01"])
    #expect(reading.panel.entries.allSatisfy { !$0.series.values.hasMissing })
  }

  @Test("months across with subtotals are read to the cent, and every total agrees")
  func monthsAcross() throws {
    let reading = try readShared("partners/exports/eu_wide_semicolon_cp1252.csv")
    #expect(reading.panel.entries.count == 12)
    #expect(reading.rejectedCount == 0)
    let cents = reading.panel.entries.reduce(0) { sum, entry in
      sum + entry.series.values.storage.reduce(0) { $0 + Int(($1 * 100).rounded()) }
    }
    #expect(cents == 130_002_702)
    let totals = reading.decisions.filter { $0.subject == "totals" }.map(\.finding)
    #expect(
      totals == [
        "column Gesamt = sum of its columns in 12 rows ✓",
        "\"Gesamtsumme\" 1,300,027.02 (line 19) = sum of 12 rows ✓; so are 3 subtotals above "
          + "(lines 8, 12, 18)",
      ])
    #expect(reading.finding("kpi") == "Umsatz (from the title)")
  }

  @Test("UTF-16 with M01 to M12 beside years is read as one series per employee")
  func yearsAndMonths() throws {
    let reading = try readShared("partners/exports/ms_targets_wide_utf16.csv")
    #expect(reading.panel.keyColumns == ["EmployeeID"])
    #expect(reading.panel.entries.count == 18)
    #expect(reading.rejectedCount == 0)
    let first = try #require(reading.values["61161660 / targets"])
    #expect(first.prefix(6) == [200, 400, 600, 400, 800, 800])
  }

  @Test("a report with money, a footer and dates of its user is read to the cent")
  func detailsReport() throws {
    let reading = try readShared("partners/exports/salesforce_details_report.csv")
    #expect(reading.panel.entries.count == 12)
    #expect(reading.rowCount == 48)
    #expect(reading.rejectedCount == 0)
    let cents = reading.panel.entries.reduce(0) { sum, entry in
      sum + entry.series.values.storage.reduce(0) { $0 + Int(($1 * 100).rounded()) }
    }
    #expect(cents == 130_002_702)
    #expect(reading.finding("footer")?.hasPrefix("5 lines below the table left out") == true)
  }
}
