import Forecasting
import Optimization
import Statistics
import TemporalData
import Testing
import _TestSupport

@testable import ForecastModels

@Suite("Complex exponential smoothing")
struct CESTests {
  private struct PeerFits: Decodable {
    struct Fit: Decodable {
      let series: String
      let form: String
      let season_length: Int
      let weights: [Double]
      let sum_of_squares: Double
      let mean: [Double]
    }
    let fits: [Fit]
  }

  @Test("with statsforecast's weights states, errors and forecasts are statsforecast's")
  func givenWeights() throws {
    let fits = try Reference.load("ces", as: PeerFits.self).fits
    #expect(Set(fits.map(\.series)).count == 20)
    for peer in fits {
      let history = SmoothingHistory(try PeerReference(peer.series).history)
      let form = try #require(CES.Form(rawValue: peer.form))
      let model = try CES(form, seasonLength: peer.season_length)
      let loss = CESLoss(history.scaled, model)
      let weights = loss.weights(peer.weights)
      var recursion = loss.backcast(weights)
      let sum = recursion.pass(loss.y) * history.scale * history.scale
      expectClose(sum, peer.sum_of_squares, relative: 1e-6, "\(peer.series) \(peer.form)")
      let fitted = FittedCES(model, history, loss, weights: weights)
      expectClose(
        fitted.forecast(horizon: peer.mean.count).means, peer.mean, relative: 1e-3,
        "\(peer.series) \(peer.form)")
    }
  }

  @Test("errors are not larger than statsforecast's where its weights are allowed")
  func smallest() throws {
    var (compared, worse): (Int, [String]) = (0, [])
    for peer in try Reference.load("ces", as: PeerFits.self).fits {
      let history = SmoothingHistory(try PeerReference(peer.series).history)
      let form = try #require(CES.Form(rawValue: peer.form))
      let model = try CES(form, seasonLength: peer.season_length)
      let bounds = CESBounds(model)
      let isAllowed = zip(peer.weights, bounds.upper).allSatisfy { $0 <= $1 + 1e-9 }
      guard isAllowed, let fitted = model.fit(history) else { continue }
      compared += 1
      let loss = CESLoss(history.scaled, model)
      let found = loss.value(at: fitted.summary.parameters.map(\.value))
      if found > loss.value(at: peer.weights) + 0.02 { worse.append(peer.series + peer.form) }
    }
    #expect(compared >= 40)
    #expect(worse.isEmpty, "\(worse)")
  }

  @Test("the gradient is the derivative", arguments: CES.Form.allCases)
  func gradient(form: CES.Form) throws {
    var values = seasonalValues(30)
    values[11] = .nan
    let model = try CES(form, seasonLength: 4)
    var loss = CESLoss(SmoothingHistory(.quarterly(values)).scaled, model)
    let point = Array([1.2, 0.98, 0.7, 0.9].prefix(form.weightCount))
    var slopes = point
    _ = loss.value(at: point)
    loss.gradient(at: point, into: &slopes)
    for index in point.indices {
      var (above, below) = (point, point)
      above[index] += 1e-6
      below[index] -= 1e-6
      let difference = (loss.value(at: above) - loss.value(at: below)) / 2e-6
      expectClose(slopes[index], difference, relative: 1e-5, absolute: 1e-7)
    }
  }

  @Test(
    "variances agree with simulation, and the paths' means with the forecast",
    arguments: CES.Form.allCases)
  func variance(form: CES.Form) throws {
    var stream = RandomStream(seed: 11, key: "ces \(form)")
    let history = TimeSeries.quarterly(seasonalValues(31) + [.nan])
    let fitted = try CES(form, seasonLength: 4).fit(history)
    #expect(fitted.name == "CES(\(form.rawValue))")
    let forecast = fitted.forecast(horizon: 6)
    #expect(forecast.periods.start == history.end)
    let paths = fitted.simulate(horizon: 6, paths: 20_000, using: &stream)
    for step in 0..<6 {
      let sample = SampleMoments(paths, at: step)
      let deviation = forecast.distributions[step].standardDeviation
      #expect(abs(sample.mean - forecast.distributions[step].mean) <= 5 * sample.meanError)
      #expect(abs(sample.variance - deviation * deviation) <= 5 * sample.varianceError)
    }
  }

  @Test("components add up to the means", arguments: CES.Form.allCases)
  func components(form: CES.Form) throws {
    let history = TimeSeries.quarterly(seasonalValues(31) + [.nan, .nan])
    let fitted = try CES(form, seasonLength: 4).fit(history)
    let parts = fitted.components(horizon: 6)
    expectClose(parts.sums, fitted.forecast(horizon: 6).means, relative: 1e-12)
    #expect(Set(parts.level).count == 1)
    #expect(parts.season.contains { abs($0) > 0.5 } == (form != .none))
  }

