import DataIO
import TemporalData
import Testing

@testable import kpi_forecast

@Suite("Horizon")
struct HorizonTests {
  @Test(
    "a number counts periods, a letter makes it a span",
    arguments: [
      ("6", Horizon.periods(6)), ("30d", .span(30, .day)), ("8W", .span(8, .week)),
      ("6m", .span(6, .month)), ("2q", .span(2, .quarter)), ("1y", .span(1, .year)),
    ])
  func parses(text: String, horizon: Horizon) throws {
    #expect(try Horizon.parse(text) == horizon)
  }

  @Test(
    "anything else is refused", arguments: ["", "0", "-1", "q", "1.5", "2x", "10001", "6 m", "1qq"])
  func refuses(text: String) {
    #expect(throws: OptionError.self) { try Horizon.parse(text) }
  }

  @Test(
    "a span is converted to the data's periods",
    arguments: [
      ("2q", Frequency.month, 6), ("1y", .quarter, 4), ("6m", .quarter, 2), ("24m", .year, 2),
      ("2w", .day, 14), ("1m", .day, 31), ("1y", .day, 366), ("1q", .week, 14), ("10d", .week, 2),
      ("7", .index, 7),
    ])
  func converts(text: String, frequency: Frequency, count: Int) throws {
    #expect(try Horizon.parse(text).periods(of: frequency) == count)
  }

  @Test(
    "a span that is no whole number of periods is refused",
    arguments: [
      ("7d", Frequency.month), ("2w", .quarter), ("4m", .quarter), ("1q", .year), ("6m", .index),
    ])
  func notWhole(text: String, frequency: Frequency) throws {
    let horizon = try Horizon.parse(text)
    #expect(throws: DataError.self) { try horizon.periods(of: frequency) }
  }

  @Test("a span of more periods than the limit is refused")
  func tooLong() throws {
    let horizon = try Horizon.parse("1000y")
    #expect(throws: DataError.self) { try horizon.periods(of: .day) }
    #expect(try horizon.periods(of: .year) == 1000)
  }

  @Test("the usual horizon is a season, and at least six steps of an index")
  func usual() {
    #expect(Horizon.usual(.month, seasonLength: 12) == 12)
    #expect(Horizon.usual(.quarter, seasonLength: 4) == 4)
    #expect(Horizon.usual(.day, seasonLength: 7) == 28)
    #expect(Horizon.usual(.index, seasonLength: 1) == 6)
    #expect(Horizon.usual(.index, seasonLength: 24) == 24)
  }
}
