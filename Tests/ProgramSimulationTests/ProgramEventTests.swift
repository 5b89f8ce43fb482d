import Testing

@testable import ProgramSimulation

@Suite("Program events")
struct ProgramEventTests {
  private func program() throws -> Program { Program(try Sample.demo()) }

  @Test("the prices rise once, for all, and stay")
  func prices() throws {
    let program = try program()
    for type in PartnerType.allCases {
      #expect(program.eventFactor(.prices, 25, type) == 1)
      #expect(program.eventFactor(.prices, 26, type) == 1.08)
      #expect(program.eventFactor(.prices, 59, type) == 1.08)
    }
  }

  @Test("the outage halves one month of orders and of registrations")
  func outage() throws {
    let program = try program()
    let orders = (31...35).map { program.eventFactor(.orders, $0, .reseller) }
    let registrations = (31...35).map { program.eventFactor(.registrations, $0, .reseller) }
    #expect(orders == [1, 1, 0.5, 1, 1])
    #expect(registrations == orders)
  }

  @Test("a level shift of one type leaves the others alone")
  func levelShift() throws {
    let program = try program()
    #expect(program.eventFactor(.registrations, 40, .agency) == 0.7)
    #expect(program.eventFactor(.registrations, 40, .reseller) == 1)
    #expect(program.eventFactor(.orders, 40, .msp) == 1.15)
    #expect(program.eventFactor(.orders, 40, .agency) == 1)
  }

  @Test("every event begins within the history, for any length", arguments: [24, 48, 240])
  func calendar(months: Int) {
    let events = ProgramEvent.calendar(months: months)
    #expect(events.allSatisfy { (1..<months).contains($0.first) })
    #expect(events.allSatisfy { $0.last ?? $0.first >= $0.first })
    #expect(events.map(\.first) == events.map(\.first).sorted())
  }

  @Test("the campaign shows in the registrations of the program")
  func campaignShows() throws {
    let (_, histories) = try Sample.program(seed: 4, partners: 1_000)
    func registered(_ months: ClosedRange<Int>) -> Double {
      let counts = histories.flatMap { $0.months[months].map(\.registered) }
      return Double(counts.reduce(0, +)) / Double(months.count)
    }
    // Months 19 and 20 against the two before and after; 60 % of registrations are multiplied.
    let around = (registered(17...18) + registered(21...22)) / 2
    let uplift = registered(19...20) / around
    #expect((1.1...1.6).contains(uplift))
  }
}
