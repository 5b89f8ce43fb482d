import Optimization
import RealModule
import Testing

@Suite("BrentRoot")
struct RootFindingTests {
  @Test("roots are found to the last places")
  func precision() throws {
    #expect((try BrentRoot().root(in: 0...2) { $0 * $0 - 2 } - 2.0.squareRoot()).magnitude < 1e-15)
    #expect((try BrentRoot().root(in: 3...4) { .sin($0) } - .pi).magnitude < 1e-15)
    // cos(x) = x: the Dottie number, OEIS A003957.
    let dottie = try BrentRoot().root(in: 0...1) { .cos($0) - $0 }
    #expect((dottie - 0.739085133215160641655).magnitude < 2e-16)
  }

  @Test("a smooth root takes few evaluations")
  func economy() throws {
    var calls = 0
    _ = try BrentRoot().root(in: -4...4.0 / 3) { x in
      calls += 1
      return (x + 3) * (x - 1) * (x - 1)
    }
    #expect(calls < 25)
  }

  @Test("a root at an end is returned as it is")
  func ends() throws {
    #expect(try BrentRoot().root(in: 1...5) { $0 - 1 } == 1)
    #expect(try BrentRoot().root(in: 1...5) { $0 - 5 } == 5)
    #expect(try BrentRoot().root(in: 3...3) { $0 - 3 } == 3)
  }

  @Test("flat, steep and jumping functions are bisected")
  func hard() throws {
    let flat = try BrentRoot().root(in: -1...4) { .pow($0 - 1, 9) }
    #expect((flat - 1).magnitude < 1e-3)
    let jump = try BrentRoot().root(in: 0...1) { $0 < 0.3 ? -1 : 1 }
    #expect((jump - 0.3).magnitude < 1e-15)
    let steep = try BrentRoot().root(in: -1...1) { .exp(500 * $0) - 1 }
    #expect(steep.magnitude < 1e-15)
    let infinite = try BrentRoot().root(in: 0...1) { $0 < 0.25 ? -.infinity : .infinity }
    #expect((infinite - 0.25).magnitude < 1e-15)
  }

  @Test("a looser tolerance costs fewer evaluations and keeps its promise")
  func tolerance() throws {
    var calls = 0
    let root = try BrentRoot(tolerance: 1e-3).root(in: 0...10) { x in
      calls += 1
      return .exp(x) - 20
    }
    #expect((root - .log(20)).magnitude < 1e-3)
    #expect(calls < 15)
  }

  @Test("ends of one sign are refused with both values")
  func notBracketed() {
    #expect(
      throws: RootError.notBracketed(lower: 1, upper: 2, valueAtLower: 1, valueAtUpper: 4)
    ) {
      try BrentRoot().root(in: 1...2) { $0 * $0 }
    }
    let text = RootError.notBracketed(lower: 1, upper: 2, valueAtLower: 1, valueAtUpper: 4)
    #expect(
      "\(text)" == "the function is 1.0 at 1.0 and 4.0 at 2.0; "
        + "a root needs ends of opposite sign, so widen or move the interval")
  }

  @Test("a function that is not a number somewhere is refused with the place")
  func notANumber() {
    #expect(throws: RootError.notANumber(at: 0)) {
      try BrentRoot().root(in: 0...2) { $0 == 0 ? .nan : $0 - 1 }
    }
    #expect("\(RootError.notANumber(at: 0))".contains("0.0"))
  }

  @Test("a spent budget is refused with its size")
  func budget() {
    #expect(throws: RootError.didNotConverge(evaluations: 5)) {
      try BrentRoot(maximumEvaluations: 5).root(in: 0...1e9) { $0 - 12345 > 0 ? 1 : -1 }
    }
    #expect("\(RootError.didNotConverge(evaluations: 5))".contains("after 5 evaluations"))
  }
}
