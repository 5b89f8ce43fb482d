import Forecasting
import RealModule
import Statistics
import TemporalData
import Testing
import _TestSupport

@testable import ForecastModels

@Suite("DynamicRegression")
struct DynamicRegressionTests {
  static let start = Period(.month, ordinal: 480)

  /// A level that wanders, a season, and effects of two columns with coefficients 30 and −4.
  static func simulated(_ count: Int, seed: UInt64, season: Double = 0) -> TimeSeries {
    var stream = RandomStream(seed: seed, key: "regression")
    var level = 500.0
    let values = (0..<count).map { slot -> Double in
      let noise = 5 * stream.normal()
      let time = start.advanced(by: slot)
      let pattern = season * Double.sin(2 * Double.pi * Double(slot % 12) / 12)
      let mean = level + pattern + 30 * pulse(time) - 4 * wave(time)
      level += 0.3 * noise
      return mean + noise
    }
    return TimeSeries(start: start, storage: values)
  }

  /// A pulse every seventh month or so.
  static func pulse(_ period: Period) -> Double { period.ordinal * 5 % 17 < 3 ? 1 : 0 }

  /// Something that moves all the time.
  static func wave(_ period: Period) -> Double {
    10 + 3 * Double.sin(Double(period.ordinal * period.ordinal % 101))
  }

  static let columns = Regressors([
    Regressors.Column("pulse", value: pulse), Regressors.Column("wave", value: wave),
  ])

  private static func fit(
    _ history: TimeSeries, _ columns: Regressors = columns, seasonLength: Int = 1
  ) throws -> FittedRegression {
    try DynamicRegression(regressors: columns, seasonLength: seasonLength, horizon: 12).fit(history)
  }

  private static func value(_ fitted: FittedRegression, _ name: String) -> Double {
    fitted.coefficients.first { $0.name == name }?.value ?? .nan
  }

  @Test("coefficients of simulated series are recovered", arguments: [0.0, 40])
  func recovery(season: Double) throws {
    let fits = try (1...12).map {
      try Self.fit(
        Self.simulated(120, seed: $0, season: season), seasonLength: season == 0 ? 1 : 12)
    }
    let pulses = fits.map { Self.value($0, "pulse") }
    let waves = fits.map { Self.value($0, "wave") }
    // about 1.3 and 0.25 is the spread of one estimate; the mean of twelve is within 4/√12 of it
    expectClose(Moments.mean(of: pulses), 30, absolute: 1.6)
    expectClose(Moments.mean(of: waves), -4, absolute: 0.3)
    #expect(pulses.allSatisfy { abs($0 - 30) < 6 } && waves.allSatisfy { abs($0 + 4) < 1.3 })
  }

  @Test(
    "the concentrated likelihood is that of the plain recursion at the estimates, and its maximum")
  func exactness() throws {
    let history = Self.simulated(80, seed: 3)
    let model = try ETS(trend: .additive(damped: false), estimation: .regularized)
    let design = RegressionDesign(history, Self.columns.columns, seasonLength: 1)
    let prepared = SmoothingHistory(design.history)
    let scaled = ScaledColumns(design, prepared)
    let box = WeightBox(model)
    var likelihood = RegressionLikelihood(
      prepared.scaled.storage, scaled.values, model: model, units: box.units)
    let loss = likelihood.value(at: box.start)
    likelihood.estimate()
    let states = likelihood.firstStates
    let best = likelihood.estimates.suffix(2)
    /// The loss of the recursion with everything given.
    func direct(_ shift: [Double]) -> Double {
      let remainder = prepared.scaled.storage.indices.map { slot in
        zip(best, scaled.values).enumerated().reduce(prepared.scaled.storage[slot]) {
          $0 - ($1.1.0 + shift[$1.0]) * $1.1.1[slot]
        }
      }
      var plain = SmoothingLikelihood(
        remainder, model: model, layout: SmoothingLayout(model), units: box.units + [1, 1])
      return plain.value(
        at: box.start + [states.level + shift[2], states.slope + shift[3]])
    }
    expectClose(direct([0, 0, 0, 0]), loss, relative: 1e-12)
    for place in 0..<4 {
      for step in [-1e-3, 1e-3] {
        var shift = [0.0, 0, 0, 0]
        shift[place] = step
        #expect(direct(shift) > loss)
      }
    }
  }

