import Testing

@testable import ProgramSimulation

@Suite("Partner histories")
struct PartnerHistoryTests {
  @Test("the number of partners does not change the others")
  func independentOfCount() throws {
    let small = ProgramTables(try ProgramPlan(seed: 2, partnerCount: 5))
    let large = ProgramTables(try ProgramPlan(seed: 2, partnerCount: 30))
    for path in ["partner_history.csv", "truth/partners.csv", "truth/expected.csv"] {
      let kept = large[path: path]?.text.split(separator: "\n").filter { line in
        line.contains("_id") || (1...5).contains { line.contains("P000\($0)") }
      }
      #expect(small[path: path]?.text.split(separator: "\n") == kept)
    }
  }

  @Test("another seed gives other histories")
  func seedMatters() throws {
    let one = try Sample.program(seed: 1, partners: 3).histories
    let two = try Sample.program(seed: 2, partners: 3).histories
    #expect(one.map { $0.months.map(\.revenue) } != two.map { $0.months.map(\.revenue) })
  }

  @Test("nothing happens before the launch or after going dormant", arguments: Sample.seeds)
  func quietOutsideLife(seed: UInt64) throws {
    for history in try Sample.program(seed: seed).histories {
      for record in history.months where !history.profile.life.isActive(record.month) {
        #expect(!record.isEventful)
        #expect(record.certifiedStaff == 0)
      }
    }
  }

  @Test("monthly KPIs are the sums of the transactions", arguments: Sample.seeds)
  func addsUp(seed: UInt64) throws {
    for history in try Sample.program(seed: seed, partners: 40).histories {
      for record in history.months {
        let lines = history.transactions.filter { $0.month == record.month }
        let deals = lines.filter { $0.source == .deal }
        #expect(record.revenue == lines.reduce(0) { $0 + $1.revenue })
        #expect(record.closed == deals.count)
        #expect(record.won == deals.count(where: \.isWon))
      }
    }
  }

  @Test("transactions close in their month, are booked later, and are worth something")
  func transactionDates() throws {
    let (program, histories) = try Sample.program(seed: 3)
    for transaction in histories.flatMap(\.transactions) {
      let month = program.plan.month(transaction.month)
      #expect(month.firstDay <= transaction.closed && transaction.closed <= month.lastDay)
      let delay = transaction.booked.daysSince1970 - transaction.closed.daysSince1970
      #expect((0...45).contains(delay))
      #expect(transaction.cents > 0)
    }
  }

  @Test("transactions have identifiers of their own")
  func identifiers() throws {
    let identifiers = try Sample.program(seed: 3).histories.flatMap { $0.transactions.map(\.id) }
    #expect(Set(identifiers).count == identifiers.count)
  }

  @Test("not more deals close than were registered, and stocks gain what is earned")
  func stocksAndFlows() throws {
    for history in try Sample.program(seed: 1).histories {
      let life = history.profile.life
      let flows = history.months
      if life.launch >= 0 {
        let registered = flows.reduce(0) { $0 + $1.registered }
        #expect(flows.reduce(0) { $0 + $1.closed } <= registered)
      }
      for (before, after) in zip(flows, flows.dropFirst()) where life.isActive(after.month) {
        #expect(after.certifiedStaff <= before.certifiedStaff + after.newlyCertified)
      }
    }
  }

  @Test("quarterly partners have revenue in order months only")
  func quarterlyRevenue() throws {
    for history in try Sample.program(seed: 1).histories {
      guard case .everyThirdMonth(let phase) = history.profile.cadence else { continue }
      let months = history.months.filter { $0.revenue > 0 }.map(\.month)
      #expect(months.allSatisfy { Cadence.sinceOrderMonth($0, phase) < 2 })
    }
  }
}
