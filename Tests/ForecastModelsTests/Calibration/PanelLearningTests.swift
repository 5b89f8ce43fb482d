import ForecastModels
import Forecasting
import Statistics
import TemporalData
import Testing

@Suite("Learning from a panel")
struct PanelLearningTests {
  private func panel(_ process: SimulatedProcess, _ count: Int) -> [PanelKnowledge.Member] {
    (1...count).map {
      PanelKnowledge.Member(
        history: process.series(seed: $0).history, context: process.context)
    }
  }

  private func reaches(
    _ members: [PanelKnowledge.Member], jobs: Int = 1, seasonLength: Int = 1
  ) async throws -> [Double] {
    let knowledge = try await PanelLearning(seasonLength: seasonLength, horizon: 6)
      .knowledge(from: members, work: OrderedWork(jobs: jobs, chunk: 2))
    guard let calibration = knowledge.calibration else { return [] }
    return [1, 6].flatMap { step in
      let reach = calibration.reach(step: step, observations: 30)
      return [reach.at80, reach.at95, Double(calibration.seriesCount)]
    }
  }

  @Test("the number of jobs does not matter")
  func jobs() async throws {
    let members = panel(.yearlyTrend, 12)
    let one = try await reaches(members)
    #expect(one.count == 6 && one[2] == 12)
    #expect(try await reaches(members, jobs: 3) == one)
  }

  @Test("the order of the series does not matter")
  func order() async throws {
    let members = panel(.yearlyTrend, 12)
    let one = try await reaches(members)
    #expect(try await reaches(members.reversed()) == one)
  }

  @Test("another unit by a power of two does not matter")
  func unit() async throws {
    let members = panel(.yearlyHeavyTails, 6)
    let scaled = members.map {
      PanelKnowledge.Member(history: $0.history.map { $0 * 1024 }, context: $0.context)
    }
    #expect(try await reaches(scaled) == reaches(members))
  }

  @Test("one series says little: the law stays almost as it is")
  func oneSeries() async throws {
    let none = try await reaches([])
    let one = try await reaches(panel(.yearlyTrend, 1))
    #expect(one[2] == 1 && none[2] == 0)
    for (with, without) in zip(one, none) where without > 0 {
      #expect(with > 0.9 * without && with < 1.1 * without)
    }
  }

  @Test("series that say nothing leave what was learned before", arguments: [1, 4, 12])
  func silentSeries(seasonLength: Int) async throws {
    let silent: [[Double]] = [
      [], [5], [1, 2, 3], [Double](repeating: 7, count: 40), [Double](repeating: .nan, count: 40),
      [Double](repeating: 0, count: 40),
    ]
    let members = silent.map { PanelKnowledge.Member(history: .monthly($0)) }
    let (with, without) = (
      try await reaches(members, seasonLength: seasonLength),
      try await reaches([], seasonLength: seasonLength)
    )
    for (one, other) in zip(with, without) where other > 0 {
      #expect(one > 0.9 * other && one < 1.1 * other)
    }
  }

  @Test("a panel of several kinds is learned from, each kind for what it can say")
  func kinds() async throws {
    let members =
      panel(.monthlySeason, 3) + panel(.demand, 4)
      + [[Double]](repeating: [3, 4, 6], count: 2).map {
        PanelKnowledge.Member(history: .monthly($0))
      }
    let knowledge = try await PanelLearning(seasonLength: 12, horizon: 12)
      .knowledge(from: members, work: OrderedWork(jobs: 1))
    #expect(knowledge.calibration?.seriesCount == 3)
    #expect(knowledge.activity != .standard && knowledge.peers != nil)
  }

  @Test("progress ends with the whole, and can end the work")
  func progress() async throws {
    struct Enough: Error {}
    let learning = try PanelLearning(seasonLength: 1, horizon: 6)
    let members = panel(.yearlyTrend, 5)
    var shares: [Double] = []
    _ = try await learning.knowledge(from: members, work: OrderedWork(jobs: 1)) {
      shares.append($0)
    }
    #expect(shares == [0.2, 0.4, 0.6, 0.8, 1])
    await #expect(throws: Enough.self) {
      try await learning.knowledge(from: members, work: OrderedWork(jobs: 1)) { _ in throw Enough()
      }
    }
  }
}
