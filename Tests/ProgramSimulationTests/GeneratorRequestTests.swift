import ProgramSimulation
import Testing

@testable import generate_program

@Suite("Generator command line")
struct GeneratorRequestTests {
  @Test("options are read in any order and the rest has defaults")
  func options() throws {
    let request = try GeneratorRequest(["--out", "x/y", "--partners", "7", "--seed", "42"])
    let plan = try ProgramPlan(seed: 42, partnerCount: 7)
    #expect(request.plan == plan)
    #expect(request.folder == "x/y")
    #expect(!request.wantsHelp)
  }

  @Test("help needs no folder", arguments: ["-h", "--help"])
  func help(option: String) throws {
    #expect(try GeneratorRequest([option]).wantsHelp)
  }

  @Test(
    "a command line that cannot be followed is refused in words",
    arguments: [
      (["--seed", "1"], "--out needs a value; give one after it"),
      (["--out"], "--out needs a value; give one after it"),
      (["--speed", "1"], "unknown option '--speed'; see the options below"),
      (
        ["--out", "x", "--seed", "-1"],
        "--seed is '-1' but must be a whole number from 0 on, such as 12"
      ),
      (
        ["--out", "x", "--months", "6"],
        "months is 6 but must lie in 24 to 240; choose a number in that range"
      ),
    ])
  func refusals(arguments: [String], message: String) {
    let error = #expect(throws: GeneratorError.self) { try GeneratorRequest(arguments) }
    #expect(error?.description == message)
  }
}
