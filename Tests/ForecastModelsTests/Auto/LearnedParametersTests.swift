import Forecasting
import TemporalData
import Testing
import _TestSupport

@testable import ForecastModels

@Suite("What auto has learned")
struct LearnedParametersTests {
  /// A class of the data file with two members and simple numbers.
  private static func file(
    members: String = "ets naive", weights: String = "0.1 -0.1", spread: String = "0.3 0.1 -0.05",
    leaving missing: String = ""
  ) -> String {
    var lines = ["# a comment", "season 4", "members \(members)", "trial 40"]
    lines += SeriesFeatures.names.map { "weight-\($0) \(weights)" }
    lines += ["evidence 1.5", "spread-80 \(spread)", "spread-95 0.9 0.1 -0.1"]
    lines += ["recency 0.05", "trust 100"]
    return lines.filter { missing.isEmpty || !$0.hasPrefix(missing) }.joined(separator: "\n")
  }

  @Test("the data file has a class without a season, one for quarters and one for months")
  func classes() {
    #expect(AutoParameters.all.map(\.shortestSeason) == [1, 2, 7])
    #expect(AutoParameters.of(seasonLength: 1)?.shortestSeason == 1)
    #expect(AutoParameters.of(seasonLength: 4)?.shortestSeason == 2)
    #expect(AutoParameters.of(seasonLength: 6)?.shortestSeason == 2)
    #expect(AutoParameters.of(seasonLength: 52)?.shortestSeason == 7)
  }

  @Test("every member of the data file is a model, and has an effect for every feature")
  func members() throws {
    for parameters in AutoParameters.all {
      #expect(parameters.members.count >= 3)
      for member in parameters.members {
        _ = try ModelCatalog.model(
          named: member, seasonLength: max(4, parameters.shortestSeason))
      }
      #expect(parameters.effects.count == SeriesFeatures.names.count)
      #expect(parameters.effects.allSatisfy { $0.count == parameters.members.count })
    }
  }

  @Test(
    "errors reach further at 95 than at 80 %, further ahead, and no further in a longer history")
  func laws() {
    for parameters in AutoParameters.all {
      let calibration = SpreadCalibration(
        at80: parameters.spread[0], at95: parameters.spread[1], unit: 20,
        recency: parameters.recency, trust: parameters.trust)
      for step in 1...24 {
        for count in [3, 10, 20, 50, 500] {
          let near = calibration.reach(step: step, observations: count)
          let far = calibration.reach(step: step + 1, observations: count)
          let later = calibration.reach(step: step, observations: count + 10)
          #expect(near.at80 < near.at95)
          #expect(near.at80 <= far.at80 && near.at95 <= far.at95)
          #expect(near.at80 >= later.at80 && near.at95 >= later.at95)
        }
      }
    }
  }

  @Test("the evidence of a trial counts, and the effects stay near equal weights")
  func moderate() {
    for parameters in AutoParameters.all {
      #expect((0.1...3).contains(parameters.evidence))
      let effects = parameters.effects.flatMap { $0 }
      #expect(effects.allSatisfy { $0.magnitude < 0.5 })
      #expect((0...0.2).contains(parameters.recency))
      #expect(parameters.trust > 0)
    }
  }

  @Test("a class is read as it stands")
  func reading() throws {
    let found = try #require(AutoParameters.parse(Self.file()).first)
    #expect(found.shortestSeason == 4)
    #expect(found.members == ["ets", "naive"])
    #expect(found.fewestKnown == 40)
    #expect(found.effects == SeriesFeatures.names.map { _ in [0.1, -0.1] })
    #expect(found.evidence == 1.5)
    #expect(found.spread[0] == .init(level: 0.8, intercept: 0.3, step: 0.1, length: -0.05))
    #expect(found.spread[1] == .init(level: 0.95, intercept: 0.9, step: 0.1, length: -0.1))
    #expect(found.recency == 0.05)
    #expect(found.trust == 100)
  }

  @Test(
    "a class that lacks a line is no class",
    arguments: [
      "season", "members", "trial", "weight-drift", "evidence", "spread-80", "spread-95", "recency",
      "trust",
    ])
  func lacking(line: String) {
    #expect(AutoParameters.parse(Self.file(leaving: line)).isEmpty)
  }

  @Test("a class with too few numbers, or with words for numbers, is no class")
  func broken() {
    #expect(AutoParameters.parse("").isEmpty)
    #expect(AutoParameters.parse("season\nseason x\n\n").isEmpty)
    #expect(AutoParameters.parse(Self.file(weights: "0.1")).isEmpty)
    #expect(AutoParameters.parse(Self.file(weights: "0.1 x")).isEmpty)
    #expect(AutoParameters.parse(Self.file(members: "ets naive drift")).isEmpty)
    #expect(AutoParameters.parse(Self.file(spread: "0.3 0.1")).isEmpty)
  }

  @Test("a broken class does not hide the others")
  func oneOfTwo() {
    let both = Self.file(weights: "0.1") + "\n" + Self.file()
    #expect(AutoParameters.parse(both).count == 1)
  }
}
