import Testing

@testable import ProgramSimulation

@Suite("Lifecycle")
struct LifecycleTests {
  private let life = Lifecycle(
    placement: 0.8, endurance: 0.5, months: 48, traits: PartnerType.msp.traits)

  @Test("45 % joined before the history, and recruits come ever faster")
  func launches() {
    let launches = Sample.profiles(seed: 6, count: 2_000).map(\.life.launch)
    #expect(abs(share(launches) { $0 < 0 } - 0.45) < 0.01)
    #expect(launches.allSatisfy { (-36..<48).contains($0) })
    let firstHalf = launches.count { (0..<24).contains($0) }
    let secondHalf = launches.count { $0 >= 24 }
    #expect(secondHalf > firstHalf * 3 / 2)
  }

  @Test("the ramp is 0 before the launch and approaches 1")
  func ramp() {
    #expect(life.ramp(life.launch - 1) == 0)
    #expect(life.ramp(life.launch) > 0)
    #expect(life.ramp(life.launch + 7) > 0.63)
    #expect(life.ramp(life.launch + 7) < 0.64)
    #expect(life.ramp(life.launch + 60) > 0.999)
  }

  @Test("survival is 1 before the risk starts and falls by the hazard each month")
  func survival() {
    let start = life.riskStart
    #expect(life.survival(to: start - 1, from: start - 1) == 1)
    #expect(abs(life.survival(to: start, from: start) - 0.994) < 1e-12)
    #expect(abs(life.survival(to: start + 2, from: start - 9) - 0.994 * 0.994 * 0.994) < 1e-12)
  }

  @Test("as many partners stay active as survival says")
  func survivalFrequency() {
    let lives = Sample.profiles(seed: 7, count: 8_000).map(\.life).filter { $0.isActive(35) }
    let expected = lives.map { $0.survival(to: 47, from: 36) }.reduce(0, +)
    let active = Double(lives.count { $0.isActive(47) })
    // Five standard deviations of a count with about 10 % lost.
    #expect(abs(active - expected) < 5 * (Double(lives.count) * 0.1).squareRoot())
  }

  @Test("nobody goes dormant before the history or in the first three months")
  func safeStart() {
    for profile in Sample.profiles(seed: 8, count: 500) {
      #expect(profile.life.churn >= max(0, profile.life.launch + 3))
    }
  }
}
