import Statistics
import TemporalData
import Testing
import _TestSupport

@testable import Forecasting

@Suite("DecompositionModel")
struct DecompositionModelTests {
  private static let figure: [Double] = [6, -2, 1, -5]

  /// Quarterly values with a line, a season and noise of the given size.
  private static func history(_ count: Int, noise: Double = 1, seed: UInt64 = 1) -> TimeSeries {
    var stream = RandomStream(seed: seed, key: "decomposition")
    return .quarterly(
      (0..<count).map { slot -> Double? in
        let line = 100 + 0.5 * Double(slot)
        return line + figure[slot % 4] + noise * stream.normal()
      })
  }

  private static func model(_ adjusted: any ForecastModel, _ lengths: [Int] = [4]) throws
    -> DecompositionModel
  { DecompositionModel(try MSTL(seasonLengths: lengths), adjusted: adjusted) }

  @Test("forecasts are those of the adjusted series with the last cycle put back")
  func seasonsGoOn() throws {
    let history = Self.history(42)
    let fitted = try Self.model(LastValueModel()).fit(history)
    #expect(fitted.name == "MSTL(4)+last")
    let parts = try MSTL(seasonLengths: [4]).decompose(history)
    let adjusted = try #require(parts.seasonallyAdjusted.storage.last)
    let forecast = fitted.forecast(horizon: 9)
    #expect(forecast.periods.start == history.end)
    for step in 0..<9 {
      let season = parts.seasonals[0].storage[38 + step % 4]
      expectClose(forecast.means[step], adjusted + season, relative: 1e-13)
      let walk: Double = 4 * Double(step + 1)
      let spread = (walk + parts.seasonalErrors[0] * parts.seasonalErrors[0]).squareRoot()
      expectClose(forecast.distributions[step].standardDeviation, spread, relative: 1e-12)
    }
    expectClose(fitted.fittedValues.storage, history.storage, relative: 1e-13)
  }

  @Test("components add up, the sum of the seasons in the season")
  func components() throws {
    let history = Self.history(60)
    let fitted = try Self.model(LastValueModel(), [4, 10]).fit(history)
    #expect(fitted.name == "MSTL(4,10)+last")
    let parts = fitted.components(horizon: 12)
    expectClose(parts.sums, fitted.forecast(horizon: 12).means, relative: 1e-13)
    let decomposed = try MSTL(seasonLengths: [4, 10]).decompose(history)
    for step in 0..<12 {
      expectClose(
        parts.season[step], decomposed.seasonalValue(at: 60 + step), absolute: 1e-11)
    }
  }

  @Test("missing values inside and at the ends leave the season where it belongs")
  func gaps() throws {
    var values = Self.history(48, noise: 0).storage.map(Optional.some)
    for slot in [0, 1, 17, 30, 45, 46, 47] { values[slot] = nil }
    let history = TimeSeries.quarterly(values)
    let fitted = try Self.model(LastValueModel()).fit(history)
    let forecast = fitted.forecast(horizon: 4)
    #expect(forecast.periods.start == history.end)
    // The last adjusted value, of slot 44, with the seasons of slots 48 to 51.
    for step in 0..<4 {
      expectClose(forecast.means[step], 122 + Self.figure[step], absolute: 0.7)
    }
    #expect(fitted.fittedValues.end == history.end)
  }

  @Test("paths have the spread of the forecast and one season's error for all of its cycles")
  func simulation() throws {
    let stub = ConstantModel(name: "stub", mean: 0, deviation: 0.001)
    let fitted = try Self.model(stub).fit(Self.history(40, noise: 3))
    var stream = RandomStream(seed: 6, key: "paths")
    let paths = fitted.simulate(horizon: 8, paths: 4_000, using: &stream)
    let forecast = fitted.forecast(horizon: 8)
    for step in [0, 5] {
      let moments = try Empirical(paths.marginal(at: step))
      let expected = forecast.distributions[step]
      expectClose(moments.mean, expected.mean, absolute: 4 * expected.standardDeviation / 63)
      expectClose(moments.standardDeviation, expected.standardDeviation, relative: 0.05)
    }
    // The same slot of two cycles differs by the stub's own noise alone.
    let first = zip(paths.marginal(at: 1), paths.marginal(at: 5)).map { ($0 - $1).magnitude }
    #expect(try #require(first.max()) < 0.01)
  }

