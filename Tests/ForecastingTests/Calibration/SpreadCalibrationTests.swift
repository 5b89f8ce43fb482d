import RealModule
import Statistics
import Testing
import _TestSupport

@testable import Forecasting

@Suite("Spread calibration")
struct SpreadCalibrationTests {
  private let law = SpreadCalibration(
    at80: .init(level: 0.8, intercept: Double.log(1.2815515655446004), step: 0, length: 0),
    at95: .init(level: 0.95, intercept: Double.log(1.959963984540054), step: 0, length: 0),
    unit: 20, recency: 0, trust: 100)

  /// Errors of normal forecasts whose true spread is `scale` times what the model said.
  private func errors(
    series: Int, steps: Int = 6, scale: Double, seed: UInt64 = 1
  ) -> [StandardizedError] {
    var stream = RandomStream(seed: seed, key: "errors")
    return (0..<series).flatMap { _ in
      (1...steps).map { step in
        StandardizedError(
          step: step, observations: 40, value: scale * stream.normal())
      }
    }
  }

  @Test("without a panel the law decides")
  func noSeries() {
    #expect(law.adjusted(to: [], series: 0) == law)
    let reach = law.reach(step: 5, observations: 17)
    expectClose(reach.at80, 1.2815515655446004, relative: 1e-12)
    expectClose(reach.at95, 1.959963984540054, relative: 1e-12)
  }

  @Test("the law grows with the step and shrinks with the length of the history")
  func lawOfStepAndLength() {
    let law = SpreadCalibration(
      at80: .init(level: 0.8, intercept: 0.2, step: 0.1, length: -0.05),
      at95: .init(level: 0.95, intercept: 0.7, step: 0.2, length: -0.1), unit: 20, recency: 0.05,
      trust: 100)
    let reach = law.reach(step: 4, observations: 60)
    let (step, length) = (Double.log(4), Double.log(3))
    expectClose(reach.at80, Double.exp(0.2 + 0.1 * step - 0.05 * length - 0.05), relative: 1e-14)
    expectClose(reach.at95, Double.exp(0.7 + 0.2 * step - 0.1 * length - 0.05), relative: 1e-14)
    // Lengths count from an eighth of the unit on, and up to a multiple of it.
    #expect(law.reach(step: 1, observations: 0) == law.reach(step: 1, observations: 2))
    #expect(law.reach(step: 1, observations: 9998) == law.reach(step: 1, observations: 9999))
  }

  @Test("one series moves the law little, a thousand replace it", arguments: [0.6, 1.8])
  func weightOfThePanel(scale: Double) {
    func moved(_ series: Int) -> Double {
      let calibration = law.adjusted(
        to: errors(series: series, scale: scale), series: series)
      #expect(calibration.seriesCount == series)
      return Double.log(calibration.reach(step: 3, observations: 40).at95 / 1.959963984540054)
    }
    let target = Double.log(scale)
    #expect(moved(1).magnitude < 0.15)
    expectClose(moved(1000), target, absolute: 0.06)
    #expect(moved(100) / target > 0.6)
  }

  @Test("a panel whose errors grow with the step widens the later steps")
  func growth() {
    let growing = errors(series: 400, scale: 1).map {
      StandardizedError(
        step: $0.step, observations: 40, value: $0.value * Double($0.step).squareRoot())
    }
    let calibration = law.adjusted(to: growing, series: 400)
    for step in [1, 3, 6] {
      expectClose(
        calibration.reach(step: step, observations: 40).at95,
        1.96 * Double(step).squareRoot(), relative: 0.12)
    }
  }

  @Test("a panel of errors with one sign counts as few series")
  func sharedShock() {
    let apart = errors(series: 200, scale: 0.5)
    let shared = apart.map {
      StandardizedError(step: $0.step, observations: $0.observations, value: $0.size)
    }
    let (one, other) = (
      law.adjusted(to: apart, series: 200), law.adjusted(to: shared, series: 200)
    )
    #expect(one.independentSeries > 100 && one.independentSeries <= 200)
    expectClose(other.independentSeries, 1, relative: 1e-12)
    // The same sizes: independent ones are believed to their own error, shared ones by the weight.
    func log(_ calibration: SpreadCalibration) -> Double {
      Double.log(calibration.reach(step: 3, observations: 40).at95 / 1.959963984540054)
    }
    #expect(log(one) < log(other) - 0.1)
    expectClose(log(one), Double.log(0.5), absolute: 0.12)
    expectClose(log(other), Double.log(0.5) * 2 / 3, absolute: 0.08)
  }

  @Test("what was learned about the ends of histories gives way to what independent series show")
  func recency() {
    let learned = SpreadCalibration(
      at80: law.laws[0], at95: law.laws[1], unit: 20, recency: 0.3, trust: 100)
    #expect(learned.reach(step: 1, observations: 40).at95 < 0.75 * 1.96)
    let reach = learned.adjusted(to: errors(series: 2000, scale: 1), series: 2000)
      .reach(step: 2, observations: 40)
    expectClose(reach.at95, 1.96, relative: 0.05)
  }

  @Test("the quantile of a sample is that of the next error: the ⌈(n + 1)·level⌉-th smallest")
  func finiteSample() {
    let sizes = (1...39).map(Double.init).shuffled()
    #expect(SpreadCalibration.quantile(sizes, 0.95) == 38)
    #expect(SpreadCalibration.quantile(sizes, 0.8) == 32)
    #expect(SpreadCalibration.quantile([3, 1, 2], 0.95) == 3)
    #expect(SpreadCalibration.quantile([7], 0.8) == 7)
  }

  @Test("the order of the panel does not matter, to the last bit")
  func order() {
    var all = errors(series: 60, scale: 1.3)
    let one = law.adjusted(to: all, series: 60)
    all.reverse()
    #expect(law.adjusted(to: all, series: 60) == one)
    all.shuffle()
    #expect(law.adjusted(to: all, series: 60) == one)
  }

  @Test("no panel moves the law by more than a factor of 4.5", arguments: [1e-9, 1e9])
  func bound(scale: Double) {
    let calibration = law.adjusted(to: errors(series: 500, scale: scale), series: 500)
    for step in [1, 6, 100] {
      let reach = calibration.reach(step: step, observations: 40)
      #expect((Double.log(reach.at80 / 1.2815515655446004)).magnitude <= 1.5 + 1e-12)
      #expect(reach.at95 >= reach.at80)
    }
  }

  @Test("errors of 0 and beyond all numbers leave a reach that is a number")
  func extremeErrors() {
    for size in [0, Double.greatestFiniteMagnitude, .infinity] {
      let all = (0..<80).map {
        StandardizedError(step: 1 + $0 % 2, observations: 9, value: size)
      }
      let reach = law.adjusted(to: all, series: 40).reach(step: 1, observations: 9)
      #expect(reach.at80 > 0 && reach.at95.isFinite && reach.at95 >= reach.at80)
    }
  }
}
