import Forecasting
import TemporalData
import Testing

@testable import ForecastModels

@Suite("LearnedWeights")
struct LearnedWeightsTests {
  /// A straight line with bumps.
  private static func line(from start: Int, by step: Int) -> [Double] {
    var values: [Double] = []
    for slot in 0..<60 {
      let bump = slot * 17 % 13
      values.append(Double(start + step * slot + bump))
    }
    return values
  }
  private static let histories: [[Double]] = [
    line(from: 100, by: 1), line(from: 500, by: -3), [3, 9, 4, 8, 5, 7], [6, 6, 6, 6, 6], [],
  ]

  private static func history(_ values: [Double], times factor: Double = 1) -> TimeSeries {
    TimeSeries(start: Period(.index, ordinal: 1), storage: values.map { $0 * factor })
  }

  private static func weighting(_ season: Int) throws -> LearnedWeights {
    LearnedWeights(
      parameters: try #require(AutoParameters.of(seasonLength: season)), seasonLength: season)
  }

  private static func shares(
    _ season: Int, _ history: TimeSeries, errors: [Double]? = nil, scale: Double = 2
  ) throws -> [Double] {
    let found = try weighting(season).weights(for: history, errors: errors, scale: scale)
    let total = found.reduce(0, +)
    return found.map { $0 / total }
  }

  @Test("weights are above 0, and their shares add up to 1", arguments: [1, 4, 12])
  func positive(season: Int) throws {
    for values in Self.histories {
      let shares = try Self.shares(season, Self.history(values))
      let members = try Self.weighting(season).parameters.members
      #expect(shares.count == members.count)
      #expect(shares.allSatisfy { $0 > 0 && $0.isFinite })
      #expect((shares.reduce(0, +) - 1).magnitude < 1e-12)
    }
  }

  @Test("no member has most of the weight, and none next to nothing", arguments: [1, 4, 12])
  func nearEqual(season: Int) throws {
    for values in Self.histories {
      let shares = try Self.shares(season, Self.history(values))
      let equal = 1 / Double(shares.count)
      #expect(shares.allSatisfy { $0 > equal / 3 && $0 < equal * 3 })
    }
  }

  @Test("a history and its errors in another unit have the same weights", arguments: [1, 4, 12])
  func unit(season: Int) throws {
    let errors = [3.0, 1.5, 2, 4, 2.5]
    for values in Self.histories {
      let plain = try Self.shares(season, Self.history(values), errors: errors)
      for factor in [0x1p40, 0x1p-200] {
        let scaled = try Self.shares(
          season, Self.history(values, times: factor), errors: errors.map { $0 * factor },
          scale: 2 * factor)
        #expect(scaled == plain)
      }
    }
  }

  @Test("the smaller a member's error in the trial, the more it weighs", arguments: [1, 4, 12])
  func evidence(season: Int) throws {
    let history = Self.history(Self.histories[0])
    var last = 1.0
    for error in [0, 0.5, 1, 2, 4, 8, 100] {
      let share = try Self.shares(season, history, errors: [2, error, 2, 2, 2])[1]
      #expect(share < last)
      last = share
    }
  }

  @Test("equal errors, and errors that are unknown, leave the weights as they are")
  func nothingToTell() throws {
    let history = Self.history(Self.histories[0])
    let plain = try Self.shares(12, history)
    let equal = try Self.shares(12, history, errors: [2, 2, 2, 2, 2])
    #expect(zip(plain, equal).allSatisfy { ($0 - $1).magnitude < 1e-12 })
    let unknown = try Self.shares(
      12, history, errors: [Double](repeating: .nan, count: plain.count))
    #expect(unknown == plain)
    let none = try Self.shares(12, history, errors: [0, 0, 0, 0, 0], scale: 0)
    #expect(none == plain)
  }

  @Test("a member that could not be tried counts like a usual one")
  func untried() throws {
    let history = Self.history(Self.histories[0])
    let plain = try Self.shares(4, history)
    let tried = try Self.shares(4, history, errors: [1, .nan, 3, 1, 3])
    #expect(tried.allSatisfy { $0 > 0 && $0.isFinite })
    #expect(tried[0] / tried[1] > plain[0] / plain[1])
    #expect(tried[2] / tried[1] < plain[2] / plain[1])
  }
}
