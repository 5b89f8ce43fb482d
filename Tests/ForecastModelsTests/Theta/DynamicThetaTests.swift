import Forecasting
import Statistics
import TemporalData
import Testing
import _TestSupport

@testable import ForecastModels

@Suite("Dynamic theta")
struct DynamicThetaTests {
  @Test(
    "with statsforecast's parameters the recursion forecasts what statsforecast does",
    arguments: PeerReference.names)
  func recursion(name: String) throws {
    let reference = try PeerReference(name)
    let scaled = SmoothingHistory(reference.history)
    let season = ThetaSeason(scaled.scaled, seasonLength: reference.seasonLength)
    let y = season.adjusted.map { $0 * scaled.scale }
    for (form, peer) in zip([Theta.Form.dynamic, .dynamicOptimized], reference.dynamicThetas) {
      let path = try Self.path(y, form, peer)
      let means = path.means(peer.mean.count).enumerated().map { (step, value) -> Double in
        let amount: Double = season.amount(at: y.count + step) * scaled.scale
        return value * season.factor(at: y.count + step) + amount
      }
      expectClose(means, peer.mean, relative: 1e-3, "\(form)")
    }
  }

  @Test(
    "the errors that count are not larger than with statsforecast's parameters",
    arguments: PeerReference.names)
  func smallest(name: String) throws {
    let reference = try PeerReference(name)
    let y = ThetaSeason(reference.history, seasonLength: reference.seasonLength).adjusted
    for (form, peer) in zip([Theta.Form.dynamic, .dynamicOptimized], reference.dynamicThetas) {
      let found = ThetaSmoothing(y, form: form)
      let ours = Self.errors(y, found.firstLevel, found.alpha, found.lineShare)
      let theta = try #require(peer.parameters["theta"])
      let theirs = Self.errors(
        y, try #require(peer.parameters["initial_smoothed"]),
        try #require(peer.parameters["alpha"]), 1 - 1 / theta)
      let squares = { (errors: [Double]) -> Double in
        errors.dropFirst(3).reduce(0.0) { (sum: Double, error: Double) in sum + error * error }
      }
      expectClose(found.sumOfSquares, squares(ours), relative: 1e-6, "\(form)")
      // Their θ has no limit; 1 − 1/1000 of the line is as good up to a thousandth.
      #expect(squares(ours) <= squares(theirs) * 1.004, "\(form)")
    }
  }

  @Test("a fixed line gives the closed form of the method")
  func closedForm() {
    let y = Self.wavy(30, modulus: 5)
    for form in [Theta.Form.standard, .optimized] {
      let found = ThetaSmoothing(y, form: form)
      let line = ThetaLine(y, asDrift: false)
      let (a, faded) = (found.alpha, found.path.faded)
      let means = (0..<5).map { step in
        Self.closedForm(found, line, a, faded, Double(step), form)
      }
      expectClose(found.path.means(5), means, relative: 1e-12)
    }
  }

  @Test("the line that moves is the least-squares line through the values so far")
  func line() {
    let y: [Double] = [3, 5, 4, 9, 7, 12, 11]
    var moving = ThetaLine()
    for count in 1...y.count {
      moving.take(y[count - 1])
      let whole = ThetaLine(Array(y.prefix(count)), asDrift: false)
      expectClose(moving.slope, whole.slope, relative: 1e-12, absolute: 1e-12)
      expectClose(moving.intercept, whole.intercept, relative: 1e-12, absolute: 1e-12)
    }
  }

  @Test("answers to first level and share are the derivatives of the means")
  func derivatives() {
    let y = Self.wavy(25, modulus: 7)
    for form in [Theta.Form.standard, .dynamicOptimized] {
      let path = ThetaSmoothing(y, form: form).path
      let moved = ThetaPath(
        alpha: path.alpha, share: path.share + 1e-6, lineMoves: path.lineMoves,
        level: path.level, faded: path.faded, line: path.line)
      let change = zip(moved.means(9), path.means(9)).map { ($0 - $1) / 1e-6 }
      expectClose(path.answersToShare(9), change, relative: 1e-4)
      let raised = ThetaPath(
        alpha: path.alpha, share: path.share, lineMoves: path.lineMoves,
        level: path.level + path.faded, faded: path.faded, line: path.line)
      let rise = zip(raised.means(9), path.means(9)).map { $0 - $1 }
      expectClose(path.answersToFirstLevel(9), rise, relative: 1e-6, absolute: 1e-9)
    }
  }

  @Test("components add up to the means for every form, with factors, amounts and gaps")
  func components() throws {
    for sign in [1.0, -1] {
      let history = TimeSeries.quarterly(seasonalValues(31).map { sign * $0 } + [.nan, .nan])
      for name in ["theta", "standard-theta", "optimized-theta", "dynamic-theta"] {
        let fitted = try ModelCatalog.model(named: name, seasonLength: 4).fitAny(history)
        let parts = fitted.components(horizon: 6)
        expectClose(parts.sums, fitted.forecast(horizon: 6).means, relative: 1e-12, "\(name)")
        #expect(Set(parts.level).count == 1 && Set(parts.season).count > 3)
      }
    }
  }

  @Test("seven observations carry a line that moves, six a fixed one with the reason")
  func short() throws {
    let y: [Double] = [3, 4, 6, 5, 8, 9, 8]
    let moving = try Theta(.dynamic, seasonLength: 1).fit(.quarterly(y))
    #expect(moving.name == "DynamicTheta" && moving.summary.fallbackReason == nil)
    let fixed = try Theta(.dynamicOptimized, seasonLength: 1).fit(.quarterly(Array(y.prefix(6))))
    #expect(fixed.name == "OptimizedTheta")
    #expect(
      fixed.summary.fallbackReason
        == "6 observations are too few for a line that moves: it is fixed")
  }

