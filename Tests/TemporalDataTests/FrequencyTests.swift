import Foundation
import TemporalData
import Testing

@Suite("Frequency")
struct FrequencyTests {
  @Test("a frequency divides another exactly if no slot crosses a border of the other's")
  func divides() {
    // 60 years hold every combination of weekday and leap year.
    let borders = everyFrequency.map { frequency in
      Set(
        (0..<22_000).filter { days in
          Period(frequency, containing: CivilDate(daysSince1970: days)).firstDay.daysSince1970
            == days
        })
    }
    for (fine, within) in zip(everyFrequency, borders) where fine != .index {
      for (coarse, needed) in zip(everyFrequency, borders) where coarse != .index {
        #expect(fine.divides(coarse) == needed.isSubset(of: within), "\(fine) and \(coarse)")
      }
    }
  }

  @Test("an index divides itself alone")
  func index() {
    for other in everyFrequency {
      #expect(Frequency.index.divides(other) == (other == .index))
      #expect(other.divides(.index) == (other == .index))
    }
  }

  @Test("division is reflexive, transitive and never mutual")
  func order() {
    for a in everyFrequency {
      #expect(a.divides(a))
      for b in everyFrequency where a.divides(b) {
        #expect(a == b || !b.divides(a))
        for c in everyFrequency where b.divides(c) { #expect(a.divides(c)) }
      }
    }
  }

  @Test("season lengths and words are the usual ones")
  func words() {
    let all: [Frequency] = [.day, .week, .month, .quarter, .year, .index]
    #expect(all.map(\.seasonLength) == [7, 52, 12, 4, 1, 1])
    #expect(all.map(\.unitName) == ["day", "week", "month", "quarter", "year", "step"])
  }

  @Test("text and JSON give every frequency back")
  func roundTrips() throws {
    #expect(Set(everyFrequency.map(\.description)).count == everyFrequency.count)
    for frequency in everyFrequency {
      #expect(Frequency(frequency.description) == frequency)
    }
    let data = try JSONEncoder().encode(everyFrequency)
    #expect(try JSONDecoder().decode([Frequency].self, from: data) == everyFrequency)
    #expect(Frequency.quarter(anchor: 2).description == "quarter-feb")
    #expect(Frequency.week(startingOn: 7).description == "week-sun")
  }

  @Test("text that names no frequency is refused with what is allowed")
  func refusals() throws {
    for text in ["", "Month", "quarter-apr", "week-mon", "year-13", "fortnight"] {
      #expect(Frequency(text) == nil)
    }
    let error = #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([Frequency].self, from: Data(#"["fortnight"]"#.utf8))
    }
    guard case .dataCorrupted(let context) = error else { return }
    #expect(context.debugDescription.hasPrefix("'fortnight' is not a frequency; write day"))
  }
}
