import Testing

@testable import ProgramSimulation

@Suite("Order cadence")
struct CadenceTests {
  @Test("what falls due is released in full, whatever the cadence")
  func conserves() {
    func due(_ month: Int) -> Double { (0..<60).contains(month) ? Double(month % 7) + 1 : 0 }
    let total = (0..<60).map(due).reduce(0, +)
    for cadence in [
      Cadence.everyMonth, .everyThirdMonth(phase: 0), .everyThirdMonth(phase: 2),
      .irregular(probability: 0.4),
    ] {
      let released = (-5..<70).map { cadence.expectedRelease($0, due: due) }.reduce(0, +)
      #expect(abs(released - total) < 1e-9)
    }
  }

  @Test("a quarterly partner releases in its order month, and little in the next")
  func quarterlyPattern() {
    let cadence = Cadence.everyThirdMonth(phase: 1)
    let released = (30..<33).map { cadence.expectedRelease($0) { _ in 1 } }
    #expect(released[0] == 0)
    #expect(abs(released[1] - 0.97 * 2.97) < 1e-12)
    #expect(abs(released[2] - 0.03 * 3.97) < 1e-12)
  }

  @Test("the release over many schedules has the expected mean")
  func simulatedRelease() throws {
    let profiles = Sample.profiles(seed: 11, count: 6_000)
      .filter { $0.cadence == .everyThirdMonth(phase: 2) }
    var sums = [Double](repeating: 0, count: 24)
    for profile in profiles {
      let schedule = OrderSchedule(profile, span: -3..<24)
      var due = 0.0
      for month in -3..<24 {
        due += Double(month + 10)
        guard schedule.isOpen(month) else { continue }
        if month >= 0 { sums[month] += due }
        due = 0
      }
    }
    for month in 3..<24 {
      let expected = Cadence.everyThirdMonth(phase: 2).expectedRelease(month) { Double($0 + 10) }
      let found = sums[month] / Double(profiles.count)
      #expect(abs(found - expected) < 0.02 * expected + 0.9)
    }
  }

  @Test("94 % of the gaps between orders of quarterly partners are exactly 3 months")
  func gaps() {
    let gaps = Sample.profiles(seed: 12, count: 600)
      .filter { $0.cadence.name == "quarterly" }
      .flatMap { profile in
        let schedule = OrderSchedule(profile, span: 0..<240)
        let months = (0..<240).filter(schedule.isOpen)
        return zip(months.dropFirst(), months).map(-)
      }
    #expect(abs(share(gaps) { $0 == 3 } - 0.94) < 0.01)
    #expect(gaps.allSatisfy { 2...4 ~= $0 })
  }

  @Test("a deal that is due after the partner's last order month never closes")
  func lostRelease() {
    let profile = Sample.profiles(seed: 12, count: 200)
      .first { $0.cadence == .everyThirdMonth(phase: 2) }
    let schedule = profile.map { OrderSchedule($0, span: 0..<12) }
    #expect(schedule?.release(12) == nil)
    #expect(schedule?.release(400) == nil)
  }
}
