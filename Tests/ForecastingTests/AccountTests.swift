import Forecasting
import Statistics
import TemporalData
import Testing

@testable import Forecasting

@Suite("What a history shows")
struct HistoryFindingsTests {
  /// Monthly values from January 2020 on.
  private func months(_ values: [Double?]) -> TimeSeries {
    TimeSeries(start: Period(.month, ordinal: 600), values: values)
  }

  /// A line and a season whose highest month is December and whose lowest is March.
  private func seasonal(_ count: Int, scale: Double = 1) -> TimeSeries {
    let season: [Double] = [0, 1, -20, 1, 0, -1, 0, 1, 0, -1, -1, 20]
    return months((0..<count).map { scale * (100 + 2 * Double($0) + season[$0 % 12]) })
  }

  @Test("a line with a season is found with its slope, its strength and its extremes")
  func lineAndSeason() throws {
    let found = HistoryFindings(seasonal(60), seasonLength: 12)
    let (trend, season) = (try #require(found.trend), try #require(found.season))
    #expect(abs(trend.perPeriod - 2) < 0.05 && trend.steadiness > 0.99)
    #expect(season.isSure && season.strength > 0.99 && season.length == 12)
    #expect(season.highest.period.firstDay.month == 12 && season.lowest.period.firstDay.month == 3)
    #expect(abs(season.highest.effect - 20) < 1 && abs(season.lowest.effect + 20) < 1)
    #expect(season.highest.period >= found.periods[48])
    #expect(
      found.findings == [
        .trend(perPeriod: trend.perPeriod), .season(length: 12, strength: season.strength),
      ])
  }

  @Test("powers of two scale what is found exactly, at both ends of the range of numbers")
  func scale() throws {
    let plain = HistoryFindings(seasonal(48), seasonLength: 12)
    for exponent in [-900, 900] {
      let factor = Double(sign: .plus, exponent: exponent, significand: 1)
      let scaled = HistoryFindings(seasonal(48, scale: factor), seasonLength: 12)
      #expect(scaled.trend?.perPeriod == plain.trend.map { $0.perPeriod * factor })
      #expect(scaled.season?.strength == plain.season?.strength)
      #expect(scaled.season?.highest.effect == plain.season.map { $0.highest.effect * factor })
    }
  }

  @Test(
    "noise has a season in fewer than one series of twenty, with a strength about that of chance")
  func noise() throws {
    var (sure, strength, chance) = (0, 0.0, 0.0)
    for seed in 0..<200 {
      var stream = RandomStream(seed: UInt64(seed), key: "noise")
      let history = months((0..<48).map { _ in stream.normal() })
      let season = try #require(HistoryFindings(history, seasonLength: 12).season)
      sure += season.isSure ? 1 : 0
      strength += season.strength / 200
      chance += season.chanceStrength / 200
    }
    #expect(sure < 10)
    #expect(abs(strength - chance) < 0.12)
  }

  @Test("a season is not sure below three seasons, and not looked for below two")
  func shortSeasons() {
    #expect(HistoryFindings(seasonal(30), seasonLength: 12).season?.isSure == false)
    #expect(HistoryFindings(seasonal(20), seasonLength: 12).season == nil)
    #expect(HistoryFindings(seasonal(20), seasonLength: 12).findings.count == 1)
    #expect(HistoryFindings(seasonal(48), seasonLength: 1).season == nil)
  }

  @Test("rare values are told with their gap and their variation")
  func demand() throws {
    let rare = months((0..<40).map { $0 % 4 == 1 ? ($0 % 8 == 1 ? 2 : 4) : 0 })
    let found = HistoryFindings(rare, seasonLength: 1)
    #expect(found.demand?.meanGap == 4)
    #expect(abs((found.demand?.squaredVariation ?? 0) - 1.0 / 9) < 1e-12)
    #expect(found.findings.contains { if case .intermittent(4, _) = $0 { true } else { false } })
    #expect(HistoryFindings(months([0, 0, 0, 5]), seasonLength: 1).demand == nil)
    #expect(HistoryFindings(months([0, 3, 4, 5]), seasonLength: 1).demand == nil)
  }

