import ForecastModels
import Forecasting
import RealModule
import Statistics
import TemporalData
import Testing
import _TestSupport

@Suite("Paths of a calibrated model")
struct JointPathTests {
  /// Normal errors of the spread that the model says, at every step and length.
  private static let normal = SpreadCalibration(
    at80: .init(level: 0.8, intercept: Double.log(1.2815515655446004), step: 0, length: 0),
    at95: .init(level: 0.95, intercept: Double.log(1.959963984540054), step: 0, length: 0),
    unit: 1, recency: 0, trust: 1)

  private let wide = SpreadCalibration(
    at80: .init(level: 0.8, intercept: Double.log(1.6), step: 0.1, length: 0),
    at95: .init(level: 0.95, intercept: Double.log(3), step: 0.1, length: 0), unit: 20,
    recency: 0, trust: 100)

  private func history(seed: UInt64) -> TimeSeries {
    var stream = RandomStream(seed: seed, key: "walk")
    var level = 100.0
    return .monthly(
      (0..<60).map { _ in
        level += stream.normal()
        return level
      })
  }

  private func paths(
    of model: some ForecastModel, seed: UInt64 = 7, count: Int = 400
  ) throws -> SamplePaths {
    var stream = RandomStream(seed: seed, key: "paths")
    return try model.fitAny(history(seed: 3)).simulate(
      horizon: 6, paths: count, using: &stream)
  }

  private func ranks(_ values: [Double]) -> [Int] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Int](repeating: 0, count: values.count)
    for (rank, place) in order.enumerated() { ranks[place] = rank }
    return ranks
  }

  @Test("the values of a period are the quantiles of its calibrated distribution")
  func marginals() throws {
    let model = CalibratedModel(Naive(), calibration: wide, lower: 0)
    let paths = try paths(of: model)
    let forecast = try model.fit(history(seed: 3)).forecast(horizon: 6)
    for step in [0, 5] {
      let quantiles = (0..<400).map {
        forecast.distributions[step].quantile((Double($0) + 0.5) / 400)
      }
      #expect(paths.marginal(at: step).sorted() == quantiles)
    }
  }

  @Test("the ranks of every path are those of the base model's path")
  func dependence() throws {
    let (own, base) = (
      try paths(of: CalibratedModel(Naive(), calibration: wide)), try paths(of: Naive())
    )
    for step in 0..<6 { #expect(ranks(own.marginal(at: step)) == ranks(base.marginal(at: step))) }
  }

  @Test("the same seed gives the same paths, another one others")
  func seeds() throws {
    let model = CalibratedModel(Naive(), calibration: wide, lower: 0)
    #expect(try paths(of: model) == paths(of: model))
    #expect(try paths(of: model) != paths(of: model, seed: 8))
  }

  @Test("the total of a quarter is wider than if its months were independent")
  func totals() throws {
    let paths = try paths(of: CalibratedModel(Naive(), calibration: wide), count: 2000)
    let quarter = PeriodRange(start: paths.periods.start, count: 3)
    func deviation(_ values: [Double]) -> Double {
      let mean = values.reduce(0, +) / Double(values.count)
      let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      return (squares / Double(values.count)).squareRoot()
    }
    let independent = (0..<3).reduce(0.0) {
      $0 + deviation(paths.marginal(at: $1)) * deviation(paths.marginal(at: $1))
    }.squareRoot()
    let ratio = deviation(paths.totals(over: quarter)) / independent
    // A random walk with spreads 1, √2, √3: the variance of the total is 14, of independent months 6.
    expectClose(ratio, (14.0 / 6).squareRoot(), relative: 0.1)
  }

  @Test("totals of a random walk with normal errors fall into their intervals")
  func coverageOfTotals() throws {
    let model = CalibratedModel(Naive(), calibration: Self.normal)
    var coverage = SimulatedCoverage()
    for seed in 1...200 {
      let whole = history(seed: UInt64(seed))
      let fitted = try model.fit(whole.prefix(48))
      var stream = RandomStream(seed: UInt64(seed), key: "paths")
      coverage.add(
        fitted.forecast(horizon: 12),
        paths: fitted.simulate(horizon: 12, paths: 199, using: &stream),
        outcome: Array(whole.storage.suffix(12)), seed: seed)
    }
    // 200 totals: three standard errors are .046 and .085.
    expectClose(coverage.shareOfTotals(0.95), 0.95, absolute: 0.046)
    expectClose(coverage.shareOfTotals(0.80), 0.80, absolute: 0.085)
  }
}
