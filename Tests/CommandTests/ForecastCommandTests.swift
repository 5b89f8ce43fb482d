import Foundation
import Testing

@Suite("forecast")
struct ForecastCommandTests {
  private let place: Workplace
  private let options = ["--kpi", "revenue", "--by", "partner_type", "--horizon", "3"]

  init() throws { place = try Workplace(["history.csv": SampleHistory.partners]) }

  @Test("each form of the result is the recorded one", arguments: ["table", "csv", "json"])
  func forms(format: String) throws {
    let arguments = ["history.csv", "--model", "seasonal-naive", "--format", format]
    let result = try place.run(arguments + options)
    #expect(result.status == 0)
    try Snapshot.expect(result.transcript, named: "forecast-" + format)
  }

  @Test("the default model combines exponential smoothing and theta")
  func defaultModel() throws {
    let rows = try place.run(["history.csv"] + options).output.split(separator: "\n").dropFirst()
    #expect(rows.count == 6)
    #expect(rows.allSatisfy { $0.contains("ETS(") && $0.contains("Theta") && $0.hasSuffix(",ok,") })
  }

  @Test("without options every KPI of every partner is forecast for a year")
  func noOptions() throws {
    let result = try place.run(["history.csv"])
    let rows = result.output.split(separator: "\n")
    #expect(result.status == 0)
    #expect(rows.count == 1 + 4 * 2 * 12)
    #expect(
      rows.first == """
        partner_id,kpi,period,mean,lo_80,hi_80,lo_95,hi_95,model,source,status,reason
        """)
    #expect(result.errors.contains("partner_id"))
  }

  @Test("the first subcommand is the default one")
  func defaultCommand() throws {
    let short = try place.run(["history.csv"] + options)
    let long = try place.run(["forecast", "history.csv"] + options)
    #expect(short.bytes == long.bytes)
  }

  @Test("standard input gives the same as the file")
  func standardInput() throws {
    let data = Data(SampleHistory.partners.utf8)
    let piped = try place.run(["forecast", "-", "--format", "json"] + options, input: data)
    let named = try place.run(["history.csv", "--format", "json"] + options)
    #expect(piped.status == 0)
    #expect(piped.bytes == named.bytes)
  }

  @Test("a file has the bytes of standard output", arguments: ["csv", "json"])
  func file(format: String) throws {
    let printed = try place.run(["history.csv", "--format", format] + options)
    let written = try place.run(["history.csv", "-o", "result.\(format)"] + options)
    #expect(written.output.isEmpty)
    #expect(try place.read("result.\(format)") == printed.output)
  }

  @Test("JSON is an array of objects with the columns of the CSV table")
  func json() throws {
    let result = try place.run(["history.csv", "--format", "json"] + options)
    let rows = try #require(
      try JSONSerialization.jsonObject(with: result.bytes) as? [[String: Any]])
    #expect(rows.count == 6)
    #expect(rows.first?["partner_type"] as? String == "MSP")
    #expect(rows.first?["mean"] is Double)
  }

  @Test("levels name the columns")
  func levels() throws {
    let result = try place.run(["history.csv", "--level", "50,97.5"] + options)
    #expect(
      result.output.hasPrefix("partner_type,kpi,period,mean,lo_50,hi_50,lo_97.5,hi_97.5,model"))
  }

  @Test(
    "a span counts in the data's periods", arguments: [("2q", 6), ("1y", 12), ("4m", 4), ("5", 5)])
  func spans(text: String, months: Int) throws {
    let arguments = ["history.csv", "--kpi", "revenue", "--by", "total", "--horizon", text]
    let rows = try place.run(arguments).output.split(separator: "\n")
    #expect(rows.count == months + 1)
  }

  @Test("simulated futures are written to the file of --paths, the same for the same seed")
  func paths() throws {
    func simulated(_ seed: String, _ jobs: String) throws -> String {
      let arguments = ["history.csv", "--paths", "20", "paths.csv", "--seed", seed, "--jobs", jobs]
      #expect(try place.run(arguments + options).status == 0)
      return try place.read("paths.csv")
    }
    let first = try simulated("7", "1")
    #expect(first.hasPrefix("partner_type,kpi,path,period,value\n"))
    #expect(first.split(separator: "\n").count == 1 + 2 * 20 * 3)
    #expect(try simulated("7", "2") == first)
    #expect(try simulated("8", "2") != first)
  }

  @Test("-q leaves standard error empty, -v names the options that pin decisions")
  func verbosity() throws {
    let quiet = try place.run(["history.csv", "-q"] + options)
    let verbose = try place.run(["history.csv", "-v"] + options)
    #expect(quiet.errors.isEmpty)
    #expect(verbose.errors.contains("[--period month]"))
    #expect(verbose.errors.contains("sha256 "))
    #expect(quiet.bytes == verbose.bytes)
  }

  @Test("no colour and no progress bar without a terminal")
  func plain() throws {
    let result = try place.run(["history.csv", "--format", "table"] + options)
    #expect(!result.output.contains("\u{1B}"))
    #expect(!result.errors.contains("\u{1B}"))
  }
}