  @Test("one outlier does not bend the trend")
  func outlier() throws {
    var values = (0..<40).map { 10 + Double($0) as Double? }
    values[35] = 1e4
    let trend = try #require(HistoryFindings(months(values), seasonLength: 1).trend)
    #expect(abs(trend.perPeriod - 1) < 1e-9)
  }

  @Test("counts of values, gaps and zeros are those of the history")
  func counts() {
    let found = HistoryFindings(months([nil, 0, 3, nil, 5, 0, nil, nil]), seasonLength: 12)
    #expect(found.observations == 4 && found.missing == 1 && found.missingAtEnd == 2)
    #expect(found.zeros == 2 && found.extent == 0...5 && found.mean == 2)
    #expect(found.periods.count == 5 && found.periods.start == Period(.month, ordinal: 601))
  }

  @Test(
    "nothing is found in what is empty, short or constant",
    arguments: [[], [nil, nil], [3], [3, 4, 5], [2, 2, 2, 2, 2, 2], [0, 0, 0, 0, 0]] as [[Double?]])
  func nothing(values: [Double?]) {
    let found = HistoryFindings(months(values), seasonLength: 12)
    #expect(found.findings.isEmpty && found.trend == nil && found.season == nil)
  }

  @Test("the ends of the range of numbers give finite findings")
  func extremes() {
    for size in [1e308, 5e-324, 1e-300] {
      let history = months((0..<36).map { $0 % 3 == 0 ? -size : size })
      let found = HistoryFindings(history, seasonLength: 12)
      if let trend = found.trend { #expect(trend.perPeriod.isFinite && trend.steadiness.isFinite) }
      if let season = found.season { #expect(season.highest.effect.isFinite) }
      #expect(found.mean?.isFinite == true)
    }
  }
}

@Suite("The test of an account on the past")
struct PastTestTests {
  @Test(
    "windows are as many and as long as the history allows",
    arguments: [
      // count, horizon, season → windows, length, step
      [3, 6, 12, 0, 0, 0], [4, 6, 12, 1, 1, 1], [36, 12, 12, 3, 6, 3], [120, 12, 12, 3, 12, 12],
      [20, 3, 1, 3, 3, 3], [10, 6, 1, 3, 2, 1], [16, 8, 4, 3, 4, 2],
    ])
  func plans(row: [Int]) {
    let plan = PastTest.plan(of: row[0], horizon: row[1], seasonLength: row[2])
    #expect([plan?.windows ?? 0, plan?.horizon ?? 0, plan?.step ?? 0] == Array(row[3...]))
    guard let plan else { return }
    let origins = plan.origins(of: row[0])
    #expect(origins.count == plan.windows && origins.last == row[0] - plan.horizon)
    #expect((origins.first ?? 0) >= PastTest.fewest(of: row[0], seasonLength: row[2]))
  }

  @Test("no plan leaves the history, whatever the numbers")
  func allPlans() {
    for count in 0...60 {
      for season in [1, 4, 7, 12, 52] {
        for horizon in [1, 3, 18, 100] {
          guard let plan = PastTest.plan(of: count, horizon: horizon, seasonLength: season) else {
            #expect(count < 4)
            continue
          }
          let origins = plan.origins(of: count)
          #expect(origins.count == plan.windows && plan.windows <= 3 && plan.horizon <= horizon)
          #expect((origins.first ?? 0) >= 3)
        }
      }
    }
  }

  @Test("members of one kind share a family whatever form a search found")
  func families() {
    let names = [
      "ETS(A,N,A)": "ETS", "ETS(M,Ad,M)": "ETS", "ARIMA(0,1,1)(0,1,1)[12]": "ARIMA",
      "OptimizedTheta": "OptimizedTheta", "log(ETS(A,N,N))": "ETS", "X": "X",
    ]
    for (name, family) in names {
      #expect(ModelAccount.Member(name: name, weight: 1, means: []).family == family)
    }
  }
}

@Suite("The account of a forecast")
struct AccountTests {
  private let history = TimeSeries.quarterly((0..<24).map { 10 + Double($0 % 4) * 5 })

  private func account(
    _ model: any ForecastModel, _ history: TimeSeries, horizon: Int = 4
  ) throws -> ModelAccount {
    let request = ForecastRequest(
      model: model, horizon: horizon, details: [.account], seasonLength: 4,
      reference: LastSeasonModel(seasonLength: 4))
    return try #require(request.answer(history, key: "a").value?.account)
  }

  @Test("it is made only if asked for")
  func onRequest() {
    let plain = ForecastRequest(model: LastValueModel(), horizon: 2, seasonLength: 4)
    #expect(plain.answer(history, key: "a").value?.account == nil)
  }

  @Test("what is tried on the past is the model as it was then, where it was another one")
  func past() throws {
    let request = ForecastRequest(
      model: ConstantModel(name: "flat", mean: 17.5), horizon: 4, details: [.account],
      seasonLength: 4, pastModel: ConstantModel(name: "flat", mean: 27.5))
    let account = try #require(request.answer(history, key: "a").value?.account)
    #expect(account.members[0].means[0] == 17.5)
    #expect(account.backtestError == 10 && account.members[0].backtestError == 10)
    let tested = ForecastRequest.testedPeriods(of: 24, horizon: 4, seasonLength: 4)
    #expect(tested == account.windows * account.testHorizon)
    #expect(ForecastRequest.testedPeriods(of: 3, horizon: 4, seasonLength: 4) == 0)
  }

  @Test("a single model is the only member, scored beside the reference")
  func single() throws {
    let account = try account(ConstantModel(name: "flat", mean: 17.5), history)
    #expect(account.members.map(\.name) == ["flat"] && account.members[0].weight == 1)
    #expect(account.members[0].means == [17.5, 17.5, 17.5, 17.5])
    #expect(account.windows == 3 && account.testHorizon == 4 && account.untested == nil)
    #expect(account.backtestError == 5 && account.naiveError == 0)
    #expect(account.members[0].backtestError == 5 && account.skill == nil)
    #expect(account.history?.season?.isSure == true && account.components?.level.first == 17.5)
  }

  @Test("members of a combination have equal weights, their means and their own errors")
  func combination() throws {
    let model = try Combination(
      name: "both",
      members: [ConstantModel(name: "flat", mean: 17.5), LastSeasonModel(seasonLength: 4)])
    let account = try account(model, history)
    #expect(account.members.map(\.weight) == [0.5, 0.5])
    #expect(account.members.map(\.backtestError) == [5, 0])
    #expect(account.members[1].means == [10, 15, 20, 25])
    #expect(account.backtestError == 2.5)
  }

  @Test("a history that is too short for a test says so")
  func untested() throws {
    let short = try account(LastValueModel(), .quarterly([3]))
    #expect(short.untested == "a test needs 4 periods of history, and there is 1")
    #expect(short.backtestError == nil && short.windows == 0)
    let three = try account(LastValueModel(), .quarterly([3, nil, 4, nil]))
    #expect(three.untested == "a test needs 4 periods of history, and there are 3")
  }

  @Test("windows without a value are not scored, with the reason")
  func unobserved() throws {
    let values: [Double?] = [1, 2, 3, 4, 5, 6, 7, 8]
    let gaps = TimeSeries.quarterly(values + (0..<40).map { _ in nil } + [9])
    let account = try account(LastValueModel(), gaps, horizon: 1)
    #expect(account.windows == 1 && account.backtestError == 1)
  }

  @Test("findings of the model come first and are not repeated")
  func findings() {
    var account = ModelAccount(findings: [.note("a"), .trend(perPeriod: 2)])
    account.add([.trend(perPeriod: 3), .season(length: 4, strength: 0.5)])
    #expect(
      account.findings == [.note("a"), .trend(perPeriod: 2), .season(length: 4, strength: 0.5)])
  }
}
