import Testing

@Suite("Series that are refused")
struct RefusalTests {
  /// One series a multiplicative model can take, and one with zeros that it cannot.
  private func place() throws -> Workplace {
    var text = "period,id,value\n"
    for step in 1...24 { text += "\(step),good,\(10 + step % 5)\n\(step),zero,\(step % 2)\n" }
    return try Workplace(["mixed.csv": text])
  }

  @Test("a refused series is a row with its reason, and the run is fine")
  func row() throws {
    let place = try place()
    let result = try place.run(["mixed.csv", "--model", "ETS(M,N,N)", "--horizon", "2"])
    #expect(result.status == 0)
    let refused = result.output.split(separator: "\n").filter { $0.contains("refused") }
    try Snapshot.expect(refused.joined() + "\n" + result.errors, named: "refused-row")
  }

  @Test("with --strict the exit code is 3, and the result is there all the same")
  func strict() throws {
    let place = try place()
    let arguments = ["mixed.csv", "--model", "ETS(M,N,N)", "--strict", "-o", "result.csv"]
    let result = try place.run(arguments)
    #expect(result.status == 3)
    #expect(result.errors.contains("1 of 2 results were refused"))
    #expect(try place.read("result.csv").contains("refused"))
  }

  @Test("with --strict and no refusal the exit code is 0")
  func strictAndFine() throws {
    let result = try place().run(["mixed.csv", "--model", "naive", "--strict"])
    #expect(result.status == 0)
  }

  @Test("if every series is refused the run says so loudly")
  func all() throws {
    let place = try place()
    let arguments = ["mixed.csv", "--where", "id = 'zero'", "--model", "ETS(M,N,N)"]
    let result = try place.run(arguments)
    #expect(result.status == 0)
    #expect(
      result.errors.contains("warning: there is no result: every one of 1 series was refused"))
  }

  @Test("skipped.csv lists keys and reasons")
  func skipped() throws {
    let place = try place()
    _ = try place.run(["mixed.csv", "--model", "ETS(M,N,N)", "--out", "results"])
    let lines = try place.read("results/skipped.csv").split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0] == "id,kpi,reason")
    #expect(lines[1].hasPrefix("zero,value,"))
  }
}
