import Testing

@testable import ProgramSimulation

@Suite("Expected revenue")
struct ExpectedRevenueTests {
  /// Realised and expected revenue in USD over some months, for the partners that pass a test.
  private func totals(
    _ seeds: ClosedRange<UInt64>, _ months: Range<Int>,
    where test: (PartnerProfile) -> Bool = { _ in true }
  ) throws -> (realised: Double, expected: Double) {
    var result = (realised: 0.0, expected: 0.0)
    for seed in seeds {
      let (program, histories) = try Sample.program(seed: seed, partners: 300, months: 36)
      for history in histories where test(history.profile) {
        let mean = ExpectedRevenue(of: history.profile, in: program)
        for month in months {
          result.realised += Double(history.months[month].revenue) / 100
          result.expected += mean[month]
        }
      }
    }
    return result
  }

  @Test("realised revenue scatters around the mean, in the history and in the held-back future")
  func unbiased() throws {
    let history = try totals(1...3, 0..<36)
    #expect(abs(history.realised / history.expected - 1) < 0.03)
    let early = try totals(1...3, 0..<6)
    #expect(abs(early.realised / early.expected - 1) < 0.06)
    // The market moves all partners alike: three futures are few.
    let future = try totals(1...3, 36..<48)
    #expect(abs(future.realised / future.expected - 1) < 0.06)
  }

  @Test("the mean is right for every cadence", arguments: ["monthly", "quarterly", "irregular"])
  func unbiasedByCadence(name: String) throws {
    let all = try totals(4...6, 0..<36) { $0.cadence.name == name }
    #expect(abs(all.realised / all.expected - 1) < 0.06)
  }

  @Test("the mean is right in every month of the year")
  func seasonal() throws {
    let plan = try ProgramPlan(seed: 7, partnerCount: 1_500, months: 24)
    let program = Program(plan)
    var realised = [Double](repeating: 0, count: 12)
    var expected = realised
    for number in program.partnerNumbers {
      let history = program.history(of: number)
      let mean = ExpectedRevenue(of: history.profile, in: program)
      for month in 0..<24 {
        realised[month % 12] += Double(history.months[month].revenue) / 100
        expected[month % 12] += mean[month]
      }
    }
    for (realised, expected) in zip(realised, expected) {
      #expect(abs(realised / expected - 1) < 0.08)
    }
  }

  @Test("partners that are gone at the end of the history have no future")
  func goneStaysGone() throws {
    let (program, histories) = try Sample.program(seed: 1)
    for history in histories {
      let mean = ExpectedRevenue(of: history.profile, in: program)
      let isGone = history.profile.life.churn < 48
      for month in 48..<60 {
        #expect((mean[month] == 0) == isGone || history.profile.cadence.name == "quarterly")
        #expect(isGone ? mean.activity(month) == 0 : mean.activity(month) > 0.8)
      }
    }
  }

  @Test("the future mean does not know the future")
  func blindToTheFuture() throws {
    let program = Program(try Sample.demo())
    let profile = program.profile(of: 1)
    let full = Demand(of: profile, in: program)
    let blind = full.known(before: 48)
    #expect(blind.tide(47) == full.tide(47))
    #expect(blind.tide(50) != full.tide(50))
    let ratio = blind.tide(59) / blind.tide(58)
    // Growth, the last of the ramp and the market's return: smooth, whatever happens later.
    #expect(abs(ratio - 1) < 0.03)
  }
}
