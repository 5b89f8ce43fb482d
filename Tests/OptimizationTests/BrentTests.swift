import Optimization
import RealModule
import Testing

@Suite("Brent")
struct BrentTests {
  @Test("a smooth minimum is found to the square root of rounding, in few evaluations")
  func smooth() {
    let found = Brent().minimize(in: 0...3) { -Double.sin($0) }
    #expect((found.point - .pi / 2).magnitude < 2e-8)
    #expect(found.evaluations <= 15)
    #expect(found.reason == .pointTolerance)
  }

  @Test("a minimum at an end of the interval is that end, exactly")
  func ends() {
    #expect(Brent().minimize(in: 2...5) { $0 }.point == 2)
    #expect(Brent().minimize(in: 2...5) { -$0 }.point == 5)
    #expect(Brent().minimize(in: -1...0) { .exp($0) }.point == -1)
  }

  @Test("a kink is found by golden section")
  func kink() {
    let found = Brent().minimize(in: -4...10) { ($0 - 1.25).magnitude }
    #expect((found.point - 1.25).magnitude < 1e-7)
  }

  @Test("undefined parts of the interval are left", arguments: [Double.infinity, .nan])
  func undefinedPart(outside: Double) {
    let found = Brent().minimize(in: -10...10) { x in
      x > 3 ? outside : (x - 2) * (x - 2)
    }
    #expect((found.point - 2).magnitude < 1e-6)
  }

  @Test("a function finite nowhere is reported")
  func finiteNowhere() {
    #expect(Brent().minimize(in: 0...1) { _ in .nan }.reason == .startNotFinite)
  }

  @Test("an interval of one point gives that point")
  func singlePoint() {
    let found = Brent().minimize(in: 4...4) { $0 * $0 }
    #expect(found.point == 4 && found.value == 16)
  }

  @Test("the limit on evaluations is kept")
  func limit() {
    var calls = 0
    let found = Brent(tolerance: 1e-15, maximumEvaluations: 8).minimize(in: 0...100) { x in
      calls += 1
      return (x - 70).magnitude
    }
    #expect(found.reason == .evaluationLimit)
    #expect(calls <= 8 && found.evaluations == calls)
  }

  @Test("an interval across the whole number range does not overflow")
  func wide() {
    let found = Brent(maximumEvaluations: 3000)
      .minimize(in: -1e308...1e308) { ($0 - 1).magnitude }
    #expect((found.point - 1).magnitude < 1e-6)
  }
}
