import Foundation
import TemporalData
import Testing

@Suite("Frequency")
struct FrequencyTests {
  @Test("a frequency divides another exactly if no slot crosses a border of the other's")
  func divides() {
    for fine in everyFrequency {
      for coarse in everyFrequency where fine != .index && coarse != .index {
        // 60 years hold every combination of weekday and leap year.
        let crosses = (0..<22_000).contains { days in
          let date = CivilDate(daysSince1970: days)
          let tomorrow = CivilDate(daysSince1970: days + 1)
          let border = Period(coarse, containing: date) != Period(coarse, containing: tomorrow)
          return border && Period(fine, containing: date) == Period(fine, containing: tomorrow)
        }
        #expect(fine.divides(coarse) == !crosses, "\(fine) and \(coarse)")
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
