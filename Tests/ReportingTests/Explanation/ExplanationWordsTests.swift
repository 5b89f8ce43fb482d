import Statistics
import TemporalData
import Testing

@testable import Forecasting
@testable import Reporting

@Suite("Tests on the past in words")
struct PastTestWordsTests {
  private let amounts = AmountWords([80, 100, 120], isShare: false, frequency: .month)

  private func words(
    error: Double?, naive: Double?, windows: Int = 3, length: Int = 6, season: Int = 12,
    untested: String? = nil
  ) -> PastTestWords {
    var account = ModelAccount(windows: windows, backtestError: error, naiveError: naive)
    (account.testHorizon, account.untested) = (length, untested)
    let history = TimeSeries(
      start: Fixtures.month(2024, 1), storage: (0..<40).map { Double($0) })
    account.history = HistoryFindings(history, seasonLength: season)
    return PastTestWords(account: account, amounts: amounts, horizon: 6)
  }

  @Test("the test is told with windows, length and both errors")
  func tried() {
    #expect(
      words(error: 4, naive: 5).lines.first?.text
        == "on the last 3 windows of the past, 6 months each, forecast as if unknown: off by 4 a month "
        + "on average; repeating last year's value would have been off by 5")
    #expect(
      words(error: 4.5, naive: nil, windows: 1, length: 1, season: 1).lines.first?.text
        == "on the last window of the past, 1 month (there is too little history for 6), forecast as if "
        + "unknown: off by 4.5 a month on average")
  }

  @Test(
    "the verdict says aloud where a model is no better than naive",
    arguments: [
      (4, 5, "20 % closer than seasonal naive (repeating last year's value) on the last 3 windows"),
      (
        4.95, 5, "no better than seasonal naive (repeating last year's value) on the last 3 windows"
      ),
      (
        5.05, 5, "no better than seasonal naive (repeating last year's value) on the last 3 windows"
      ),
      (
        6, 5,
        "no better than seasonal naive (repeating last year's value) on the last 3 windows: "
          + "20 % further off"
      ),
      (
        12, 5,
        "no better than seasonal naive (repeating last year's value) on the last 3 windows: "
          + "2.4 times as far off"
      ),
      (
        1, 0,
        "worse than seasonal naive on the last 3 windows: repeating last year's value was exact"
      ),
      (0, 0, "no better than seasonal naive on the last 3 windows: both were exact"),
      (1e-12, 1e-13, "no better than seasonal naive on the last 3 windows: both were exact"),
    ] as [(Double, Double, String)])
  func verdicts(error: Double, naive: Double, text: String) {
    #expect(words(error: error, naive: naive).verdict?.text == text)
  }

  @Test("without a season the peer is the naive method, and one window is one")
  func naive() {
    #expect(
      words(error: 5, naive: 5, windows: 1, season: 1).verdict?.text
        == "no better than naive (repeating the last value) on the last window")
  }

  @Test("a history that is too short to test says so")
  func untested() {
    let reason = "a test needs 4 periods of history, and there is 1"
    #expect(
      words(error: nil, naive: nil, windows: 0, untested: reason).lines.map(\.text) == [
        "too short to test: a test needs 4 periods of history, and there is 1; whether it beats last "
          + "year's value is not known"
      ])
  }

  @Test("a member is compared in two words")
  func members() {
    let test = words(error: 4, naive: 5)
    let expected: [(Double?, String)] = [
      (nil, ""), (4, "20 % closer"), (5, "as close"), (5.5, "10 % further off"),
      (60, "12 times as far off"),
    ]
    for (error, text) in expected { #expect(test.comparison(error) == text) }
    #expect(words(error: 1, naive: 0).comparison(0) == "as close")
    #expect(words(error: 1, naive: 0).comparison(1) == "further off")
    #expect(words(error: 1, naive: nil).comparison(1) == "")
  }
}

@Suite("Ranges in words")
struct IntervalWordsTests {
  private let amounts = AmountWords([80, 100, 120], isShare: false, frequency: .month)

  private func lines(
    _ deviations: [Double], noise: Double, model: String = "ETS(A,N,N)",
    _ change: (inout ModelAccount) -> Void = { _ in }
  ) -> [String: String] {
    var account = ModelAccount(
      members: [.init(name: model, weight: 1, means: deviations.map { _ in 100 })])
    change(&account)
    let forecast = Forecast(
      model: model, start: Fixtures.month(2026, 1),
      distributions: deviations.map { .normal(mean: 100, standardDeviation: $0) })
    let words = IntervalWords(
      forecast: forecast, level: 0.8, noise: noise, account: account, amounts: amounts)
    return Dictionary(words.lines.map { ($0.label, $0.text) }) { $0 + "\n" + $1 }
  }

