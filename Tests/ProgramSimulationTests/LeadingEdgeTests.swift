import Testing

@testable import ProgramSimulation

/// The stated edges show in the totals of the program.
@Suite("Leading edges")
struct LeadingEdgeTests {
  /// The monthly totals of a KPI over all partners, in a long and wide program.
  private struct Totals {
    let histories: [PartnerHistory]

    /// Simulated once for all tests of the suite.
    private static let programs = Result {
      try Sample.seeds.map { seed in
        (seed, try Sample.program(seed: seed, partners: 250, months: 108).histories)
      }
    }

    /// The totals over the partners that pass a test.
    init(seed: UInt64, where test: (PartnerProfile) -> Bool = { _ in true }) throws {
      let program = try #require(try Self.programs.get().first { $0.0 == seed })
      histories = program.1.filter { test($0.profile) }
    }

    func callAsFunction(_ kpi: KeyPath<MonthRecord, Int>) -> [Double] {
      (0..<120).map { month in
        Double(histories.reduce(0) { $0 + $1.months[month][keyPath: kpi] })
      }
    }

    func effects(
      _ leading: KeyPath<MonthRecord, Int>, _ lagging: KeyPath<MonthRecord, Int>,
      _ lags: ClosedRange<Int>
    ) -> [Double] {
      laggedEffects(of: self(leading), on: self(lagging), lags: lags)
    }
  }

  private func strongest(_ effects: [Double]) -> Int? {
    effects.indices.max { effects[$0] < effects[$1] }
  }

  @Test("completions become certificates after 2 months, 7 in 10", arguments: Sample.seeds)
  func certification(seed: UInt64) throws {
    let effects = try Totals(seed: seed).effects(\.completions, \.newlyCertified, 0...5)
    #expect(strongest(effects) == 2)
    #expect(abs(effects.reduce(0, +) - 0.7) < 0.15)
    #expect(abs(effects[0]) < 0.05)
  }

  @Test("a certificate brings one registration, after 2 months", arguments: Sample.seeds)
  func registration(seed: UInt64) throws {
    let effects = try Totals(seed: seed).effects(\.newlyCertified, \.registered, 0...5)
    #expect(strongest(effects) == 2)
    #expect(abs(effects[1...3].reduce(0, +) - 1) < 0.35)
  }

  @Test("registrations close after 3 months", arguments: Sample.seeds)
  func salesCycle(seed: UInt64) throws {
    #expect(strongest(try Totals(seed: seed).effects(\.registered, \.closed, 0...7)) == 3)
  }

  @Test("where no order month delays them, all registrations close", arguments: Sample.seeds)
  func salesCycleInFull(seed: UInt64) throws {
    let totals = try Totals(seed: seed) { $0.cadence.name != "quarterly" }
    let effects = totals.effects(\.registered, \.closed, 0...7)
    #expect(strongest(effects) == 3)
    #expect(abs(effects[2...4].reduce(0, +) - 1) < 0.25)
  }

  @Test("won deals are revenue of the same month", arguments: Sample.seeds)
  func revenue(seed: UInt64) throws {
    let totals = try Totals(seed: seed)
    let effects = totals.effects(\.won, \.revenue, 0...3)
    #expect(strongest(effects) == 0)
    let amounts = totals.histories.flatMap(\.transactions)
      .filter { $0.isWon && $0.source == .deal }.map { Double($0.cents) }
    // Orders move with the season too, so that the slope is at least that of the deals.
    #expect(effects[0] > 0.6 * mean(amounts))
  }

  @Test("marketing funds follow revenue after 2 months, at 2 %", arguments: Sample.seeds)
  func funds(seed: UInt64) throws {
    let effects = try Totals(seed: seed).effects(\.revenue, \.fundsSpent, 0...4)
    #expect(strongest(effects) == 2)
    #expect(abs(effects[2] - 0.02) < 0.006)
  }

  @Test("portal visits move nothing, though both grow", arguments: Sample.seeds)
  func decoy(seed: UInt64) throws {
    let totals = try Totals(seed: seed)
    let (visits, revenue) = (totals(\.portalLogins), totals(\.revenue))
    #expect(correlation(visits, revenue) > 0.3)
    #expect(abs(correlation(changes(visits), changes(revenue))) < 0.3)
  }

  @Test("lag shares add up to 1 and pick lags in proportion")
  func lagShares() {
    for lags in [
      LeadingEdges.certification, LeadingEdges.registration, LeadingEdges.salesCycle,
    ] {
      #expect(abs(lags.shares.reduce(0, +) - 1) < 1e-12)
      #expect(lags.lag(0) == lags.first)
      #expect(lags.lag(0.5) == lags.mode)
      #expect(lags.lag(0.9999) == lags.last)
      #expect(abs(lags.spread(10) { $0 == 10 - lags.mode ? 1 : 0 } - 0.6) < 1e-12)
    }
  }
}
