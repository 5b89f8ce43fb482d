import LinearAlgebra
import Testing
import _TestSupport

@testable import ForecastModels

@Suite("Kalman filter and smoother")
struct KalmanTests {
  @Test(
    "the diffuse likelihood is that of generalised least squares, with gaps",
    arguments: 0..<4 * RandomSystem.count)
  func likelihood(number: Int) throws {
    let sample = RandomSystem(number)
    let oracle = try DenseOracle(sample.system, sample.values)
    var filter = KalmanFilter(sample.system)
    let result = filter.filtered(sample.values)
    let found = try #require(result)
    expectClose(
      found.logLikelihood, oracle.logLikelihood, relative: 1e-9, "\(sample.name)")
    #expect(found.diffuseCount == 0)
  }

  @Test(
    "smoothed states and their variances are those of the joint distribution",
    arguments: Array(0..<RandomSystem.count) + [9, 17, 22])
  func states(number: Int) throws {
    let sample = RandomSystem(number)
    let oracle = try DenseOracle(sample.system, sample.values)
    var smoother = KalmanSmoother(sample.system)
    let result = smoother.smooth(sample.values)
    let found = try #require(result)
    for state in 0..<sample.system.stateCount {
      for time in sample.values.indices {
        let wanted = try oracle.smoothed([.state(state)], at: time)
        let place = "\(sample.name), state \(state) at \(time)"
        expectClose(found[state].means[time], wanted.mean, absolute: 1e-7, "\(place)")
        expectClose(found[state].variances[time], wanted.variance, absolute: 1e-7, "\(place)")
      }
    }
    let sums = smoother.smooth(sample.values, of: [sample.system.observation])
    let sum = try #require(sums)[0]
    for time in sample.values.indices {
      let wanted = try oracle.smoothed(sample.system.observation, at: time)
      expectClose(sum.means[time], wanted.mean, absolute: 1e-7, "\(sample.name)")
      expectClose(sum.variances[time], wanted.variance, absolute: 1e-7, "\(sample.name)")
    }
  }

  @Test(
    "smoothed disturbances carry the smoothed states on and complete the observations",
    arguments: 0..<3 * RandomSystem.count)
  func disturbances(number: Int) throws {
    let sample = RandomSystem(number)
    let system = sample.system
    var smoother = KalmanSmoother(system)
    let smoothed = smoother.smooth(sample.values)
    let states = try #require(smoothed)
    let result = smoother.disturbances(sample.values)
    let found = try #require(result)
    for time in sample.values.indices {
      let now = states.map { $0.means[time] }
      let row = DenseOracle.row(system.observation, system.stateCount, at: time)
      let reading = zip(row, now).reduce(0) { $0 + $1.0 * $1.1 }
      if !sample.values[time].isNaN {
        let total = reading + found.observation.means[time]
        expectClose(total, sample.values[time], absolute: 1e-7, "\(sample.name)")
      }
      guard time + 1 < sample.values.count else { continue }
      var next = DenseOracle.transition(system, from: time) * now
      for (k, disturbance) in system.disturbances.enumerated() {
        let loading = DenseOracle.row(disturbance.loading, system.stateCount, at: time + 1)
        for i in next.indices { next[i] += loading[i] * found.states[k].means[time] }
      }
      expectClose(
        next, states.map { $0.means[time + 1] }, absolute: 1e-7, "\(sample.name) at \(time)")
    }
  }

