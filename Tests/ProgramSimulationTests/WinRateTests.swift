import Testing

@testable import ProgramSimulation

@Suite("Win rates")
struct WinRateTests {
  /// Won and closed deals of every partner over the whole time.
  private func counts(seed: UInt64) throws -> [(profile: PartnerProfile, won: Int, closed: Int)] {
    try Sample.program(seed: seed, partners: 300).histories.map { history in
      (
        history.profile, history.months.reduce(0) { $0 + $1.won },
        history.months.reduce(0) { $0 + $1.closed }
      )
    }
  }

  @Test("won of closed deals scatters around the partner's own rate", arguments: Sample.seeds)
  func binomial(seed: UInt64) throws {
    let scores = try counts(seed: seed).filter { $0.closed > 0 }.map { partner in
      let rate = partner.profile.winRate
      let expected = Double(partner.closed) * rate
      return (Double(partner.won) - expected) / (expected * (1 - rate)).squareRoot()
    }
    #expect(abs(mean(scores)) < 0.25)
    #expect((0.7...1.35).contains(variance(scores)))
  }

  @Test("partners differ more than chance: the spread of rates is that of the beta distribution")
  func overdispersed() throws {
    let partners = try Sample.seeds.flatMap { try counts(seed: $0) }
      .filter { $0.profile.type == .reseller && $0.closed >= 10 }
    // With rate p, spread v and n trials, the variance of won/n is v + (p(1 − p) − v)/n.
    let estimates = partners.map { partner in
      let n = Double(partner.closed)
      let error = Double(partner.won) / n - 0.28
      return (error * error - 0.28 * 0.72 / n) / (1 - 1 / n)
    }
    #expect(abs(mean(estimates) - 0.28 * 0.72 / 16) < 0.005)
  }

  @Test("monthly denominators are small")
  func smallDenominators() throws {
    let months = try Sample.program(seed: 1).histories
      .flatMap { $0.months.prefix(48) }.filter { $0.closed > 0 }
    #expect(median(months.map { Double($0.closed) }) <= 2)
    #expect(months.allSatisfy { $0.won <= $0.closed })
  }
}