  @Test("a missing value moves the states on without an error")
  func missing() throws {
    let start = CESStart(.quarterly(seasonalValues(24)), CES(unchecked: .partial, 4))
    let weights = [1.2, 1.0, 0.3, 0]
    var (seen, hidden) = (
      CESRecursion(start, weights: weights), CESRecursion(start, weights: weights)
    )
    let expected = seen.mean
    #expect(hidden.pass([.nan]) == 0 && seen.pass([expected]) == 0)
    #expect(hidden.mean == seen.mean)
  }

  @Test("weights are found again in a long history that the model made")
  func recovery() throws {
    var stream = RandomStream(seed: 3, key: "ces recovery")
    let model = try CES(.none)
    let start = CESStart(.quarterly([100, 100, 100, 101]), model)
    var recursion = CESRecursion(start, weights: [1.4, 1, 0, 0])
    recursion.backcast(Array(repeating: 100, count: 40))
    let values = (0..<600).map { _ -> Double in
      let error = stream.normal()
      defer { recursion.move(error) }
      return recursion.mean + error
    }
    let found = try model.fit(.quarterly(values)).summary.parameters
    #expect(abs(found[0].value - 1.4) < 0.15 && abs(found[1].value - 1) < 0.03)
  }

  @Test("a level may not grow beyond its bound, so that 36 periods stay within reason")
  func growth() throws {
    let explosive = (0..<40).map { slot -> Double in
      (0..<slot).reduce(10.0) { value, _ in value * 1.3 }
    }
    let means = try CESSearch(seasonLength: 12).fit(.quarterly(explosive))
      .forecast(horizon: 36).means
    let last = try #require(explosive.last)
    #expect(means.allSatisfy { $0.isFinite && abs($0) < 1e4 * last })
  }

  @Test("the search keeps the smallest criterion and falls back with a reason")
  func search() throws {
    let history = TimeSeries.quarterly(seasonalValues(40))
    let best = try CESSearch(seasonLength: 4).fit(history)
    let all = try CES.Form.allCases.map {
      try #require(try CES($0, seasonLength: 4).fit(history).summary.correctedAIC)
    }
    #expect(best.summary.correctedAIC == all.min())
    let short = try CESSearch(seasonLength: 4).fit(.quarterly([3, 4, 2, 5]))
    #expect(short.name == "Naive")
    #expect(
      short.summary.fallbackReason
        == "4 observations are too few for complex exponential smoothing")
    let oneSeason = try CES(.partial, seasonLength: 12).fit(.quarterly(seasonalValues(20)))
    #expect(
      oneSeason.summary.fallbackReason
        == "CES(P) needs two seasons of 12 slots, the history has 20")
    let constant = try CES(.none).fit(.quarterly(Array(repeating: 7, count: 20)))
    #expect(constant.forecast(horizon: 2).distributions == [.certain(7), .certain(7)])
  }

  @Test("the example of docs/models/ces.md gives the printed numbers")
  func example() throws {
    let fitted = try CESSearch(seasonLength: 12).fit(PeerReference("AirPassengers").history)
    #expect(fitted.name == "CES(P)")
    let forecast = fitted.forecast(horizon: 2)
    expectClose(forecast.means, [449.03, 425.28], absolute: 0.006)
    let first = forecast.intervals(level: 0.95)[0]
    expectClose([first.lower, first.upper], [424.34, 473.71], absolute: 0.006)
  }

  @Test("names give the form, and a season is needed where the form has one")
  func names() throws {
    for form in CES.Form.allCases {
      let name = "ces(\(form.rawValue.lowercased()))"
      #expect(
        try ModelCatalog.model(named: name, seasonLength: 4).name == "CES(\(form.rawValue))")
    }
    #expect(
      throws: SpecificationError.notAllowed(
        "CES(F) needs a season, but the season length is 1")
    ) { try ModelCatalog.model(named: "CES(F)", seasonLength: 1) }
    #expect(throws: SpecificationError.self) { try CES(.partial, seasonLength: 401) }
    #expect(throws: SpecificationError.self) { try CESSearch(seasonLength: 0) }
    #expect(try CES(named: "CES(X)", seasonLength: 4) == nil)
  }

  @Test(
    "every history is answered with ordered finite numbers that agree, or with a reason",
    arguments: ["ces", "CES(N)", "CES(S)", "CES(P)", "CES(F)"])
  func hostile(name: String) throws {
    for number in 0..<60 {
      let history = HostileHistory(number)
      guard let model = try? ModelCatalog.model(named: name, seasonLength: history.seasonLength)
      else { continue }
      let failures = HostileClaims(model, history).failures
      #expect(failures.isEmpty, "\(name), \(history): \(failures.prefix(3))")
    }
  }
}
