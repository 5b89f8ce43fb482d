import Forecasting
import Statistics
import TemporalData
import Testing
import _TestSupport

@Suite("Combination")
struct CombinationTests {
  private let history = TimeSeries.quarterly([1, 2, 3, 4, 5])
  private let low = ConstantModel(name: "low", mean: 10, deviation: 2)
  private let high = ConstantModel(name: "high", mean: 30, deviation: 4)

  @Test("the mean is the mean of the members' means, fitted values too")
  func mean() throws {
    let fitted = try Combination(name: "both", members: [low, high]).fit(history)
    #expect(fitted.name == "low + high")
    #expect(fitted.forecast(horizon: 3).means == [20, 20, 20])
    #expect(fitted.fittedValues == history.map { _ in 20 })
    #expect(fitted.summary.residualStandardDeviation == 3)
    #expect(fitted.summary.fallbackReason == nil)
  }

  @Test("given weights move means, probabilities and the numbers of paths")
  func weights() throws {
    let fitted = try Combination(name: "both", members: [low, high], weights: [3, 1]).fit(history)
    #expect(fitted.forecast(horizon: 2).means == [15, 15] && fitted.weights == [0.75, 0.25])
    var stream = RandomStream(seed: 1, key: "paths")
    let paths = fitted.simulate(horizon: 2, paths: 40, using: &stream)
    #expect((0..<40).count { (paths[$0].first ?? 0) > 20 } == 10)
    for weights in [[1.0], [1, 0], [1, .nan]] {
      #expect(throws: SpecificationError.self) {
        try Combination(name: "both", members: [low, high], weights: weights)
      }
    }
  }

  @Test("quantiles solve the mean of the members' probabilities")
  func quantiles() throws {
    let fitted = try Combination(name: "both", members: [low, high]).fit(history)
    let mixed = fitted.forecast(horizon: 1).distributions[0]
    let (a, b) = (
      ForecastDistribution.normal(mean: 10, standardDeviation: 2),
      ForecastDistribution.normal(mean: 30, standardDeviation: 4)
    )
    for level in [0.001, 0.025, 0.1, 0.4, 0.5, 0.77, 0.9, 0.975, 0.999] {
      let quantile = mixed.quantile(level)
      expectClose((a.cdf(quantile) + b.cdf(quantile)) / 2, level, absolute: 1e-12)
    }
    // Within and between: (4 + 16)/2 + 10².
    expectClose(mixed.standardDeviation, (10.0 + 100).squareRoot(), relative: 1e-12)
    let interval = mixed.interval(level: 0.95)
    #expect(interval.lower < 10 && interval.upper > 30, "disagreement widens the interval")
  }

  @Test("a member that cannot be fitted is left out; if none can, the last error is thrown")
  func failingMembers() throws {
    let refusing = RefusingModel(error: .tooFewObservations(needed: 9, found: 5))
    let one = try Combination(name: "one", members: [refusing, low]).fit(history)
    #expect(one.name == "low" && one.forecast(horizon: 2).means == [10, 10])
    let none = try Combination(name: "none", members: [refusing, refusing])
    #expect(throws: ModelError.tooFewObservations(needed: 9, found: 5)) { try none.fit(history) }
    #expect(throws: SpecificationError.notAllowed("a combination needs at least one member")) {
      try Combination(name: "empty", members: [])
    }
  }

  @Test("a member that fell back is left out unless all did")
  func fallbacks() throws {
    let fallen = ConstantModel(name: "naive", mean: 5, reason: "too short")
    let mixed = try Combination(name: "c", members: [fallen, high]).fit(history)
    #expect(mixed.name == "high" && mixed.summary.fallbackReason == nil)
    let all = try Combination(name: "c", members: [fallen, fallen]).fit(history)
    #expect(all.name == "naive" && all.summary.fallbackReason == "too short")
    #expect(all.forecast(horizon: 1).means == [5])
  }

  @Test("paths come from every member in equal numbers", arguments: [1, 2, 5, 8])
  func paths(count: Int) throws {
    let certain = [
      ConstantModel(name: "a", mean: 1, deviation: 0),
      ConstantModel(name: "b", mean: 2, deviation: 0),
      ConstantModel(name: "c", mean: 3, deviation: 0),
    ]
    let fitted = try Combination(name: "abc", members: certain).fit(history)
    var stream = RandomStream(seed: 1, key: "paths")
    let paths = fitted.simulate(horizon: 2, paths: count, using: &stream)
    #expect(paths.count == count && paths.periods.start == history.end)
    for value in [1.0, 2, 3] {
      let share = paths.marginal(at: 0).count { $0 == value }
      #expect(share == count / 3 || share == count / 3 + 1)
    }
  }

  @Test("the average of histories of different starts is over what all of them hold")
  func differentStarts() throws {
    struct Late: ForecastModel {
      let name = "late"
      func fit(_ history: TimeSeries) throws(ModelError) -> FittedStub {
        let base = try ConstantModel(name: name, mean: 4).fit(history)
        return FittedStub(
          name: name, summary: base.summary, fittedValues: history.suffix(3).map { _ in 4 },
          distributions: base.distributions)
      }
    }
    let fitted = try Combination(name: "c", members: [Late(), low]).fit(history)
    #expect(fitted.fittedValues == history.suffix(3).map { _ in 7 })
    #expect(fitted.forecast(horizon: 1).periods.start == history.end)
  }
}