  @Test("the derivative by the weights is that of differences", arguments: [1, 4])
  func gradient(season: Int) throws {
    let history = Self.simulated(60, seed: 9, season: 20)
    let pattern: ETS.Season = season > 1 ? .additive(period: season) : .none
    let model = try ETS(trend: .additive(damped: true), season: pattern, estimation: .regularized)
    let design = RegressionDesign(history, Self.columns.columns, seasonLength: season)
    let prepared = SmoothingHistory(design.history)
    let box = WeightBox(model)
    var likelihood = RegressionLikelihood(
      prepared.scaled.storage, ScaledColumns(design, prepared).values, model: model,
      units: box.units)
    var gradient = box.start
    _ = likelihood.value(at: box.start)
    likelihood.gradient(at: box.start, into: &gradient)
    for index in box.start.indices {
      var (ahead, behind) = (box.start, box.start)
      ahead[index] += 1e-5
      behind[index] -= 1e-5
      let slope = (likelihood.value(at: ahead) - likelihood.value(at: behind)) / 2e-5
      expectClose(gradient[index], slope, relative: 1e-5, absolute: 1e-8)
    }
  }

  @Test("without an effect worth its parameter the forecast is that of exponential smoothing alone")
  func identity() throws {
    let history = Self.simulated(100, seed: 5)
    let fitted = try Self.fit(history)
    let remainder = TimeSeries(
      start: history.start,
      storage: zip(history.periods, history.storage).map { period, value in
        value - Self.value(fitted, "pulse") * Self.pulse(period)
          - Self.value(fitted, "wave") * Self.wave(period)
      })
    let plain = try ETS(estimation: .regularized).fit(remainder)
    #expect(fitted.errors.name == "ETS(A,N,N)")
    let future = PeriodRange(start: history.end, count: 5)
    for (step, period) in future.enumerated() {
      let effect =
        Self.value(fitted, "pulse") * Self.pulse(period)
        + Self.value(fitted, "wave") * Self.wave(period)
      expectClose(
        fitted.forecast(horizon: 5).means[step], plain.forecast(horizon: 5).means[step] + effect,
        relative: 1e-4)
    }
  }

  @Test("parts add up to the means, and the effects are those of the columns")
  func components() throws {
    let fitted = try Self.fit(Self.simulated(120, seed: 2, season: 40), seasonLength: 12)
    let parts = fitted.components(horizon: 9)
    for (sum, mean) in zip(parts.sums, fitted.forecast(horizon: 9).means) {
      expectClose(sum, mean, relative: 1e-12)
    }
    for (step, period) in fitted.forecast(horizon: 9).periods.enumerated() {
      let effect =
        Self.value(fitted, "pulse") * Self.pulse(period)
        + Self.value(fitted, "wave") * Self.wave(period)
      expectClose(parts.effects[step], effect, relative: 1e-12)
    }
    #expect(parts.season.contains { abs($0) > 10 })
  }

  @Test("residuals, likelihood and AICc belong together")
  func summary() throws {
    let history = Self.simulated(90, seed: 4)
    let fitted = try Self.fit(history)
    let squares = history.residuals(fitted.fittedValues).storage.reduce(0) { $0 + $1 * $1 }
    let n = 90.0
    // n/2 · log Σe² is left of the likelihood; weight, level, two coefficients and the variance count
    expectClose(
      try #require(fitted.summary.logLikelihood), -0.5 * n * Double.log(squares), relative: 1e-3)
    let k = 5.0
    let criterion = try #require(fitted.summary.correctedAIC)
    expectClose(criterion, n * Double.log(squares) + 2 * k * n / (n - k - 1), relative: 2e-3)
    expectClose(
      fitted.summary.residualStandardDeviation, Double.sqrt(squares / (n - 4)), relative: 1e-9)
    #expect(fitted.summary.parameters.map(\.name) == ["alpha", "pulse", "wave", "l0"])
  }

  @Test(
    "scaling a series by a power of two scales the answer exactly", arguments: [-900, -3, 40, 900])
  func equivariance(exponent: Int) throws {
    let history = Self.simulated(60, seed: 6)
    let factor = Double(sign: .plus, exponent: exponent, significand: 1)
    let (plain, scaled) = (
      try Self.fit(history), try Self.fit(history.map { $0 * factor })
    )
    #expect(
      scaled.forecast(horizon: 4).means == plain.forecast(horizon: 4).means.map { $0 * factor })
    #expect(scaled.coefficients.map(\.value) == plain.coefficients.map { $0.value * factor })
  }

