import Forecasting
import Statistics
import TemporalData
import Testing
import _TestSupport

@testable import ForecastModels

@Suite("Theta")
struct ThetaTests {
  @Test(
    "the standard form forecasts what R's thetaf forecasts", arguments: PeerReference.names)
  func standard(name: String) throws {
    let reference = try PeerReference(name)
    let fitted = try Theta(.standard, seasonLength: reference.seasonLength).fit(reference.history)
    let values = Dictionary(
      uniqueKeysWithValues: fitted.summary.parameters.map { ($0.name, $0.value) })
    let alpha = try #require(values["alpha"])
    expectClose(
      try #require(values["slope"]) / 2, reference.theta.drift, relative: 1e-9, absolute: 1e-12,
      "drift")
    // R's simplex stops where the sum of squares is flat; a worse α of R's is not one to agree with.
    guard abs(alpha - reference.theta.alpha) < 0.02 else {
      Issue.record("alpha \(alpha) against \(reference.theta.alpha)")
      return
    }
    let forecast = fitted.forecast(horizon: reference.theta.mean.count)
    expectClose(forecast.means, reference.theta.mean, relative: 5e-3, "mean")
  }

  @Test(
    "where α agrees, the optimized form forecasts what statsforecast's does",
    arguments: PeerReference.names)
  func optimized(name: String) throws {
    let reference = try PeerReference(name)
    let peer = reference.optimizedTheta
    let fitted = try Theta(.optimized, seasonLength: reference.seasonLength).fit(reference.history)
    let alpha = try #require(fitted.summary.parameters.first { $0.name == "alpha" }).value
    let (theirAlpha, theirTheta) = (
      try #require(peer.parameters["alpha"]), try #require(peer.parameters["theta"])
    )
    // statsforecast holds α in 0.1…0.99 and θ above 1 without a limit, here α is free and θ ≤ 10;
    // an α further off is another optimum of a flat sum of squares.
    guard abs(alpha - theirAlpha) < 0.0101 else { return }
    let forecast = fitted.forecast(horizon: peer.mean.count)
    // 1 − 1/10 of the slope instead of all of it, over eight steps.
    let tolerance = theirTheta > 10 ? 0.04 : 0.002
    expectClose(forecast.means, peer.mean, relative: tolerance, "mean")
  }

  @Test("a given α and the exact first level leave the smallest sum of squares")
  func exactLevel() {
    var stream = RandomStream(seed: 2, key: "theta")
    for form in [Theta.Form.standard, .optimized] {
      let y = (0..<40).map { 20 + 0.4 * Double($0) + 2 * stream.normal() }
      let found = ThetaSmoothing(y, form: form)
      let sum = zip(y, Self.plainFit(y, found, form)).reduce(0) {
        $0 + ($1.0 - $1.1) * ($1.0 - $1.1)
      }
      expectClose(found.sumOfSquares, sum, relative: 1e-9)
      for shift in [-1.0, 1] {
        let moved = Self.plainFit(y, found, form, levelShift: 0.1 * shift)
        #expect(zip(y, moved).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } > sum)
      }
    }
  }

  @Test("variances agree with simulation, and the paths' means with the forecast")
  func variance() throws {
    var stream = RandomStream(seed: 4, key: "theta paths")
    let y = (0..<36).map { slot -> Double in
      (40 + 0.5 * Double(slot)) * [1.2, 0.8, 1.1, 0.9][slot % 4] + stream.normal()
    }
    for form in [Theta.Form.standard, .optimized, .dynamic, .dynamicOptimized] {
      let fitted = try Theta(form, seasonLength: 4).fit(.quarterly(y + [.nan]))
      let forecast = fitted.forecast(horizon: 6)
      let paths = fitted.simulate(horizon: 6, paths: 20_000, using: &stream)
      for step in 0..<6 {
        let sample = SampleMoments(paths, at: step)
        let deviation = forecast.distributions[step].standardDeviation
        #expect(abs(sample.mean - forecast.distributions[step].mean) <= 5 * sample.meanError)
        #expect(abs(sample.variance - deviation * deviation) <= 5 * sample.varianceError)
      }
    }
  }

