import DataIO
import Foundation
import TemporalData
import Testing

@Suite("Tables of events")
struct EventTableTests {
  private static func read(_ text: String, indexed: Bool = false) throws -> EventTable {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString + ".csv")
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try EventTable.read(
      .file(file.path), scopeColumns: ["partner_id", "kpi"], isIndexed: indexed)
  }

  private static func date(_ year: Int, _ month: Int, _ day: Int) throws -> CivilDate {
    try #require(CivilDate(year: year, month: month, day: day))
  }

  @Test("dates name days or whole periods, and every column is read")
  func rows() throws {
    let table = try Self.read(
      """
      Date;Event;End;Kind;Weight;Partner_ID
      2024-02;promotion;;;;
      2024-05-06;promotion;2024-05-10;pulse;0.5;P1
      2024-07-01;price;;shift;;
      2024-Q4;launch;;temporary;2;

      """)
    #expect(
      table.entries.map(\.event) == [
        CalendarEvent(
          "promotion", start: try Self.date(2024, 2, 1), end: try Self.date(2024, 2, 29)),
        CalendarEvent(
          "promotion", start: try Self.date(2024, 5, 6), end: try Self.date(2024, 5, 10),
          weight: 0.5),
        CalendarEvent("price", start: try Self.date(2024, 7, 1), kind: .shift),
        CalendarEvent(
          "launch", start: try Self.date(2024, 10, 1), end: try Self.date(2024, 12, 31),
          kind: .temporary(decay: 0.7), weight: 2),
      ])
    #expect(table.entries.map(\.scope) == [[:], ["partner_id": "P1"], [:], [:]])
    #expect(table.input.rows == 4)
  }

  @Test("holidays are days off and no events")
  func holidays() throws {
    let table = try Self.read(
      "date,event,end,kind\n2026-12-24,christmas,2026-12-26,holiday\n2026-01-01,new year,,holiday\n"
    )
    #expect(table.entries.isEmpty)
    let year = Period(.year, ordinal: 56)
    #expect(year.workingDays(without: table.holidays) == year.workingDays() - 3)
  }

  @Test("levels and one-offs say what a history can be cleaned of, and in which periods")
  func cleaning() throws {
    let table = try Self.read(
      """
      date,event,end,kind
      2024-03,price,,level
      2024-05-20,merger,,level
      2024-02-01,office,2024-07-31,level
      2024-06-28,deal,2024-07-02,one-off
      """)
    #expect(table.cleansHistoryAlone)
    let shifts = table.entries.map { $0.shifts(.month).map { "\($0)".prefix(7) } }
    #expect(shifts == [["2024-03"], ["2024-06"], ["2024-02", "2024-08"], []])
    let touched = table.entries.map { $0.touched(.month).map { "\($0)".prefix(7) } }
    #expect(touched == [[], [], [], ["2024-06", "2024-07"]])
    let mixed = try Self.read("date,event,kind\n2024-03,price,level\n2024-04,fair,promo\n")
    #expect(!mixed.cleansHistoryAlone)
    #expect(mixed.entries.map(\.event.kind) == [.shift, .pulse])
  }

  @Test("numbered periods take whole numbers, and nothing else")
  func index() throws {
    let table = try Self.read("date,event\n17,fair\n", indexed: true)
    let event = try #require(table.entries.first).event
    #expect(event.value(in: Period(.index, ordinal: 17)) == 1)
    #expect(event.value(in: Period(.index, ordinal: 18)) == 0)
    #expect(throws: DataError.self) {
      try Self.read("date,event\n2024-01-01,fair\n", indexed: true)
    }
  }
}