  @Test(
    "the score is the derivative of the likelihood by every variance",
    arguments: 0..<3 * RandomSystem.count)
  func score(number: Int) throws {
    let sample = RandomSystem(number)
    let plan = SystemPlan(sample.system)
    var filter = KalmanFilter(plan)
    let hasDensity = filter.run(sample.values)
    #expect(hasDensity)
    var score = DisturbanceScore(plan)
    score.run(filter)
    func likelihood(_ change: (inout SystemPlan) -> Void) -> Double {
      var moved = KalmanFilter(sample.system)
      change(&moved.plan)
      moved.run(sample.values)
      return moved.sums.logLikelihood
    }
    let step = 1e-5
    if sample.system.observationVariance > 0 {
      let difference =
        likelihood { $0.observationVariance += step }
        - likelihood { $0.observationVariance -= step }
      let slope = 0.5 * (score.observation.squares - score.observation.precisions)
      expectClose(slope, difference / (2 * step), relative: 1e-5, absolute: 1e-6, "\(sample.name)")
    }
    for k in plan.variances.indices {
      let difference =
        likelihood { $0.variances[k] += step } - likelihood { $0.variances[k] -= step }
      let term = score.disturbances[k]
      expectClose(
        0.5 * (term.squares - term.precisions), difference / (2 * step), relative: 1e-5,
        absolute: 1e-6, "\(sample.name)")
    }
  }

  @Test("the steady state changes nothing, through gaps and seasons")
  func steadyState() throws {
    for (trend, period) in [(StructuralModel.Trend.level, 1), (.linear, 1), (.level, 4)] {
      let season = period > 1 ? StructuralModel.Season.dummy(period: period) : .none
      let layout = StructuralLayout(
        StructuralModel(unchecked: trend, season, .none), columnCount: 0)
      let system = layout.system(columns: [])
      let values = (0..<400).map { slot -> Double in
        let wobble = Double((slot * slot) % 23)
        return slot % 131 == 90 || (300..<306).contains(slot) ? .nan : wobble + Double(slot % 4)
      }
      var quick = KalmanFilter(system)
      var exact = KalmanFilter(system)
      exact.usesSteadyState = false
      let (first, second) = (quick.filtered(values), exact.filtered(values))
      let (a, b) = (try #require(first), try #require(second))
      #expect(quick.wasSteady)
      expectClose(a.logLikelihood, b.logLikelihood, relative: 1e-12)
      expectClose(a.mean, b.mean, absolute: 1e-10)
      expectClose(a.variance.elements, b.variance.elements, absolute: 1e-11)
      expectClose(a.predictionVariances, b.predictionVariances, relative: 1e-11)
    }
  }

  @Test("Nile: the likelihood of Durbin and Koopman (2012), section 2.10")
  func nile() throws {
    let nile = try PeerReference("Nile").history.storage
    let system = LinearGaussianSystem(
      stateCount: 1, observation: [.state(0)], observationVariance: 15_099,
      disturbances: [.init([.state(0)], variance: 1469.1)], diffuse: .identity(1))
    var filter = KalmanFilter(system)
    let result = filter.filtered(nile)
    let found = try #require(result)
    expectClose(found.logLikelihood, -632.5456, absolute: 1e-4)
    // Figure 2.1: the filtered variance settles at 4032.16 (DK 2012, section 2.2.4).
    expectClose(found.variance[0, 0], 4032.16, absolute: 0.02)
  }

  @Test("an observation without any variance has no density")
  func noDensity() {
    var filter = KalmanFilter(LinearGaussianSystem(stateCount: 1, observation: [.state(0)]))
    let result = filter.filtered([1, 2])
    #expect(result == nil)
  }

  @Test("a direction that nothing was observed of stays diffuse")
  func undetermined() throws {
    let layout = StructuralLayout(
      StructuralModel(unchecked: .level, .dummy(period: 4), .none), columnCount: 0)
    let values = (0..<16).map { $0 % 4 == 2 ? Double.nan : Double($0) }
    var filter = KalmanFilter(layout.system(columns: []))
    let filtered = filter.filtered(values)
    #expect(filtered?.diffuseCount == 1)
    var smoother = KalmanSmoother(layout.system(columns: []))
    let smoothed = smoother.smooth(values, of: [[.state(0)] + layout.seasonTerms])
    let signal = try #require(smoothed)[0]
    #expect(signal.variances[0].isFinite)
    #expect(signal.variances[2] == .infinity)
  }
}
