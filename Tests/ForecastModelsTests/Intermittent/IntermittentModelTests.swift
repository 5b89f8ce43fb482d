import Forecasting
import Statistics
import TemporalData
import Testing
import _TestSupport

@testable import ForecastModels

/// The names of the models of intermittent series.
let intermittentNames = [
  "croston", "sba", "tsb", "adida", "imapa", "hurdle", "negative-binomial",
]

func intermittentModel(_ name: String) throws -> any ForecastModel {
  try ModelCatalog.model(named: name, seasonLength: 12)
}

@Suite("What every model of intermittent series does")
struct IntermittentModelTests {
  static let counts: [Double] = [
    0, 2, 0, 0, 1, 0, 3, 0, 0, 0, 5, 1, 0, 0, 2, 0, 0, 4, 0, 1, 0, 0, 2,
  ]
  static let amounts = counts.map { $0 * 37.25 }

  @Test("whole histories give whole quantiles, amounts do not, and neither falls below 0")
  func support() throws {
    for name in intermittentNames {
      let model = try intermittentModel(name)
      let whole = try model.fitAny(.quarterly(Self.counts)).forecast(horizon: 4)
      let amount = try model.fitAny(.quarterly(Self.amounts)).forecast(horizon: 4)
      for distribution in whole.distributions {
        for p in [0.01, 0.1, 0.5, 0.8, 0.975, 0.9999] {
          let value = distribution.quantile(p)
          #expect(value >= 0 && value == value.rounded(), "\(name) \(p): \(value)")
          #expect(distribution.cdf(value) >= p - 1e-12)
        }
      }
      let upper = amount.distributions[0].upperQuantile(0.1)
      #expect(upper > 0 && upper != upper.rounded(), "\(name)")
      #expect(amount.distributions.allSatisfy { $0.quantile(0.01) >= 0 && $0.cdf(-1e-9) == 0 })
    }
  }