  @Test("the unit of a column does not matter", arguments: [1e-200, 1e200])
  func units(unit: Double) throws {
    let history = Self.simulated(60, seed: 6)
    let columns = Regressors(
      Self.columns.columns.map { column in
        Regressors.Column(column.name) { unit * column.value($0) }
      })
    let (plain, other) = (try Self.fit(history), try Self.fit(history, columns))
    for (a, b) in zip(plain.forecast(horizon: 6).means, other.forecast(horizon: 6).means) {
      expectClose(a, b, relative: 1e-6)
    }
  }

  @Test("columns that say nothing are left out by name, with the reason")
  func dropped() throws {
    let history = Self.simulated(72, seed: 7)
    let columns =
      Self.columns
      + Regressors([
        Regressors.Column("none") { _ in 0 }, Regressors.Column("constant") { _ in 7 },
        Regressors.Column("twice") { 2 * Self.pulse($0) },
        Regressors.Column("december") { $0.ordinal % 12 == 11 ? 1 : 0 },
        Regressors.Column("short") { $0 < history.end.advanced(by: -20) ? .nan : 1 },
        Regressors.Column("silent", isOptional: true) { _ in 0 },
      ])
    let fitted = try Self.fit(history, columns, seasonLength: 12)
    #expect(fitted.coefficients.map(\.name) == ["pulse", "wave"])
    let reason = try #require(fitted.summary.fallbackReason)
    for text in [
      "column 'none' was left out: it is 0 throughout the history",
      "column 'constant' was left out: it never varies in the history",
      "column 'twice' was left out: the season or the columns before it say the same",
      "column 'december' was left out: the season or the columns before it say the same",
      "column 'short' was left out: it is known for only 20 of 72 observed periods",
    ] { #expect(reason.contains(text)) }
    #expect(!reason.contains("silent"))
    #expect(try Self.fit(history).summary.fallbackReason == nil)
  }

  @Test("a column that is not known ahead is refused by name and period")
  func unknownFuture() throws {
    let history = Self.simulated(40, seed: 8)
    let known = TimeSeries(start: history.start, storage: (0..<45).map { Double($0 % 7) })
    let columns = Regressors([Regressors.Column("plan", known)])
    func model(_ horizon: Int) throws -> DynamicRegression {
      try DynamicRegression(regressors: columns, seasonLength: 1, horizon: horizon)
    }
    #expect(throws: Never.self) { try model(5).fit(history) }
    #expect(
      throws: ModelError.unknownRegressor(name: "plan", at: history.start.advanced(by: 45))
    ) { try model(6).fit(history) }
    let outcome = ForecastRequest(model: try model(6), horizon: 6).answer(history, key: "k")
    #expect(try #require(outcome.reason).contains("make it a driver"))
  }

  @Test("periods without a value or a column's value are passed over")
  func gaps() throws {
    var values = Self.simulated(120, seed: 10).storage
    for slot in [0, 1, 30, 31, 77, 119] { values[slot] = .nan }
    let unknown = Self.start.advanced(by: 50)
    let columns = Regressors([
      Regressors.Column("pulse") { $0 == unknown ? .nan : Self.pulse($0) }, Self.columns.columns[1],
    ])
    let history = TimeSeries(start: Self.start, storage: values)
    let fitted = try Self.fit(history, columns)
    #expect(fitted.summary.observations == 113)
    #expect(fitted.fittedValues[unknown] == nil)
    #expect(fitted.fittedValues.end == history.end)
    #expect(fitted.forecast(horizon: 2).periods.start == history.end)
    expectClose(Self.value(fitted, "pulse"), 30, absolute: 6)
  }

  @Test("histories that are too short are answered without the columns, with the reason")
  func short() throws {
    for count in 1...6 {
      let fitted = try Self.fit(Self.simulated(count, seed: 1))
      #expect(fitted.summary.fallbackReason != nil)
      #expect(fitted.forecast(horizon: 3).isFinite)
    }
    let constant = TimeSeries(start: Self.start, storage: Array(repeating: 4, count: 30))
    let flat = try Self.fit(constant)
    #expect(flat.summary.fallbackReason?.contains("every value is the same") == true)
    #expect(flat.forecast(horizon: 2).means == [4, 4])
    #expect(throws: ModelError.self) {
      try Self.fit(TimeSeries(start: Self.start, storage: []))
    }
  }

  @Test("a specification without columns, or with a season or horizon below 1, is not valid")
  func specification() {
    #expect(throws: SpecificationError.self) { try DynamicRegression(seasonLength: 1) }
    #expect(throws: SpecificationError.self) {
      try DynamicRegression(regressors: Self.columns, seasonLength: 0)
    }
    #expect(throws: SpecificationError.self) {
      try DynamicRegression(regressors: Self.columns, seasonLength: 1, horizon: 0)
    }
  }
}
