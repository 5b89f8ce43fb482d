import Testing

@Suite("Wrong usage")
struct UsageErrorTests {
  /// Command lines that say nothing that can be done; each must end with 64.
  static let lines: [[String]] = [
    [], ["import"], ["targets", "history.csv"], ["history.csv", "--horizn", "3"],
    ["history.csv", "--horizon", "0"], ["history.csv", "--horizon", "2x"],
    ["history.csv", "--horizon", "10001"], ["history.csv", "--horizon", "7d"],
    ["history.csv", "--level", "80,80"], ["history.csv", "--level", "100"],
    ["history.csv", "--jobs", "0"], ["history.csv", "--seed", "1.5"],
    ["history.csv", "--grain", "hour"], ["history.csv", "--as-of", "2024"],
    ["history.csv", "--as-of", "2023-02-29"], ["history.csv", "--fiscal-start", "13"],
    ["history.csv", "--season-length", "abc"], ["history.csv", "--missing", "mean"],
    ["history.csv", "--on-conflict", "first"], ["history.csv", "--format", "xml"],
    ["history.csv", "--model", "arma"], ["history.csv", "--model", "ETS(Q,N,N)"],
    ["history.csv", "--model", "ETS(A,N,A)", "--season-length", "1"],
    ["history.csv", "--numerator", "deals"], ["history.csv", "--kpi", "nothere"],
    ["history.csv", "--by", "nothere"], ["history.csv", "--period", "nothere"],
    ["history.csv", "--where", "partner_type ="], ["history.csv", "--where", "nothere = 1"],
    ["history.csv", "-o", "result.txt"], ["history.csv", "-o", "result"],
    ["history.csv", "-o", "result.json", "--format", "csv"],
    ["history.csv", "-o", "result.csv", "--format", "table"],
    ["history.csv", "--paths", "5"], ["history.csv", "--paths", "0", "paths.csv"],
    ["history.csv", "--paths", "5", "paths.txt"], ["history.csv", "--period"],
    ["history.csv", "--paths", "9999", "paths.csv", "--horizon", "9999"],
    ["backtest", "history.csv", "--windows", "0"], ["backtest", "history.csv", "--step", "x"],
    ["backtest", "history.csv", "--models", "ets,foo"],
    ["import", "history.csv", "--horizon", "3"],
  ]

  @Test("wrong usage ends with 64, says what to do, and writes nothing", arguments: lines)
  func refused(arguments: [String]) throws {
    let place = try Workplace(["history.csv": SampleHistory.partners])
    let result = try place.run(arguments)
    #expect(result.status == 64)
    #expect(result.output.isEmpty)
    #expect(result.errors.hasPrefix("error: "))
    #expect(result.errors.contains("\n  fix: "))
    #expect(try place.names() == ["history.csv"])
  }

  @Test("the text of every such error is the recorded one")
  func texts() throws {
    let place = try Workplace(["history.csv": SampleHistory.partners])
    var text = ""
    for line in Self.lines {
      text += "$ kpi-forecast \(line.joined(separator: " "))\n"
      text += try place.run(line).errors + "\n"
    }
    try Snapshot.expect(text, named: "usage-errors")
  }

  @Test(
    "a negative number is refused as a number and not taken for an option",
    arguments: ["--horizon", "--level", "--season-length", "--jobs", "--seed"])
  func negativeNumbers(option: String) throws {
    let place = try Workplace(["history.csv": SampleHistory.partners])
    let result = try place.run(["history.csv", option, "-1"])
    #expect(result.status == 64)
    #expect(result.errors.hasPrefix("error: the value '-1' is invalid for '\(option) <"))
  }
}
