import Forecasting
import LinearAlgebra
import RealModule
import Statistics
import TemporalData
import Testing
import _TestSupport

@testable import ForecastModels

@Suite("Structural models")
struct StructuralModelTests {
  static let names = [
    "structural", "LocalLevel", "SmoothTrend", "LocalLinearTrend", "DampedTrend", "BSM",
    "BSM(level)", "BSM(smooth)", "BSM(damped)",
  ]

  @Test("the Nile has the variances of Durbin and Koopman (2012), section 2.10.3")
  func nile() throws {
    let fitted = try StructuralModel(trend: .level).fit(PeerReference("Nile").history)
    let deviations = fitted.summary.parameters.map(\.value)
    expectClose(deviations[0] * deviations[0], 15_099, relative: 1e-3)
    expectClose(deviations[1] * deviations[1], 1469.1, relative: 1e-3)
    expectClose(try #require(fitted.summary.logLikelihood), -632.5456, absolute: 1e-3)
    expectClose(fitted.forecast(horizon: 3).means, [798.37, 798.37, 798.37], absolute: 0.01)
  }

  @Test("the examples of docs/models/structural.md give the printed numbers")
  func documentedExample() throws {
    let fitted = try StructuralModel(trend: .level).fit(PeerReference("Nile").history)
    expectClose(fitted.summary.parameters.map(\.value), [122.88, 38.33], absolute: 0.006)
    let interval = fitted.forecast(horizon: 2).intervals(level: 0.95)[0]
    expectClose([interval.lower, interval.upper], [517.06, 1079.67], absolute: 0.006)
    let level = fitted.smoothed.level.means.storage
    expectClose([level[0], level[99]], [1111.67, 798.37], absolute: 0.006)
    let system = LinearGaussianSystem(
      stateCount: 2, observation: [.state(0)], observationVariance: 1,
      transition: [.companion(first: 0, coefficients: [0.5, 0.2])],
      disturbances: [.init([.state(0)], variance: 2)], initialVariance: .identity(2))
    var filter = KalmanFilter(system)
    let found = filter.filtered([1, .nan, 2])?.predictions ?? []
    expectClose(found, [0, 0.25, 0.225], absolute: 0.001)
  }

  @Test("names and forms correspond, in any case, and other names are none")
  func fullNames() throws {
    for name in Self.names.dropFirst() {
      let model = try StructuralModel(named: name.uppercased(), seasonLength: 4)
      #expect(model?.name == name)
    }
    #expect(try StructuralModel(named: "BSM(trend)", seasonLength: 4) == nil)
    #expect(throws: SpecificationError.self) {
      try StructuralModel(named: "BSM", seasonLength: 1)
    }
    #expect(throws: SpecificationError.self) {
      try StructuralModel(trend: .level, season: .dummy(period: 1))
    }
  }

  @Test("components add up to the means", arguments: names)
  func components(name: String) throws {
    let history = TimeSeries.quarterly(seasonalValues(40))
    let fitted = try ModelCatalog.model(named: name, seasonLength: 4).fitAny(history)
    let means = fitted.forecast(horizon: 9).means
    expectClose(fitted.components(horizon: 9).sums, means, relative: 1e-12, "\(name)")
  }

  @Test("shifting a history shifts its forecast, and a line added is continued")
  func shifts() throws {
    let plain = TimeSeries.quarterly(seasonalValues(40))
    for name in ["LocalLevel", "LocalLinearTrend", "BSM"] {
      let model = try ModelCatalog.model(named: name, seasonLength: 4)
      let a = try model.fitAny(plain).forecast(horizon: 5)
      let b = try model.fitAny(plain.map { $0 + 64 }).forecast(horizon: 5)
      expectClose(b.means, a.means.map { $0 + 64 }, relative: 1e-4, "\(name)")
    }
    let tilted = TimeSeries.quarterly(plain.storage.enumerated().map { $1 + 2 * Double($0) })
    let model = try StructuralModel(trend: .linear, season: .dummy(period: 4))
    let a = try model.fit(plain).forecast(horizon: 5).means
    let b = try model.fit(tilted).forecast(horizon: 5).means
    let wanted = a.enumerated().map { $1 + 2 * Double(40 + $0) }
    expectClose(b, wanted, relative: 1e-3)
  }

  @Test("a gap at the end is steps ahead, and missing values inside are passed over")
  func gaps() throws {
    let values = seasonalValues(40)
    let model = try StructuralModel(trend: .linear, season: .dummy(period: 4))
    let whole = try model.fit(.quarterly(values)).forecast(horizon: 7)
    let late = try model.fit(.quarterly(values + [.nan, .nan, .nan])).forecast(horizon: 4)
    expectClose(late.means, Array(whole.means.dropFirst(3)), relative: 1e-9)
    expectClose(
      late.intervals(level: 0.9).map(\.upper),
      Array(whole.intervals(level: 0.9).map(\.upper).dropFirst(3)), relative: 1e-9)
    let holed = values.enumerated().map { $0 % 7 == 3 ? .nan : $1 }
    #expect(try model.fit(.quarterly(holed)).forecast(horizon: 7).isFinite)
  }

  @Test("variances of simulated series are recovered, and intervals cover what they say")
  func recovery() throws {
    var stream = RandomStream(seed: 5, key: "structural")
    var (noise, level, covered, count) = (0.0, 0.0, 0, 0)
    for _ in 0..<60 {
      var state = 0.0
      let path = (0..<160).map { _ -> Double in
        state += 0.5 * stream.normal()
        return state + stream.normal()
      }
      let fitted = try StructuralModel(trend: .level).fit(.quarterly(Array(path.prefix(150))))
      noise += fitted.summary.parameters[0].value / 60
      level += fitted.summary.parameters[1].value / 60
      let intervals = fitted.forecast(horizon: 10).intervals(level: 0.8)
      for (value, interval) in zip(path.suffix(10), intervals) {
        covered += interval.lower <= value && value <= interval.upper ? 1 : 0
        count += 1
      }
    }
    expectClose(noise, 1, absolute: 0.06)
    expectClose(level, 0.5, absolute: 0.06)
    expectClose(Double(covered) / Double(count), 0.8, absolute: 0.06)
  }

  @Test("simulated paths have the means and spreads of the forecast")
  func simulation() throws {
    let fitted = try StructuralModel(trend: .linear, season: .dummy(period: 4))
      .fit(.quarterly(seasonalValues(40)))
    var stream = RandomStream(seed: 1, key: "paths")
    let paths = fitted.simulate(horizon: 6, paths: 4000, using: &stream)
    let forecast = fitted.forecast(horizon: 6)
    for step in 0..<6 {
      let moments = Moments(paths.marginal(at: step))
      let wanted = forecast.distributions[step]
      let spread = wanted.standardDeviation
      expectClose(moments.mean, wanted.mean, absolute: 0.08 * spread)
      expectClose(moments.sampleStandardDeviation, spread, relative: 0.05)
    }
  }

  @Test("a coefficient is found, its column redundant or unknown ahead does no harm")
  func regressors() throws {
    var stream = RandomStream(seed: 2, key: "columns")
    let pulse: @Sendable (Period) -> Double = { $0.ordinal % 7 == 3 ? 1 : 0 }
    let values = (0..<60).map { slot in
      50 + 10 * pulse(Period(.quarter, ordinal: slot)) + stream.normal()
    }
    let columns = Regressors([
      .init("pulse", value: pulse), .init("constant") { _ in 3 },
      .init("again") { 2 * pulse($0) + 1 },
      .init("past") { $0.ordinal < 60 ? Double($0.ordinal % 5) : .nan },
    ])
    let fitted = try StructuralModel(trend: .level, regressors: columns).fit(.quarterly(values))
    let found = Dictionary(
      uniqueKeysWithValues: fitted.summary.parameters.map { ($0.name, $0.value) })
    expectClose(found["pulse"] ?? found["again"].map { 2 * $0 } ?? 0, 10, absolute: 1)
    #expect(found["constant"] == nil)
    #expect((found["pulse"] == nil) != (found["again"] == nil))
    let parts = fitted.components(horizon: 8)
    let means = fitted.forecast(horizon: 8).means
    expectClose(parts.sums, means, relative: 1e-12)
    let peak = (0..<8).max { means[$0] < means[$1] }
    #expect(peak.map { (60 + $0) % 7 } == 3)
  }

  @Test("the smoothed parts of a history add up to it but for the noise")
  func smoothed() throws {
    let history = TimeSeries.quarterly(seasonalValues(40))
    let fitted = try StructuralModel(trend: .linear, season: .dummy(period: 4)).fit(history)
    let parts = fitted.smoothed
    let season = try #require(parts.season)
    #expect(parts.slope != nil && parts.effects == nil)
    let rest = history.storage.indices.map { slot in
      history.storage[slot] - parts.level.means.storage[slot] - season.means.storage[slot]
    }
    #expect(Moments(rest).sampleStandardDeviation < 4)
    expectClose(rest.reduce(0, +), 0, absolute: 0.5)
    #expect(parts.level.standardDeviations.storage.allSatisfy { $0 > 0 && $0.isFinite })
    let ends = parts.level.means.storage.last
    expectClose(try #require(ends), fitted.components(horizon: 1).level[0], relative: 1e-9)
  }

  @Test("a straight line is continued without a spread, a variance of 0 is an answer")
  func line() throws {
    let line = TimeSeries.quarterly((0..<30).map { 5 + 2 * Double($0) })
    let fitted = try StructuralModel(trend: .linear).fit(line)
    expectClose(fitted.forecast(horizon: 3).means, [65, 67, 69], relative: 1e-8)
    var stream = RandomStream(seed: 9, key: "flat")
    let flat = TimeSeries.quarterly((0..<80).map { _ in 10 + stream.normal() })
    let still = try StructuralModel(trend: .linear).fit(flat)
    #expect(still.summary.parameters.contains { $0.value == 0 })
  }

  @Test("a positive history with a season is raised to a power, others are left as they are")
  func powers() throws {
    let growing = (0..<48).map { slot -> Double in
      Double.exp(0.04 * Double(slot)) * [1, 1.6, 0.7, 1.2][slot % 4]
    }
    let search = try StructuralSearch(seasonLength: 4)
    let fitted = try search.fit(.quarterly(growing))
    #expect(fitted.summary.parameters[0] == FitSummary.Parameter("lambda", 0.5))
    #expect(fitted.name.hasPrefix("BoxCox("))
    let log = try ModelCatalog.model(named: "log(structural)", seasonLength: 4)
    #expect(try log.fitAny(.quarterly(growing)).name.hasPrefix("log("))
    for (model, values) in [
      (search, growing.map { $0 - 2 }), (try StructuralSearch(seasonLength: 1), growing),
    ] {
      let plain = try model.fit(.quarterly(values))
      #expect(!plain.summary.parameters.contains { $0.name == "lambda" })
      #expect(plain.summary.fallbackReason == nil)
    }
  }

  @Test("a form that the history cannot carry is refused, the search falls back")
  func short() throws {
    let values = TimeSeries.quarterly([3, 1, 4, 1, 5])
    #expect(throws: ModelError.tooFewObservations(needed: 10, found: 5)) {
      try StructuralModel(trend: .linear, season: .dummy(period: 4)).fit(values)
    }
    let two = try StructuralSearch(seasonLength: 4).fit(.quarterly([8, 10]))
    #expect(two.summary.fallbackReason != nil)
    let unseen = (0..<40).map { slot -> Double in
      let wobble = slot % 4 + slot * slot % 7
      return slot % 4 == 2 ? .nan : Double(wobble)
    }
    #expect(throws: ModelError.missingValues(count: 10)) {
      try StructuralModel(trend: .level, season: .dummy(period: 4)).fit(.quarterly(unseen))
    }
  }
}
