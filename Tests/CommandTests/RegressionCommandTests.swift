import Foundation
import Testing

@Suite("Regression on the command line")
struct RegressionCommandTests {
  private let place: Workplace
  private let options = [
    "history.csv", "--kpi", "revenue", "--by", "partner_type", "--horizon", "3",
  ]

  /// Two promotions in the past and one ahead.
  private static let events = """
    date,event,end,partner_type
    2023-09-04,promotion,2023-09-29,
    2024-12,promotion,,VAR
    2026-02-01,promotion,2026-02-28,

    """

  init() throws {
    place = try Workplace(["history.csv": SampleHistory.partners, "events.csv": Self.events])
  }

  /// The values of a column of a CSV text whose fields hold no commas but in quotes.
  private func column(_ name: String, _ text: String) -> [String] {
    let lines = text.split(separator: "\n").map(fields)
    guard let place = lines.first?.firstIndex(of: name) else { return [] }
    return lines.dropFirst().map { $0[place] }
  }

  private func fields(_ line: Substring) -> [String] {
    var (result, isQuoted) = ([""], false)
    for character in line {
      if character == "\"" {
        isQuoted.toggle()
      } else if character == ",", !isQuoted {
        result.append("")
      } else {
        result[result.count - 1].append(character)
      }
    }
    return result
  }

  @Test("events, calendar and drivers ask for a regression, and its parts add up")
  func regression() throws {
    let arguments = [
      "--events", "events.csv", "--calendar", "--driver", "deals:1", "--components",
      "--diagnostics", "d.csv",
    ]
    let result = try place.run(options + arguments)
    #expect(result.status == 0)
    #expect(column("kpi", result.output).allSatisfy { $0 == "revenue" })
    #expect(column("model", result.output).allSatisfy { $0.hasPrefix("Regression with ETS(A,") })
    let parts = ["level", "trend", "season", "effects"].map { column($0, result.output) }
    for (row, mean) in column("mean", result.output).enumerated() {
      let sum = parts.compactMap { Double($0[row]) }.reduce(0, +)
      #expect(abs(sum - (Double(mean) ?? .nan)) < 1e-8 * abs(sum))
    }
    let parameters = column("parameters", try place.read("d.csv"))
    #expect(parameters.count == 2)
    #expect(parameters.allSatisfy { $0.contains("promotion=") && $0.contains("deals.1=") })
  }