  @Test("the range, the noise of one period and the growth with the distance are told")
  func usual() {
    let said = lines([10, 15], noise: 10)
    #expect(said["range"] == "with a chance of 80 %, 87 to 113 in 2026-01 and 81 to 119 in 2026-02")
    #expect(
      said["noise"]
        == "one month ahead, values of the history were missed by 10 as a rule; that alone makes a "
        + "range of ±13")
    #expect(
      said["distance"]
        == "the range of 2026-02 is 50 % wider than that of 2026-01: the further ahead, the more can "
        + "change on the way")
  }

  @Test("where a range is far narrower than the noise, no width is ascribed to it")
  func narrow() {
    #expect(
      lines([2, 2], noise: 10)["noise"]
        == "one month ahead, values of the history were missed by 10 as a rule")
  }

  @Test("what goes beyond the noise has its cause")
  func excess() {
    let doubt = lines([20], noise: 10)["noise"] ?? ""
    #expect(
      doubt.hasSuffix(
        "; the other 75 % of the spread is there because the present level is not known exactly"))
    let growing = lines([20], noise: 10, model: "ETS(M,A,M)")["noise"] ?? ""
    #expect(growing.hasSuffix("is there because errors grow with the level"))
    #expect(lines([20], noise: 10)["distance"] == nil)
  }

  @Test("ranges that double, shrink or stay are told apart")
  func distances() {
    #expect(lines([10, 30], noise: 10)["distance"]?.contains("3.0 times as wide as") == true)
    #expect(lines([10, 5], noise: 10)["distance"]?.contains("50 % narrower than") == true)
    #expect(
      lines([10, 10.2], noise: 10)["distance"]
        == "the range of 2026-02 is as wide as that of 2026-01: by this model, one is as sure as the "
        + "other")
  }

  @Test("a certain forecast has no width, and few values cannot show one")
  func certain() {
    #expect(
      lines([0, 0], noise: 0) == [
        "range": "no width: nothing in the history shows how far values can be off"
      ])
    let one = TimeSeries(start: Fixtures.month(2025, 12), storage: [5])
    let said = lines([10], noise: 10) {
      $0.history = HistoryFindings(one, seasonLength: 12)
    }
    #expect(
      said["noise"]
        == "1 value cannot show how far the next one may be off; the range assumes 10 as a rule")
  }

  @Test("members that differ are told with their ends and their share of the spread")
  func disagreement() {
    let said = lines([10, 10], noise: 10) {
      $0.members = [
        .init(name: "a", weight: 0.5, means: [100, 95]),
        .init(name: "b", weight: 0.5, means: [100, 105]),
      ]
    }
    #expect(
      said["differ"]
        == "for 2026-02 the models say 95 to 105; their disagreement is 25 % of the spread there")
  }

  @Test(
    "a calibration is told with its size, near and far, and whose errors it comes from",
    arguments: [
      (
        1.25, 87,
        "errors of past forecasts reached 1.3 times as far as the models expect one month ahead and 2.0 "
          + "times as far as 2 months ahead"
      ),
      (
        0.9, 0,
        "errors of past forecasts reached 0.9 times as far as the models expect one month ahead and 1.4 "
      ),
    ] as [(Double, Int, String)])
  func calibration(factor: Double, series: Int, text: String) {
    let reach = ModelAccount.Calibration.Reach(first: factor, last: factor * 1.6)
    let said =
      lines([10, 10], noise: 10) {
        $0.calibration = .init(at80: reach, at95: .init(first: 9, last: 9), series: series)
      }["past"] ?? ""
    #expect(said.hasPrefix(text), "\(said)")
    #expect(said.contains("\(series) series of this input") == (series > 0))
    #expect(said.contains("for want of series in this input") == (series == 0))
    let same = ModelAccount.Calibration.Reach(first: 1.01, last: 0.98)
    #expect(
      lines([10, 10], noise: 10) { $0.calibration = .init(at80: same, at95: same, series: 1) }[
        "past"]
        == "errors of past forecasts were as large as the models expect (measured on 1 series of this "
        + "input and, before, on many series of other data); the width stays as it is")
  }

  @Test("reasons of the model itself are passed on in their order")
  func reasons() {
    #expect(lines([10], noise: 10) { $0.intervalReasons = ["one", "two"] }["why"] == "one\ntwo")
  }

  @Test(
    "how often ranges held is told, and what to make of it",
    arguments: [
      (0.8, 10, 3, "in the test, 80 % of 30 values lay inside the 80 % range"),
      (
        0.3, 10, 3,
        "in the test, 30 % of 30 values lay inside the 80 % range: expect it to be too narrow"
      ),
      (
        1, 10, 3,
        "in the test, 100 % of 30 values lay inside the 80 % range: it may be wider than needed"
      ),
      (1, 1, 1, "in the test, 100 % of 1 value lay inside the 80 % range; too few to judge"),
    ] as [(Double, Int, Int, String)])
  func coverage(share: Double, length: Int, windows: Int, text: String) {
    let said = lines([10], noise: 10) {
      ($0.coverage80, $0.testHorizon, $0.windows) = (share, length, windows)
    }
    #expect(said["check"] == text)
  }
}

