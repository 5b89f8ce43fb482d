import Forecasting
import Statistics
import TemporalData
import Testing
import _TestSupport

/// Fixed shares whatever the history; with a trial, the member of the least error only.
private struct FixedShares: MemberWeighting {
  let shares: [Double]
  var picksBest = false

  func weights(for history: TimeSeries, errors: [Double]?, scale: Double) -> [Double] {
    guard picksBest, let errors, let least = errors.filter(\.isFinite).min() else { return shares }
    return errors.map { $0 == least ? 1 : 0 }
  }
}

@Suite("Weighted combination")
struct WeightedCombinationTests {
  private let history = TimeSeries.quarterly([1, 2, 3, 4, 5, 6, 7, 8])
  private let low = ConstantModel(name: "low", mean: 10, deviation: 2)
  private let high = ConstantModel(name: "high", mean: 30, deviation: 3)

  private func pool(
    _ members: [any ForecastModel], _ weighting: any MemberWeighting, fewestKnown: Int = 100
  ) throws -> WeightedCombination {
    try WeightedCombination(
      name: "pool", members: members, weighting: weighting, window: 2, fewestKnown: fewestKnown,
      seasonLength: 4)
  }

  @Test("mean and variance are those of the mixture with the weights")
  func moments() throws {
    let fitted = try pool([low, high], FixedShares(shares: [3, 1])).fit(history)
    #expect(fitted.weights == [0.75, 0.25])
    let mixed = fitted.forecast(horizon: 3).distributions[2]
    expectClose(mixed.mean, 15, relative: 1e-14)
    // Within and between: 0.75·(4 + 25) + 0.25·(9 + 225).
    expectClose(mixed.standardDeviation, 80.25.squareRoot(), relative: 1e-12)
    #expect(fitted.summary.residualStandardDeviation == 2.25)
    #expect(fitted.fittedValues == history.map { _ in 15 })
    #expect(fitted.name == "low + high")
  }

  @Test("equal weights give the plain mean")
  func equalWeights() throws {
    let fitted = try pool([low, high], EqualWeights(count: 2)).fit(history)
    expectClose(fitted.forecast(horizon: 1).means[0], 20, relative: 1e-14)
  }

  @Test("weights of 0 for all members are equal ones")
  func noWeight() throws {
    let fitted = try pool([low, high], FixedShares(shares: [0, 0])).fit(history)
    #expect(fitted.weights == [0.5, 0.5])
  }

  @Test("a single member is itself")
  func singleMember() throws {
    let fitted = try pool([LastValueModel()], EqualWeights(count: 1)).fit(history)
    let alone = try LastValueModel().fit(history)
    #expect(fitted.forecast(horizon: 4).distributions == alone.forecast(horizon: 4).distributions)
    #expect(fitted.name == "last" && fitted.weights == [1])
  }

  @Test("a member that cannot be fitted is left out, and its share goes to the others")
  func failingMember() throws {
    let refusing = RefusingModel(error: .tooFewObservations(needed: 9, found: 8))
    let fitted = try pool([low, refusing, high], FixedShares(shares: [1, 5, 3])).fit(history)
    #expect(fitted.name == "low + high" && fitted.weights == [0.25, 0.75])
    let none = try pool([refusing, refusing], EqualWeights(count: 2))
    #expect(throws: ModelError.tooFewObservations(needed: 9, found: 8)) { try none.fit(history) }
  }

  @Test("a member that fell back is left out; if all did, the first speaks with its reason")
  func fallbacks() throws {
    let fallen = ConstantModel(name: "naive", mean: 5, reason: "too short")
    let mixed = try pool([fallen, high], FixedShares(shares: [9, 1])).fit(history)
    #expect(mixed.name == "high" && mixed.weights == [1])
    #expect(mixed.summary.fallbackReason == nil)
    let all = try pool([fallen, fallen], EqualWeights(count: 2)).fit(history)
    #expect(all.members.count == 1 && all.summary.fallbackReason == "too short")
  }

  @Test("the weights hear of the members' errors on the last periods")
  func trial() throws {
    let members: [any ForecastModel] = [ConstantModel(name: "far", mean: 100), LastValueModel()]
    let rule = FixedShares(shares: [1, 1], picksBest: true)
    let tried = try pool(members, rule, fewestKnown: 6).fit(history)
    #expect(tried.weights == [0, 1])
    let untried = try pool(members, rule, fewestKnown: 7).fit(history)
    #expect(untried.weights == [0.5, 0.5])
  }

  @Test("a history that ends in a gap is not tried")
  func trailingGap() throws {
    let gap = TimeSeries.quarterly([1, 2, 3, 4, 5, 6, 7, nil])
    let fitted = try pool(
      [low, high], FixedShares(shares: [1, 1], picksBest: true), fewestKnown: 2
    )
    .fit(gap)
    #expect(fitted.weights == [0.5, 0.5])
  }

  @Test("the parts add up to the means")
  func componentsAddUp() throws {
    let members: [any ForecastModel] = [low, high, LastValueModel()]
    let fitted = try pool(members, FixedShares(shares: [1, 2, 3])).fit(history)
    expectClose(
      fitted.components(horizon: 5).sums, fitted.forecast(horizon: 5).means, relative: 1e-13)
  }

  @Test("paths come from every member in proportion to its share", arguments: [1, 4, 10, 400])
  func paths(count: Int) throws {
    let certain: [any ForecastModel] = [
      ConstantModel(name: "a", mean: 1, deviation: 0),
      ConstantModel(name: "b", mean: 2, deviation: 0),
      ConstantModel(name: "c", mean: 3, deviation: 0),
    ]
    let fitted = try pool(certain, FixedShares(shares: [5, 3, 2])).fit(history)
    var stream = RandomStream(seed: 1, key: "paths")
    let paths = fitted.simulate(horizon: 2, paths: count, using: &stream)
    #expect(paths.count == count && paths.periods.start == history.end)
    for (value, share) in zip([1.0, 2, 3], [0.5, 0.3, 0.2]) {
      let found = Double(paths.marginal(at: 1).count { $0 == value })
      #expect((found - share * Double(count)).magnitude <= 1)
    }
  }

  @Test("no members and numbers below 1 are refused")
  func specification() {
    #expect(throws: SpecificationError.notAllowed("a combination needs at least one member")) {
      try pool([], EqualWeights(count: 0))
    }
    #expect(
      throws: SpecificationError.outOfRange(
        parameter: "fewest known", value: 0, allowed: "1...")
    ) { try pool([low], EqualWeights(count: 1), fewestKnown: 0) }
  }
}