  @Test("an effect of an event ahead stands in its period alone")
  func effects() throws {
    let result = try place.run(options + ["--events", "events.csv", "--components"])
    let effects = column("effects", result.output).compactMap(Double.init)
    #expect(effects.count == 6)
    for (step, effect) in effects.enumerated() { #expect((effect != 0) == (step % 3 == 1)) }
  }

  @Test("an event of one series leaves the others alone")
  func scope() throws {
    try place.write(
      "var.csv", Data("date,event,partner_type\n2024-05,fair,VAR\n2025-07,fair,VAR\n".utf8))
    let result = try place.run(options + ["--events", "var.csv"])
    let names = Array(zip(column("partner_type", result.output), column("model", result.output)))
    #expect(names.allSatisfy { ($0 == "VAR") == $1.hasPrefix("Regression") })
  }

  @Test(
    "a series that no event concerns is forecast as auto forecasts it, range and panel included")
  func unconcerned() throws {
    try place.write(
      "var.csv", Data("date,event,partner_type\n2024-05,fair,VAR\n2025-07,fair,VAR\n".utf8))
    let counts = ["history.csv", "--kpi", "deals", "--by", "partner_type", "--horizon", "14", "-q"]
    func others(_ more: [String]) throws -> [Substring] {
      try place.run(counts + more).output.split(separator: "\n").filter { !$0.hasPrefix("VAR,") }
    }
    let own = try others(["--events", "var.csv"])
    #expect(own.count == 15)
    #expect(try own == others(["--model", "auto"]))
  }

  @Test("an event that never happened before is left out, with the reason")
  func newEvent() throws {
    try place.write("new.csv", Data("date,event\n2026-02-01,launch\n".utf8))
    let result = try place.run(options + ["--events", "new.csv"])
    #expect(column("status", result.output).allSatisfy { $0 == "fallback" })
    #expect(result.output.contains("column 'launch' was left out: it is 0 throughout the history"))
  }

  @Test("a backtest scores the regression beside the usual models, on the same series")
  func backtest() throws {
    let arguments = [
      "backtest", "history.csv", "--kpi", "revenue", "--by", "total", "--driver", "deals:1",
      "--windows", "2", "--horizon", "2",
    ]
    let result = try place.run(arguments)
    #expect(result.status == 0)
    #expect(column("model", result.output).last == "regression")
    #expect(column("kpi", result.output).allSatisfy { $0 == "revenue" })
  }

  @Test("the errors of a regression can be named, and coefficients then have standard errors")
  func namedErrors() throws {
    let named = ["--model", "regression(arima)", "--driver", "deals:1", "--diagnostics", "d.csv"]
    let result = try place.run(options + named)
    #expect(result.status == 0)
    #expect(column("model", result.output).allSatisfy { $0.hasPrefix("Regression with ARIMA(") })
    let parameters = column("parameters", try place.read("d.csv"))
    #expect(parameters.allSatisfy { $0.contains(" se(deals.1)=") })
    let usual = try place.run(options + ["--driver", "deals:1"])
    let ets = try place.run(options + ["--model", "Regression(ETS)", "--driver", "deals:1"])
    #expect(ets.output == usual.output)
  }

  @Test("waves take the place of a season, or of the further ones")
  func waves() throws {
    for seasons in [["--fourier", "2"], ["--fourier", "1", "--season-length", "12,8"]] {
      let result = try place.run(options + seasons + ["--diagnostics", "d.csv"])
      #expect(result.status == 0)
      #expect(column("parameters", try place.read("d.csv")).allSatisfy { $0.contains("cos1_") })
    }
  }

  @Test("the manifest says what the regression was made from")
  func manifest() throws {
    let arguments = ["--events", "events.csv", "--driver", "deals:1", "--out", "out", "-q"]
    #expect(try place.run(options + arguments).status == 0)
    let manifest = try place.read("out/manifest.json")
    for text in ["\"events\": \"events.csv\"", "\"events_sha256\"", "\"model\": \"regression\""] {
      #expect(manifest.contains(text))
    }
  }

  @Test(
    "what does not fit is refused with what to do",
    arguments: [
      (["--model", "ets", "--calendar"], "makes no use of --calendar"),
      (["--model", "regression"], "nothing to explain the series by"),
      (["--driver", "deals:x"], "has the lag 'x', which cannot be"),
      (["--driver", "deals:-1"], "has the lag '-1', which cannot be"),
      (["--driver", "deals:"], "has no lag after its colon"),
      (["--driver", "visits"], "'visits' (--driver)"), (["--fourier", "0"], "from 1 to 200"),
      (["--events", "events.csv", "-o", "events.csv"], "replace the input"),
    ])
  func usage(arguments: [String], text: String) throws {
    let result = try place.run(options + arguments)
    #expect(result.status == 64)
    #expect(result.errors.contains(text) && result.errors.contains("fix: "))
  }

  @Test(
    "a table of events that cannot be read is refused with line and column",
    arguments: [
      ("date,event\n2024-13-01,a\n", "bad.csv:2:1: 'date' \"2024-13-01\" is not a date"),
      ("date,event\n2024-01-01,\n", "bad.csv:2:2: 'event' \"\" is empty"),
      ("date,event,end\n2024-03-01,a,2024-01-01\n", "bad.csv:2:3: 'end'"),
      (
        "date,event,kind\n2024-03-01,a,step\n",
        "kinds are pulse, promo, one-off, shift, level, temporary, holiday"
      ),
      ("date,event,weight\n2024-03-01,a,much\n", "bad.csv:2:3: 'weight' \"much\" is not a number"),
      ("date,event,colour\n2024-03-01,a,red\n", "bad.csv:1:3: the column 'colour' has no meaning"),
      ("day,event\n", "has no meaning"), ("date\n2024-03-01\n", "needs a column 'event'"),
      ("date,event\n2024-03-01\n", "bad.csv:2: the row has 1 fields where the header has 2"),
    ])
  func badEvents(text: String, message: String) throws {
    try place.write("bad.csv", Data(text.utf8))
    let result = try place.run(options + ["--events", "bad.csv"])
    #expect(result.status == 65)
    #expect(result.errors.contains(message))
  }

  @Test("an events file that is not there ends with 66")
  func missing() throws {
    #expect(try place.run(options + ["--events", "none.csv"]).status == 66)
  }
}
