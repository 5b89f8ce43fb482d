import Testing

@testable import ProgramSimulation

@Suite("Program plan")
struct ProgramPlanTests {
  @Test("a number of partners outside the range is refused with the range")
  func partnersOutOfRange() {
    #expect(
      throws: ProgramPlanError.outOfRange(option: "partners", value: 0, allowed: 1...20_000)
    ) { try ProgramPlan(partnerCount: 0) }
    #expect(throws: ProgramPlanError.self) { try ProgramPlan(partnerCount: 20_001) }
  }

  @Test("a history that is too short is refused in words that say what to do")
  func monthsOutOfRange() {
    let error = #expect(throws: ProgramPlanError.self) { try ProgramPlan(months: 23) }
    #expect(
      error?.description
        == "months is 23 but must lie in 24 to 240; choose a number in that range")
  }

  @Test("month 0 is January 2022 and the export falls on the 14th after the history")
  func calendar() throws {
    let plan = try ProgramPlan()
    #expect(plan.month(0).description == "2022-01-01")
    #expect(plan.label(-1) == "2021-12")
    #expect(plan.exportDate.description == "2026-01-14")
    #expect(ProgramPlan.monthOfYear(-1) == 11)
    #expect(ProgramPlan.monthOfYear(13) == 1)
  }
}
