import Foundation
import GRDB
import PartnerKPI
import ProgramHistory
import TemporalData
import Testing

@Suite("The history of runs")
struct HistoryStoreTests {
  private let place: Place

  init() throws { place = try Place() }

  private func count(_ sql: String) throws -> Int {
    try DatabaseQueue(path: place.path).read { try Int.fetchOne($0, sql: sql) ?? -1 }
  }

  @Test("a run comes back as it was kept")
  func roundTrip() throws {
    let store = try HistoryStore(path: place.path)
    var run = SampleRun.run()
    run.series[1].forecast = .init(status: "refused", reason: "too short", steps: [])
    run.series[2].forecast = nil
    let kept = try store.keep(run, SampleRun.facts("a"))
    #expect(kept.id == 1 && kept.isNew)
    var again = try HistoryStore(reading: place.path).run(1)
    // Series without a forecast come last.
    again.series.sort { $0.key < $1.key }
    run.series.sort { $0.key < $1.key }
    #expect(again == run)
  }

  @Test("the same run twice is one vintage and changes no byte of the file")
  func idempotent() throws {
    let store = try HistoryStore(path: place.path)
    _ = try store.keep(SampleRun.run(), SampleRun.facts("a"))
    let before = try Data(contentsOf: URL(fileURLWithPath: place.path))
    let again = try HistoryStore(path: place.path).keep(SampleRun.run(), SampleRun.facts("a"))
    #expect(again.id == 1 && !again.isNew)
    #expect(try Data(contentsOf: URL(fileURLWithPath: place.path)) == before)
  }

  @Test("of a later run only values that changed are written")
  func compact() throws {
    let store = try HistoryStore(path: place.path)
    _ = try store.keep(SampleRun.run(), SampleRun.facts("a"))
    #expect(try count("SELECT count(*) FROM value") == 48)
    let later = SampleRun.run(end: 12, revised: [3: 7])
    _ = try store.keep(later, SampleRun.facts("b"))
    #expect(try count("SELECT count(*) FROM value") == 48 + 4 + 1)
    #expect(try store.run(1) == SampleRun.run())
    #expect(try store.run(2) == later)
    for number in 0..<20 {
      _ = try store.keep(later, SampleRun.facts("c\(number)"))
    }
    #expect(try count("SELECT count(*) FROM value") == 53)
  }

  @Test("a value that is known no more is gone in the later vintage alone")
  func vanished() throws {
    let store = try HistoryStore(path: place.path)
    _ = try store.keep(SampleRun.run(), SampleRun.facts("a"))
    var later = SampleRun.run()
    later.series[0].values[5] = nil
    later.series.removeLast()
    _ = try store.keep(later, SampleRun.facts("b"))
    #expect(try store.run(1) == SampleRun.run())
    #expect(try store.run(2) == later)
  }

  @Test("a run of other KPIs, another grain or other keys leaves the values of the rest alone")
  func scopes() throws {
    let store = try HistoryStore(path: place.path)
    let all = SampleRun.run()
    let some = SampleRun.run(kpis: ["revenue"])
    var quarterly = SampleRun.run()
    quarterly.frequency = .quarter
    var byRegion = SampleRun.run(partners: 1)
    byRegion.keyColumns = ["region"]
    let runs = [all, some, quarterly, byRegion, all]
    for (place, run) in runs.enumerated() { _ = try store.keep(run, SampleRun.facts("\(place)")) }
    for (place, run) in runs.enumerated() { #expect(try store.run(Int64(place + 1)) == run) }
  }

  @Test("vintages are listed by the day they stand on, with what they hold")
  func listed() throws {
    let store = try HistoryStore(path: place.path)
    _ = try store.keep(SampleRun.run(end: 20), SampleRun.facts("late"))
    _ = try store.keep(SampleRun.run(end: 11), SampleRun.facts("early"))
    let list = try HistoryStore(reading: place.path).vintages()
    #expect(list.map(\.id) == [2, 1])
    #expect(list[0].asOf == "1970-12-31" && list[0].grain == "month")
    #expect(list[0].kpis == ["rate", "revenue"] && list[0].series == 4)
  }

  @Test("names with quotes, separators and other scripts come back as they were")
  func names() throws {
    var run = SampleRun.run(kpis: ["revenue"])
    for (place, name) in ["O'Hara; DROP TABLE value;--", "Ä/\"日本\"\u{0}\n"].enumerated() {
      let own = run.series[place]
      run.series[place] = .init(
        key: SeriesKey(values: [name], kpi: "revenue"), values: own.values, forecast: own.forecast)
    }
    let store = try HistoryStore(path: place.path)
    _ = try store.keep(run, SampleRun.facts("a'; DROP TABLE vintage;--"))
    #expect(try store.run(1) == run)
  }

  @Test("a vintage that is not there is named")
  func noVintage() throws {
    let store = try HistoryStore(path: place.path)
    let error = #expect(throws: HistoryError.self) { try store.run(7) }
    #expect(error?.kind == .noVintage)
  }
}
