import Testing

@Suite("Help and version")
struct HelpTests {
  @Test(
    "every command's help is the recorded text",
    arguments: ["", "forecast", "import", "backtest", "catalog", "init", "run", "compare"])
  func help(command: String) throws {
    let place = try Workplace()
    let result = try place.run((command.isEmpty ? [] : [command]) + ["--help"])
    #expect(result.status == 0)
    #expect(result.errors.isEmpty)
    try Snapshot.expect(result.output, named: "help" + (command.isEmpty ? "" : "-" + command))
  }

  @Test("help lists only commands that exist")
  func onlyImplemented() throws {
    let help = try Workplace().run(["--help"]).output
    for absent in ["regress", "benchmark", "explain", "targets", "clv", "report"] {
      #expect(!help.contains("  \(absent) "), "\(absent) is listed")
    }
  }

  @Test(
    "a help line is no wider than eighty columns",
    arguments: ["forecast", "import", "backtest", "catalog", "init", "run", "compare"])
  func width(command: String) throws {
    let result = try Workplace().run(["help", command])
    let widest = result.output.split(separator: "\n").map(\.count).max() ?? 0
    #expect(result.status == 0)
    #expect(widest <= 100 && widest > 40)
  }

  @Test("the version is three numbers on one line")
  func version() throws {
    let result = try Workplace().run(["--version"])
    #expect(result.status == 0)
    #expect(result.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
  }

  @Test("a completion script is made for each shell", arguments: ["bash", "zsh", "fish"])
  func completions(shell: String) throws {
    let result = try Workplace().run(["--generate-completion-script", shell])
    #expect(result.status == 0)
    #expect(result.output.contains("kpi-forecast"))
    #expect(result.output.contains("horizon"))
  }

  @Test("bash reads its completion script without complaint")
  func bashReadsCompletions() throws {
    let place = try Workplace()
    let line = "kpi-forecast --generate-completion-script bash > c.sh && bash -n c.sh"
    let result = try place.shell(line)
    #expect(result.status == 0, "\(result.errors)")
  }
}
