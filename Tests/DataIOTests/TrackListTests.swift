import PartnerKPI
import Testing

@testable import DataIO

private func track(_ ordinals: [Int], kind: KPI.Kind = .flow) -> Track {
  var track = Track(key: ["A"], label: nil, kpi: KPI(id: "k", kind: kind), points: [])
  for ordinal in ordinals { track.append(ordinal, Double(ordinal), 1) }
  return track
}

@Test("tracks are made when they are asked for, and only then")
func lazyTracks() {
  let made = Counter()
  let list = TrackList(count: 5) { number in
    made.count += 1
    return track([number, number + 1])
  }
  #expect(made.count == 0)
  #expect(list[3].points.map(\.ordinal) == [3, 4])
  #expect(made.count == 1)
  #expect(list.map { $0.points.count } == [2, 2, 2, 2, 2])
}

private final class Counter { var count = 0 }

@Test("a choice among tracks, and a choice among these, keep their order")
func keptTracks() {
  let list = TrackList((0..<6).map { track([$0]) }).keeping([1, 2, 4, 5])
  #expect(list.map { $0.points[0].ordinal } == [1, 2, 4, 5])
  #expect(list.keeping([0, 3]).map { $0.points[0].ordinal } == [1, 5])
}

@Test("points from a period on are left out, of all tracks")
func tracksBefore() {
  let list = TrackList([track([1, 2, 3]), track([3, 4])]).before(3)
  #expect(list.map { $0.points.map(\.ordinal) } == [[1, 2], []])
  #expect(list.before(9).map { $0.points.count } == [2, 0])
}

@Test("a span tells ends, number of points and longest gap")
func spans() {
  let span = track([2, 3, 7, 9]).span
  #expect(span.ends?.first == 2 && span.ends?.last == 9)
  #expect((span.points, span.length, span.longestGap) == (4, 8, 3))
  #expect(track([5]).span.longestGap == 0)
  #expect(track([]).span.ends == nil && track([]).span.length == 0)
}

@Test("a column says what is usual where nothing was written, and takes no piece for that")
func columns() {
  var column = Column<Int32>(usual: -1)
  column.grow(to: 40_000)
  column[39_999] = 7
  column[20_000] = -1
  #expect(column[39_999] == 7 && column[0] == -1 && column[20_000] == -1)
  column[0] = 5
  column[0] = -1
  #expect(column[0] == -1)
  #expect(column.firstPosition(of: 7, in: 39_990..<40_000) == 39_999)
  #expect(column.firstPosition(of: 8, in: 39_990..<40_000) == nil)
}