  @Test("a seasonal series with zeros keeps factors, one with negative values takes amounts")
  func zerosAndNegatives() throws {
    let figure: [Double] = [2, 1, 0.9, 0.1]
    var counts = (0..<32).map { Double(10 + $0) * figure[$0 % 4] }
    counts[3] = 0
    let withZero = ThetaSeason(.quarterly(counts), seasonLength: 4)
    #expect(withZero.factor(at: 0) > 1.8 && withZero.amount(at: 0) == 0)
    expectClose((0..<4).reduce(0) { $0 + withZero.factor(at: $1) }, 4, relative: 1e-12)
    counts[3] = -1
    let withNegative = ThetaSeason(.quarterly(counts), seasonLength: 4)
    #expect(withNegative.factor(at: 0) == 1 && withNegative.amount(at: 0) > 10)
    for slot in 0..<32 {
      expectClose(
        withNegative.adjusted[slot] + withNegative.amount(at: slot), counts[slot],
        absolute: 1e-9)
    }
  }

  @Test("a season seen twice is taken out, one seen less than twice is not")
  func fewSeasons() {
    let values = (0..<30).map { slot -> Double in slot % 12 == 11 ? 40 : Double(10 + slot % 2) }
    let twice = TimeSeries.quarterly(values)
    #expect(ThetaSeason(twice, seasonLength: 12).factor(at: 11) > 2)
    let once = ThetaSeason(.quarterly(Array(values.prefix(23))), seasonLength: 12)
    #expect(once.factor(at: 11) == 1 && once.adjusted == Array(values.prefix(23)))
    #expect(!twice.hasSeasonality(seasonLength: 12))
    #expect(twice.hasSeasonality(seasonLength: 12, fewestSeasons: 2))
  }

  @Test("missing values at the end count as steps ahead")
  func trailingGap() throws {
    let season: [Double] = [3, -1, 0, -2]
    let y = (0..<30).map { slot -> Double in
      let wobble: Double = slot % 7 == 0 ? 2 : 0
      return 10 + Double(slot) + season[slot % 4] + wobble
    }
    let plain = try Theta(.standard, seasonLength: 4).fit(.quarterly(y)).forecast(horizon: 6)
    let gapped = try Theta(.standard, seasonLength: 4).fit(.quarterly(y + [.nan, .nan]))
    let late = gapped.forecast(horizon: 4)
    #expect(Array(plain.distributions.dropFirst(2)) == late.distributions)
    #expect(late.periods.start == gapped.fittedValues.end)
  }

  @Test("a short history is told to be uncertain about its slope")
  func slopeUncertainty() throws {
    var stream = RandomStream(seed: 9, key: "theta slope")
    let y = (0..<60).map { slot -> Double in 30 + Double(slot) + 3 * stream.normal() }
    let share = { (count: Int) in
      ThetaSmoothing(Array(y.prefix(count)), form: .standard).uncertainty(variance: 9).share
    }
    #expect(share(10) > 2 * share(60))
    let path = ThetaSmoothing(Array(y.prefix(10)), form: .standard).path
    let slope = path.line.slope
    expectClose(
      path.answersToShare(12)[11] - path.answersToShare(12)[0], 11 * slope, relative: 1e-9)
  }

  @Test("short and constant histories fall back to Naive with the reason")
  func fallbacks() throws {
    let short = try Theta(.standard, seasonLength: 4).fit(.quarterly([1, 2, 3]))
    #expect(short.name == "Naive")
    #expect(short.summary.fallbackReason == "3 observations are too few for the theta method")
    let constant = try Theta(.optimized, seasonLength: 4)
      .fit(.quarterly(Array(repeating: 7, count: 20)))
    #expect(
      constant.summary.fallbackReason
        == "every value is the same: it is carried on")
    #expect(constant.forecast(horizon: 2).distributions == [.certain(7), .certain(7)])
    #expect(throws: SpecificationError.self) { try Theta(.standard, seasonLength: 0) }
  }

  /// One-step-ahead means of the textbook recursion; the drift of the standard form is not in them.
  private static func plainFit(
    _ y: [Double], _ found: ThetaSmoothing, _ form: Theta.Form, levelShift: Double = 0
  ) -> [Double] {
    let intercept =
      y.reduce(0, +) / Double(y.count) - found.slope * (Double(y.count) + 1) / 2
    var level = found.firstLevel + levelShift
    return y.enumerated().map { t, value in
      let faded = Double((0..<t).reduce(1.0) { product, _ in product * (1 - found.alpha) })
      let line =
        faded * intercept + (1 - faded * (1 - found.alpha)) / found.alpha * found.slope
      defer { level += found.alpha * (value - level) }
      return level + (form == .standard ? 0 : found.lineShare * line)
    }
  }
}