  @Test("a history too short for a season goes to the model as it is, with the reason")
  func tooShort() throws {
    let history = Self.history(7)
    let fitted = try Self.model(LastValueModel()).fit(history)
    #expect(fitted.forecast(horizon: 3) == (try LastValueModel().fit(history)).forecast(horizon: 3))
    #expect(fitted.name == "last")
    #expect(
      fitted.summary.fallbackReason
        == "no season of 4: 7 periods of history are fewer than two seasons")
    let several = try Self.model(LastValueModel(), [4, 12, 52]).fit(Self.history(20))
    #expect(several.name == "MSTL(4)+last")
    #expect(
      several.summary.fallbackReason
        == "no season of 12 and 52: 20 periods of history are fewer than two seasons")
  }

  @Test("what the model refuses is refused, what it falls back from is said")
  func passedOn() throws {
    let error = ModelError.tooFewObservations(needed: 90, found: 40)
    let refusing = try Self.model(RefusingModel(error: error))
    #expect(throws: error) { try refusing.fit(Self.history(40)) }
    #expect(throws: ModelError.tooFewObservations(needed: 1, found: 0)) {
      try Self.model(LastValueModel()).fit(.quarterly([nil, nil]))
    }
    let stub = ConstantModel(name: "stub", mean: 0, reason: "because")
    #expect(try Self.model(stub).fit(Self.history(20)).summary.fallbackReason == "because")
  }

  @Test("a power of two in the unit is carried through exactly")
  func equivariance() throws {
    let model = try Self.model(LastSeasonModel(seasonLength: 4), [4, 7])
    let history = Self.history(50)
    let plain = try model.fit(history).forecast(horizon: 8).means
    for factor in [0x1p-900, 0x1p900] {
      let scaled = try model.fit(history.map { $0 * factor }).forecast(horizon: 8).means
      #expect(scaled == plain.map { $0 * factor })
    }
  }

  @Test("every kind of distribution can be moved, and those that can be widened are")
  func arithmetic() throws {
    let log = ForecastDistribution.logNormal(try LogNormal(logMean: 1, logStandardDeviation: 0.3))
    let all: [ForecastDistribution] = [
      .normal(mean: 3, standardDeviation: 2), log, .sample([1, 2, 4, 9]),
      .mixture(try Mixture([.certain(1), log])), log.shifted(by: 1),
      .gamma(try Gamma(shape: 2, scale: 3)),
    ]
    for distribution in all {
      #expect(distribution.shifted(by: 0) == distribution)
      let moved = distribution.shifted(by: -2.5)
      let tolerance = if case .gamma = distribution { 2e-2 } else { 1e-12 }
      expectClose(moved.mean, distribution.mean - 2.5, relative: tolerance)
      expectClose(
        moved.quantile(0.7), distribution.quantile(0.7) - 2.5, relative: 0.1 * tolerance + 1e-12)
      let wider = distribution.widened(by: 1.5)
      expectClose(wider.mean, distribution.mean, relative: 1e-12)
      let isSkew =
        switch distribution {
        case .logNormal, .gamma, .boxCox, .mixture: true
        default: false
        }
      guard !isSkew else { continue }
      let expected = (distribution.variance + 2.25).squareRoot()
      expectClose(wider.standardDeviation, expected, relative: 1e-12)
    }
    #expect(ForecastDistribution.sample([5]).widened(by: 2).standardDeviation == 2)
  }
}