@Suite("Models in words")
struct ModelWordsTests {
  private let amounts = AmountWords([80, 100, 120], isShare: false, frequency: .month)

  @Test("every letter of exponential smoothing has its words")
  func smoothing() {
    #expect(
      ModelWords.meaning("ETS(A,N,N)")
        == "averages in which the newest values count most: a level")
    #expect(
      ModelWords.meaning("ETS(M,Ad,M)")
        == "averages in which the newest values count most: a level, a trend that levels off, a season "
        + "that grows with the level")
    #expect(ModelWords.meaning("log(ETS(A,A,A))")?.hasSuffix("so never below 0") == true)
    #expect(ModelWords.meaning("BoxCox(BSM)")?.hasPrefix("level, slope and season") == true)
    #expect(
      ModelWords.meaning("Borrowed(12)+Mean")
        == "the mean of the history; the season is that of similar series")
    #expect(ModelWords.meaning("logit(Naive)")?.hasPrefix("the last value again; ") == true)
    #expect(ModelWords.meaning("ETS(?)") == nil && ModelWords.meaning("own model") == nil)
  }

  @Test("families are known by the beginning of their names, the longer name first")
  func families() {
    #expect(ModelWords.meaning("SeasonalNaive") == "the values of the last season again")
    #expect(ModelWords.meaning("Naive") == "the last value again")
    #expect(ModelWords.meaning("ARIMA(0,1,1)(0,1,1)[12]")?.hasPrefix("a recurrence") == true)
    #expect(ModelWords.meaning("Theta") == ModelWords.meaning("DynamicOptimizedTheta"))
  }

  private func said(_ model: String, _ parameters: [(String, Double)]) -> [String] {
    EstimateWords(
      model: model, parameters: parameters.map { .init($0.0, $0.1) }, amounts: amounts
    ).lines.map(\.text)
  }

  @Test("smoothing weights are told as the way of a surprise")
  func weights() {
    #expect(
      said("ETS(A,A,A)", [("alpha", 0.26), ("beta", 0.1), ("gamma", 0.05)]) == [
        "of each surprise, 26 % goes into the level, 10 % goes into the slope and 5 % goes into the "
          + "season"
      ])
    #expect(
      said("ETS(A,N,A)", [("alpha", 0.3), ("gamma", 1e-4), ("l0", 4)]) == [
        "of each surprise, 30 % goes into the level; the season hardly follows new values"
      ])
    #expect(
      said("ETS(A,A,N)", [("alpha", 1e-4), ("beta", 1e-8), ("phi", 0.9)]) == [
        "the level and slope hardly follow new values; each month keeps 90 % of the growth of the one "
          + "before"
      ])
    #expect(said("Naive", []).isEmpty)
  }

  @Test("demand and drift are told in the unit of the series")
  func others() {
    #expect(
      said("Croston", [("interval", 3), ("probability", 0.33), ("size", 18.25)]) == [
        "a demand comes every 3.0 months; a month has some demand with a chance of 33 %; a demand is "
          + "18 on average"
      ])
    #expect(said("Drift", [("drift", -1.5)]) == ["the average change is -1.5 a month"])
  }

  @Test("regressors are told by name, technical coefficients are not")
  func effects() {
    let parameters = [
      ("alpha", 0.1), ("campaign", 30), ("sin1_12", 8), ("ar1", 0.4), ("sigma_level", 2),
      ("price change", -17.25), ("l0", 42), ("leads.1", 0.3),
    ]
    #expect(
      said("Regression with ETS(A,N,N) errors", parameters).last
        == "what one of each adds to a month: campaign +30, price change -17, leads.1 +0.30")
    #expect(said("ETS(A,N,N)", [("campaign", 30)]).isEmpty)
  }

  @Test("lists have commas and one and")
  func lists() {
    #expect(EstimateWords.list([]) == "" && EstimateWords.list(["a"]) == "a")
    #expect(EstimateWords.list(["a", "b"]) == "a and b")
    #expect(EstimateWords.list(["a", "b", "c"]) == "a, b and c")
  }
}
