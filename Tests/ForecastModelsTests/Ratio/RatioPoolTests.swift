import RealModule
import Statistics
import TemporalData
import Testing
import _TestSupport

@testable import ForecastModels
@testable import Forecasting

@Suite("RatioPool")
struct RatioPoolTests {
  private static func series(_ values: [Double]) -> TimeSeries {
    ShareSmoothingTests.series(values)
  }

  /// The share of ranks inside of the central part of a distribution, a rank drawn evenly inside of the
  /// probability of a value that has one.
  static func isHeld(
    _ value: Double, _ distribution: ForecastDistribution, level: Double,
    using random: inout SplitMix64
  ) -> Bool {
    let near = 1e-9 * max(1, value.magnitude)
    let (low, high) = (distribution.cdf(value - near), distribution.cdf(value + near))
    return (low + (high - low) * random.uniform() - 0.5).magnitude <= level / 2
  }

  @Test("ranks of shares are even, few cases or many", arguments: [4.0, 40])
  func coverage(size: Double) throws {
    var random = SplitMix64(seed: 21)
    var (inner, outer, count) = (0.0, 0.0, 0.0)
    for _ in 0..<250 {
      let rate = random.beta(6, 4)
      let it = ShareSmoothingTests.drawn(
        39, size: size, rate: rate, mobility: 0.05, using: &random)
      let known = it.sizes.prefix(36)
      let exposure = Self.series(Array(known))
      let history = Self.series(
        zip(it.parts, known).map { $1 > 0 ? $0 / $1 : .nan })
      let outlook = DenominatorOutlook(
        exposure, until: history.end, model: try ETSSearch(seasonLength: 1))
      let model = ShareSmoothing(exposure: exposure, denominators: outlook)
      let ahead = try model.fit(history).forecast(horizon: 3).distributions
      for step in 0..<3 where it.sizes[36 + step] > 0 {
        let value = it.parts[36 + step] / it.sizes[36 + step]
        count += 1
        inner += Self.isHeld(value, ahead[step], level: 0.8, using: &random) ? 1 : 0
        outer += Self.isHeld(value, ahead[step], level: 0.95, using: &random) ? 1 : 0
      }
    }
    #expect((inner / count - 0.8).magnitude < 0.035, "\(inner / count)")
    #expect((outer / count - 0.95).magnitude < 0.025, "\(outer / count)")
  }

