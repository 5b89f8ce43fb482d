import Testing

@testable import ProgramSimulation

/// The facts of a sparse partner program, over several seeds.
@Suite("Shape of the program")
struct ProgramShapeTests {
  private static let seeds: [UInt64] = [1, 2, 3, 4, 5, 6]

  /// A figure of the demo program for every seed.
  private func figures(_ figure: ([PartnerHistory]) -> Double) throws -> [Double] {
    try Self.seeds.map { figure(try Sample.program(seed: $0).histories.filter(hasOrders)) }
  }

  private func hasOrders(_ history: PartnerHistory) -> Bool {
    history.months.prefix(48).contains { $0.revenue > 0 }
  }

  private func orderMonths(_ history: PartnerHistory) -> [Int] {
    history.months.prefix(48).filter { $0.revenue > 0 }.map(\.month)
  }

  @Test("the top 10 % of partners make about 43 % of revenue")
  func heavyTail() throws {
    let shares = try figures { histories in
      let totals = histories.map { $0.months.prefix(48).reduce(0) { $0 + $1.revenue } }
      let top = totals.sorted(by: >).prefix(12).reduce(0, +)
      return Double(top) / Double(totals.reduce(0, +))
    }
    #expect(abs(mean(shares) - 0.43) < 0.03)
    #expect(shares.allSatisfy { (0.35...0.52).contains($0) })
  }

  @Test("a fifth of the partners has no order in the last 6 months, a fifth is new")
  func shortOrGone() throws {
    let gone = try figures { share($0) { (orderMonths($0).last ?? 0) < 42 } }
    let new = try figures { share($0) { (orderMonths($0).first ?? 0) >= 36 } }
    #expect((0.15...0.30).contains(mean(gone)))
    #expect((0.14...0.26).contains(mean(new)))
  }

  @Test("gaps of quarterly partners are mostly 3 months")
  func gaps() throws {
    let regular = try figures { histories in
      let gaps = histories.filter { $0.profile.cadence.name == "quarterly" }
        .flatMap { zip(orderMonths($0).dropFirst(), orderMonths($0)).map(-) }
      return share(gaps) { $0 == 3 }
    }
    #expect(abs(mean(regular) - 0.94) < 0.02)
  }

  @Test("deal registrations are intermittent for most partners")
  func intermittent() throws {
    let sparse = try figures { histories in
      share(histories) { history in
        let active = history.months.prefix(48).filter { history.profile.life.isActive($0.month) }
        return share(active) { $0.registered == 0 } > 0.25
      }
    }
    #expect(sparse.allSatisfy { $0 > 0.4 })
  }

  @Test("seasons differ by type: VARs peak at quarter ends, agencies rest in August")
  func seasons() throws {
    let histories = try Sample.program(seed: 5, partners: 800).histories
    func total(_ type: PartnerType, _ month: Int) -> Double {
      let records = histories.filter { $0.profile.type == type }
        .flatMap { $0.months.prefix(48).filter { $0.month % 12 == month } }
      return Double(records.reduce(0) { $0 + $1.revenue })
    }
    #expect(total(.valueAddedReseller, 11) > 1.5 * total(.valueAddedReseller, 9))
    #expect(total(.agency, 7) < 0.85 * total(.agency, 4))
    #expect(abs(total(.msp, 6) / total(.msp, 9) - 1) < 0.25)
  }
}
