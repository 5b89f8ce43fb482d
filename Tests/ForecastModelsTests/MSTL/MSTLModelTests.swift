import Forecasting
import RealModule
import Statistics
import TemporalData
import Testing
import _TestSupport

@testable import ForecastModels

@Suite("MSTLModel")
struct MSTLModelTests {
  @Test("without a season the model is the search for a smoothing model")
  func noSeason() throws {
    let history = TimeSeries.quarterly((0..<30).map { 40 + Double($0 * $0 % 11) })
    let expected = try ETSSearch(seasonLength: 1).fit(history)
    for lengths in [[], [1]] {
      let fitted = try MSTLModel(seasonLengths: lengths).fit(history)
      #expect(fitted.forecast(horizon: 6) == expected.forecast(horizon: 6))
      #expect(fitted.name == expected.name && fitted.summary == expected.summary)
    }
  }

  @Test("names give season lengths, transformations and the models inside them")
  func names() throws {
    func name(_ text: String, _ seasonLength: Int = 12, _ others: [Int] = []) throws -> String {
      try ModelCatalog.model(
        named: text, seasonLength: seasonLength, otherSeasonLengths: others
      ).name
    }
    #expect(try name("mstl") == "MSTL(12)")
    #expect(try name("MSTL", 24, [168, 24]) == "MSTL(24,168)")
    #expect(try name("mstl", 1) == "MSTL(1)")
    #expect(try name("mstl(168, 24)") == "MSTL(24,168)")
    #expect(try name("log(ets)") == "log(ETS)")
    #expect(try name("BoxCox(ETS(A,N,A))") == "BoxCox(ETS(A,N,A))")
    #expect(try name("log(MSTL(4,12))") == "log(MSTL(4,12))")
    #expect(try name("boxcox(log(naive))") == "BoxCox(log(Naive))")
    for wrong in ["mstl()", "mstl(a)", "mstl(12,)", "log()", "log(nothing)", "log(ets"] {
      #expect(throws: SpecificationError.self, "\(wrong)") { try name(wrong) }
    }
    #expect(throws: SpecificationError.self) { try name("mstl", 0) }
    #expect(throws: SpecificationError.self) { try name("mstl(0,12)") }
  }

  @Test("a transformation around mstl replaces its own")
  func transformedOnce() throws {
    let history = try PeerReference("AirPassengers").history
    let model = try ModelCatalog.model(named: "log(mstl)", seasonLength: 12)
    let fitted = try model.fitAny(history)
    #expect(fitted.name.hasPrefix("log(MSTL(12)+ETS("))
    let parts = try DecompositionModel(
      MSTL(seasonLengths: [12]), adjusted: ETSSearch(seasonLength: 1))
    let other = try TransformedModel(parts, power: .fixed(0)).fit(history)
    #expect(fitted.forecast(horizon: 4).distributions == other.forecast(horizon: 4).distributions)
  }

  @Test("a season that grows with the level is followed, whatever the model of the rest")
  func growingSeason() throws {
    var stream = RandomStream(seed: 12, key: "growing")
    let figure: [Double] = [1.4, 0.8, 1, 0.8]
    func level(_ slot: Int) -> Double { 50 * Double.pow(1.03, Double(slot)) }
    let history = TimeSeries.quarterly(
      (0..<60).map { level($0) * figure[$0 % 4] * (1 + 0.01 * stream.normal()) })
    let truth = (60..<68).map { level($0) * figure[$0 % 4] }
    let adaptive = try MSTLModel(seasonLengths: [4], adjusted: Drift()).fit(history)
    let amounts = try MSTLModel(seasonLengths: [4], adjusted: Drift(), power: .fixed(1))
      .fit(history)
    func error(_ fitted: any FittedModel) -> Double {
      zip(fitted.forecast(horizon: 8).means, truth).reduce(0) { max($0, abs($1.0 / $1.1 - 1)) }
    }
    #expect(error(adaptive) < 0.08 && error(amounts) > 2 * error(adaptive))
    #expect(adaptive.name.contains("MSTL(4)+Drift"))
  }

  @Test("a history with a zero keeps its amounts, without a reason to excuse")
  func zeros() throws {
    var values = seasonalValues(40)
    values[7] = 0
    let fitted = try MSTLModel(seasonLengths: [4]).fit(.quarterly(values))
    #expect(fitted.name.hasPrefix("MSTL(4)+ETS("))
    #expect(fitted.summary.fallbackReason == nil)
    #expect(
      fitted.forecast(horizon: 4).distributions.allSatisfy {
        if case .normal = $0 { true } else { false }
      })
  }

  @Test("simulated paths keep the means and spreads of the forecast")
  func simulation() throws {
    let fitted = try MSTLModel(seasonLengths: [12]).fit(PeerReference("UKDriverDeaths").history)
    var stream = RandomStream(seed: 2, key: "mstl")
    let paths = fitted.simulate(horizon: 13, paths: 4_000, using: &stream)
    for step in [0, 6, 12] {
      let sample = try Empirical(paths.marginal(at: step))
      let expected = fitted.forecast(horizon: 13).distributions[step]
      expectClose(sample.mean, expected.mean, absolute: 4 * expected.standardDeviation / 63)
      expectClose(sample.standardDeviation, expected.standardDeviation, relative: 0.06)
    }
    let parts = fitted.components(horizon: 13)
    expectClose(parts.sums, fitted.forecast(horizon: 13).means, relative: 1e-12)
  }

  @Test("season lengths below 1 and powers out of range are refused")
  func refusals() {
    #expect(throws: SpecificationError.self) { try MSTLModel(seasonLengths: [12, 0]) }
    #expect(throws: SpecificationError.self) {
      try MSTLModel(seasonLengths: [12], power: .fixed(5))
    }
  }
}