  @Test("the denominators ahead are those of the season to come")
  func outlook() throws {
    let sizes = (0..<48).map { $0 % 4 == 0 ? 40.0 : 10 }
    let history = Self.series(sizes)
    let outlook = try #require(
      DenominatorOutlook(history, until: history.end, model: ETSSearch(seasonLength: 4)))
    let steps = outlook.steps(horizon: 4)
    #expect(steps[0].effective > 30 && steps[1].effective < 15)
    for step in steps {
      expectClose(step.weights.reduce(0, +), 1, relative: 1e-12)
      #expect(step.sizes.allSatisfy { $0 >= 1 && $0 == $0.rounded() })
    }
  }

  @Test("the interval of a ratio is wider where fewer cases are to come")
  func seasonalWidth() throws {
    var random = SplitMix64(seed: 8)
    let sizes = (0..<48).map { $0 % 4 == 0 ? 200.0 : 8 }
    let parts = sizes.map { Double(random.binomial(trials: Int($0), probability: 0.5)) }
    let context = SeriesContext(range: .share, exposure: Self.series(sizes))
    let model = RatioPool(try ETSSearch(seasonLength: 4), context, seasonLength: 4)
    let fitted = try model.fit(ShareSmoothingTests.shares(parts, sizes))
    let widths = fitted.forecast(horizon: 2).intervals(level: 0.8).map { $0.upper - $0.lower }
    #expect(widths[1] > 2 * widths[0])
  }

  @Test("few cases lean to the smoothing, a season in many to the model that sees it")
  func shares() throws {
    var random = SplitMix64(seed: 4)
    func share(_ size: Double) throws -> Double {
      let sizes = [Double](repeating: size, count: 30)
      let parts = sizes.indices.map { slot -> Double in
        let rate = 0.35 + 0.01 * Double(slot)
        return Double(random.binomial(trials: Int(size), probability: rate))
      }
      let context = SeriesContext(range: .share, exposure: Self.series(sizes))
      let model = RatioPool(try Theta(.standard, seasonLength: 1), context, seasonLength: 1)
      return try model.fit(ShareSmoothingTests.shares(parts, sizes)).share
    }
    #expect(try share(3) > 0.8)
    #expect(try share(20_000) < 0.2)
  }

  @Test("sizes per case weigh by the cases: one deal of 100 does not outweigh fifty of 10")
  func ratios() throws {
    let sizes = (0..<24).map { $0 == 20 ? 1.0 : 50 }
    let values = (0..<24).map { $0 == 20 ? 100.0 : 10 + 0.5 * Double($0 % 3) }
    let history = Self.series(values)
    let fitted = try RatioSmoothing(exposure: Self.series(sizes)).fit(history)
    let mean = fitted.forecast(horizon: 1).means[0]
    #expect(mean > 10 && mean < 12)
    let scaled = try RatioSmoothing(exposure: Self.series(sizes)).fit(history.map { $0 * 0x1p30 })
    expectClose(scaled.forecast(horizon: 1).means[0], mean * 0x1p30, relative: 1e-12)
  }

  @Test("parts add up and nothing leaves the range, missing periods among them")
  func identities() throws {
    let sizes = [3, 0, 5, 2, 1, 0, 4, 6, 2, 3, 0, 1].map(Double.init)
    let context = SeriesContext(range: .share, exposure: Self.series(sizes))
    let history = ShareSmoothingTests.shares(sizes.map { ($0 / 2).rounded(.down) }, sizes)
    let fitted = try AutoModel(seasonLength: 12, context: context).fit(history)
    let forecast = fitted.forecast(horizon: 5)
    for (sum, mean) in zip(fitted.components(horizon: 5).sums, forecast.means) {
      expectClose(sum, mean, relative: 1e-9)
    }
    var random = SplitMix64(seed: 2)
    let paths = fitted.simulate(horizon: 5, paths: 30, using: &random)
    #expect(paths.values.allSatisfy { $0 >= 0 && $0 <= 1 })
    #expect(forecast.intervals(level: 0.95).allSatisfy { $0.lower >= 0 && $0.upper <= 1 })
  }

  @Test("an account of shares speaks of shares")
  func account() throws {
    var random = SplitMix64(seed: 6)
    let sizes = [Double](repeating: 300, count: 48)
    let parts = sizes.map { Double(random.binomial(trials: Int($0), probability: 0.9)) }
    let context = SeriesContext(range: .share, exposure: Self.series(sizes))
    let fitted = try AutoModel(seasonLength: 12, context: context).fit(
      ShareSmoothingTests.shares(parts, sizes))
    let account = try #require(fitted.account(horizon: 3))
    #expect(!account.members.isEmpty)
    for member in account.members {
      #expect(member.means.allSatisfy { $0 > 0.8 && $0 < 1 }, "\(member.name)")
    }
    expectClose(account.members.reduce(0) { $0 + $1.weight }, 1, relative: 1e-9)
    #expect(account.backtestError == nil)
  }

  @Test("an account says how many cases a share is made of, and nothing of a part that is not used")
  func reasons() throws {
    var random = SplitMix64(seed: 7)
    let sizes = [Double](repeating: 12, count: 40)
    let parts = sizes.map { Double(random.binomial(trials: Int($0), probability: 0.5)) }
    let history = ShareSmoothingTests.shares(parts, sizes)
    let context = SeriesContext(range: .share, exposure: Self.series(sizes))
    let base = try AutoModel(seasonLength: 1).fit(history)
    let smoothing = try ShareSmoothing(exposure: Self.series(sizes)).fit(history)
    #expect(base.account(horizon: 3)?.calibration != nil)
    let alone = try #require(
      FittedRatioPool(base, smoothing: smoothing, share: 1).account(horizon: 3))
    #expect(alone.calibration == nil && alone.members.map(\.name) == ["BetaBinomial"])
    #expect(alone.intervalReasons == smoothing.account(horizon: 3)?.intervalReasons)
    // √(.5 · .5 / 12) is 14.4 points.
    #expect(
      alone.intervalReasons[0].hasPrefix(
        "a value ahead is a share of about 12 cases: by chance alone"))
    #expect(alone.intervalReasons[0].contains("off by 14."), "\(alone.intervalReasons[0])")
    #expect(alone.intervalReasons[1].hasPrefix("the rate itself is known as well as from "))
    let even = try #require(
      FittedRatioPool(base, smoothing: smoothing, share: 0.5).account(horizon: 3))
    #expect(even.calibration != nil && even.intervalReasons == alone.intervalReasons)
    let slight = try #require(
      FittedRatioPool(base, smoothing: smoothing, share: 0.1).account(horizon: 3))
    #expect(slight.calibration != nil && slight.intervalReasons.isEmpty)
    let fitted = try AutoModel(seasonLength: 1, context: context).fit(history)
    #expect(fitted.account(horizon: 3)?.intervalReasons.isEmpty == false)
  }

  @Test("a known shift of a rate is known to the smoothing too, and a known one-off is passed over")
  func knownEvents() throws {
    var random = SplitMix64(seed: 12)
    let sizes = [Double](repeating: 20, count: 40)
    let parts = sizes.indices.map { slot in
      Double(random.binomial(trials: 20, probability: slot < 30 ? 0.2 : 0.6))
    }
    var values = ShareSmoothingTests.shares(parts, sizes).storage
    values[35] = 0
    let history = Self.series(values)
    let context = SeriesContext(range: .share, exposure: Self.series(sizes))
    func fitted(_ known: CleaningOptions) throws -> FittedRatioPool {
      try RatioPool(Mean(), context, seasonLength: 1, known: known).fit(history)
    }
    let shift = history.start.advanced(by: 30)
    let known = try fitted(
      CleaningOptions(knownShifts: [shift], knownOutliers: [history.start.advanced(by: 35)]))
    let smoothing = try #require(known.smoothing)
    let after = parts[30..<35].reduce(0, +) + parts[36...].reduce(0, +)
    expectClose(smoothing.forecast(horizon: 1).means[0], after / 180, absolute: 0.03)
    // Four values after a shift say too little for a smoothing of their own.
    #expect(try fitted(CleaningOptions(knownShifts: [history.start.advanced(by: 36)])).share == 0)
    // A shift that is not in the history changes nothing.
    let plain = try fitted(.none).forecast(horizon: 2).means
    #expect(
      try fitted(CleaningOptions(knownShifts: [history.end])).forecast(horizon: 2).means == plain)
  }

  @Test("a mean of few is said to vary with its denominator")
  func ratioReasons() throws {
    let sizes = (0..<24).map { 5 + Double($0 % 7) }
    let values = (0..<24).map { 10 + 0.5 * Double($0 % 3) }
    let fitted = try RatioSmoothing(exposure: Self.series(sizes)).fit(Self.series(values))
    let reasons = try #require(fitted.account(horizon: 2)?.intervalReasons)
    #expect(reasons.count == 1 && reasons[0].contains(" % of the spread one period ahead"))
  }
}