  @Test("parts add up to the means, and the fitted values know the past only")
  func parts() throws {
    for name in intermittentNames {
      let fitted = try intermittentModel(name).fitAny(.quarterly(Self.counts))
      let means = fitted.forecast(horizon: 5).means
      expectClose(fitted.components(horizon: 5).sums, means, relative: 1e-14, "\(name)")
      #expect(fitted.fittedValues.count == Self.counts.count)
      #expect(
        fitted.summary.observations == Self.counts.count && fitted.summary.fallbackReason == nil)
      #expect(fitted.summary.residualStandardDeviation > 0)
      #expect(!fitted.summary.parameters.isEmpty)
      #expect(fitted.fittedValues.storage.dropFirst(5).allSatisfy { $0 >= 0 }, "\(name)")
    }
  }

  @Test("paths have the means of the distributions, whole and not below 0, twice the same")
  func paths() throws {
    for name in intermittentNames {
      for values in [Self.counts, Self.amounts] {
        let fitted = try intermittentModel(name).fitAny(.quarterly(values))
        let forecast = fitted.forecast(horizon: 4)
        var stream = RandomStream(seed: 3, key: name)
        let paths = fitted.simulate(horizon: 4, paths: 6000, using: &stream)
        for (step, distribution) in forecast.distributions.enumerated() {
          let drawn = Moments(paths.marginal(at: step))
          let error = distribution.standardDeviation / 6000.0.squareRoot()
          expectClose(drawn.mean, distribution.mean, absolute: 5 * error, "\(name) step \(step)")
          expectClose(
            drawn.standardDeviation, distribution.standardDeviation, relative: 0.1,
            "\(name) step \(step)")
        }
        #expect(
          paths.values.allSatisfy { $0 >= 0 && (values != Self.counts || $0 == $0.rounded()) })
        var again = RandomStream(seed: 3, key: name)
        #expect(fitted.simulate(horizon: 4, paths: 6000, using: &again) == paths)
      }
    }
  }

  @Test("amounts times a power of two give the forecast times that power, exactly")
  func powersOfTwo() throws {
    for name in intermittentNames {
      for factor in [0x1p-37, 0x1p91] {
        let model = try intermittentModel(name)
        let plain = try model.fitAny(.quarterly(Self.amounts))
        let scaled = try model.fitAny(.quarterly(Self.amounts.map { $0 * factor }))
        let (a, b) = (plain.forecast(horizon: 3), scaled.forecast(horizon: 3))
        #expect(b.means == a.means.map { $0 * factor }, "\(name)")
        for level in [0.5, 0.8, 0.95] {
          let (inner, outer) = (a.intervals(level: level), b.intervals(level: level))
          #expect(outer.map(\.upper) == inner.map { $0.upper * factor }, "\(name)")
          #expect(outer.map(\.lower) == inner.map { $0.lower * factor }, "\(name)")
        }
      }
    }
  }

  @Test("missing periods are passed over, and those at the end count as steps ahead")
  func missing() throws {
    let gapped = Self.counts.flatMap { $0 == 5 ? [.nan, $0, .nan, .nan] : [$0] }
    for name in intermittentNames {
      let model = try intermittentModel(name)
      let plain = try model.fitAny(.quarterly(Self.counts))
      let fitted = try model.fitAny(.quarterly([.nan, .nan] + gapped + [.nan, .nan]))
      #expect(fitted.summary.observations == Self.counts.count)
      let (far, near) = (plain.forecast(horizon: 6), fitted.forecast(horizon: 4))
      #expect(near.distributions == Array(far.distributions.dropFirst(2)), "\(name)")
      #expect(near.periods.start == fitted.fittedValues.end)
      #expect(fitted.fittedValues.count == gapped.count + 4)
    }
  }

  @Test(
    "no demand at all leaves a stated probability of one, which falls with the years of silence")
  func silence() throws {
    for name in intermittentNames {
      for count in [1, 5, 60] {
        let history = TimeSeries.quarterly(Array(repeating: 0, count: count))
        let fitted = try intermittentModel(name).fitAny(history)
        let distribution = fitted.forecast(horizon: 2).distributions[1]
        expectClose(distribution.mean, 0.5 / Double(count + 1), relative: 1e-15)
        expectClose(distribution.survival(0), 0.5 / Double(count + 1), relative: 1e-15)
        #expect(distribution.upperQuantile(1e-9) == 1)
        #expect(
          fitted.summary.fallbackReason
            == "no demand in \(count) period\(count == 1 ? "" : "s"): one unit is expected with "
            + "probability 1/(2n + 2)")
      }
    }
  }

  @Test(
    "a history without zeros has lower ends above 0",
    arguments: ["croston", "sba", "tsb", "adida", "imapa"])
  func withoutZeros(name: String) throws {
    let cycle: [Double] = [8, 11, 10, 12, 9, 8, 12, 10, 9]
    let steady = cycle + cycle + cycle + cycle
    let fallen = (cycle + cycle).map { $0 * 4 } + cycle + cycle
    for values in [steady, fallen, steady.map { $0 * 1.37 }, fallen.map { $0 * 1.37 }] {
      let fitted = try intermittentModel(name).fitAny(.quarterly(values))
      let next = fitted.forecast(horizon: 1).distributions[0]
      let interval = next.interval(level: 0.8)
      expectClose(next.cdf(0), 0.5 / 37, absolute: 0.01, "\(name)")
      #expect(interval.lower > 0.1 * next.mean, "\(name): \(interval) \(next.mean)")
      #expect(interval.upper > next.mean, "\(name): \(interval) \(next.mean)")
    }
  }

  @Test("a single demand leaves a spread as large as its size")
  func singleDemand() throws {
    for name in intermittentNames {
      for size in [6.0, 6.5] {
        var values = [Double](repeating: 0, count: 20)
        values[12] = size
        let fitted = try intermittentModel(name).fitAny(.quarterly(values))
        let forecast = fitted.forecast(horizon: 1).distributions[0]
        #expect(fitted.summary.fallbackReason?.contains("whole") ?? true, "\(name)")
        #expect(forecast.mean > 0.1 && forecast.mean < 1, "\(name): \(forecast.mean)")
        #expect(forecast.quantile(0.5) == 0)
        // Far above the one size seen: such a demand is possible, not likely.
        #expect(forecast.survival(2 * size) > 1e-4 && forecast.survival(2 * size) < 0.03, "\(name)")
      }
    }
  }

  @Test("a negative value is answered by the mean, with its period")
  func negative() throws {
    let history = TimeSeries(
      start: Period(.month, ordinal: 600), storage: [0, 0, 4, 0, -3, 0, 2, 0, 1])
    for name in intermittentNames {
      let fitted = try intermittentModel(name).fitAny(history)
      #expect(fitted.name == "Mean")
      expectClose(fitted.forecast(horizon: 2).means, [4.0 / 9, 4.0 / 9], relative: 1e-14)
      let reason = try #require(fitted.summary.fallbackReason)
      #expect(reason.hasPrefix("the value of 2020-05-01 is negative but "), "\(reason)")
    }
  }

  @Test("constant, short and empty histories get simpler answers")
  func small() throws {
    for name in intermittentNames {
      let model = try intermittentModel(name)
      let constant = try model.fitAny(.quarterly([3, 3, .nan, 3, 3]))
      #expect(constant.forecast(horizon: 2).distributions == [.certain(3), .certain(3)])
      let short = try model.fitAny(.quarterly([8, 10]))
      #expect(short.forecast(horizon: 1).means == [9] && short.name == "Mean")
      let reason = try #require(short.summary.fallbackReason)
      #expect(reason.hasPrefix("2 observations are too few for "))
      let one = try model.fitAny(.quarterly([8])).forecast(horizon: 1).distributions[0]
      #expect(one.mean == 8 && one.standardDeviation > 8 && one.standardDeviation < 12)
      #expect(throws: ModelError.tooFewObservations(needed: 1, found: 0)) {
        try model.fitAny(.quarterly([.nan, .nan]))
      }
    }
  }

  @Test("amounts are answered by the hurdle when a count is asked for, with the reason")
  func countsOfAmounts() throws {
    let fitted = try CountSmoothing().fit(.quarterly(Self.amounts))
    #expect(fitted.name == "Hurdle")
    #expect(fitted.summary.fallbackReason?.hasPrefix("not every value is a whole number") == true)
    let hurdle = try Hurdle().fit(.quarterly(Self.amounts))
    #expect(fitted.forecast(horizon: 3).distributions == hurdle.forecast(horizon: 3).distributions)
  }

  @Test("weights outside 0...1 are refused")
  func weights() {
    #expect(
      throws: SpecificationError.outOfRange(parameter: "weight", value: 1.5, allowed: "0...1")
    ) { try Croston(weight: .fixed(1.5)) }
    #expect(throws: SpecificationError.self) {
      try DemandAggregation(.single, weight: .estimated(within: -0.1...0.3))
    }
    #expect(throws: SpecificationError.self) { try TeunterSyntetosBabai(size: .fixed(.nan)) }
  }
}