  @Test("the search mixes both forms that estimate θ, or uses the one that a short history carries")
  func search() throws {
    let history = TimeSeries.quarterly(seasonalValues(24))
    let search = try ThetaSearch(seasonLength: 4)
    let both = try search.fit(history)
    #expect(both.name == "OptimizedTheta + DynamicOptimizedTheta")
    let alone = try [Theta.Form.optimized, .dynamicOptimized].map {
      try Theta($0, seasonLength: 4, estimation: .regularized).fit(history).forecast(horizon: 3)
    }
    let means = zip(alone[0].means, alone[1].means).map { ($0 + $1) / 2 }
    expectClose(both.forecast(horizon: 3).means, means, relative: 1e-12)
    let few = try search.fit(.quarterly([3, 4, 6, 5, 8]))
    #expect(few.name == "OptimizedTheta" && few.summary.fallbackReason == nil)
    #expect(try search.fit(.quarterly([3, 4])).summary.fallbackReason != nil)
    #expect(throws: SpecificationError.self) { try ThetaSearch(seasonLength: 0) }
  }

  @Test(
    "every history is answered with ordered finite numbers that agree, or with a reason",
    arguments: ["standard-theta", "dynamic-theta", "dynamic-optimized-theta"])
  func hostile(name: String) throws {
    for number in 0..<60 {
      let history = HostileHistory(number)
      let model = try ModelCatalog.model(named: name, seasonLength: history.seasonLength)
      let failures = HostileClaims(model, history).failures
      #expect(failures.isEmpty, "\(name), \(history): \(failures.prefix(3))")
    }
  }

  @Test("the prior moves α up")
  func prior() {
    let y = Self.wavy(12, modulus: 3)
    let plain = ThetaSmoothing(y, form: .optimized)
    let regularized = ThetaSmoothing(y, form: .optimized, estimation: .regularized)
    #expect(regularized.alpha > plain.alpha)
    #expect(regularized.sumOfSquares >= plain.sumOfSquares)
  }

  /// The future after a pass with given parameters.
  private static func path(
    _ y: [Double], _ form: Theta.Form, _ peer: PeerOptimizedTheta
  ) throws -> ThetaPath {
    let alpha = try #require(peer.parameters["alpha"])
    let first = try #require(peer.parameters["initial_smoothed"])
    let theta = try #require(peer.parameters["theta"])
    return ThetaPath(
      alpha: alpha, share: 1 - 1 / theta, lineMoves: true,
      level: y.reduce(first) { $0 + alpha * ($1 - $0) },
      faded: y.reduce(1) { faded, _ in faded * (1 - alpha) },
      line: ThetaLines(y, form: form).last)
  }

  /// One-step errors of the textbook recursion.
  private static func errors(
    _ y: [Double], _ first: Double, _ alpha: Double, _ share: Double
  ) -> [Double] {
    let lines = ThetaLines(y, form: .dynamic)
    var (level, faded) = (first, 1.0)
    return y.indices.map { (t: Int) -> Double in
      let run: Double = (1 - faded * (1 - alpha)) / alpha
      let line: Double = faded * lines.intercepts[t] + run * lines.slopes[t]
      defer { (level, faded) = (level + alpha * (y[t] - level), faded * (1 - alpha)) }
      return y[t] - level - share * line
    }
  }

  /// The equations of Hyndman and Billah, and of Fiorucci et al., for step h + 1.
  private static func closedForm(
    _ found: ThetaSmoothing, _ line: ThetaLine, _ a: Double, _ faded: Double, _ h: Double,
    _ form: Theta.Form
  ) -> Double {
    guard form == .optimized else {
      let steps: Double = h + (1 - faded) / a
      return found.lastLevel + line.slope / 2 * steps
    }
    let steps: Double = h + (1 - faded * (1 - a)) / a
    let reach: Double = faded * line.intercept + steps * line.slope
    return found.lastLevel + found.lineShare * reach
  }

  /// A line with a wobble that repeats.
  private static func wavy(_ count: Int, modulus: Int) -> [Double] {
    (0..<count).map { slot -> Double in
      let wobble = Double(slot * slot % modulus)
      let line: Double = 20 + 0.6 * Double(slot)
      return line + 2 * wobble
    }
  }
}
