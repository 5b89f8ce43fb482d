import Forecasting
import Testing
import _TestSupport

@Suite("Accuracy measures")
struct AccuracyTests {
  @Test("hand-computed errors")
  func byHand() {
    let (actual, forecast) = ([10.0, 20, 0, 40], [12.0, 16, 0, 41])
    #expect(PointAccuracy.meanAbsoluteError(actual, forecast) == 1.75)
    expectClose(
      PointAccuracy.rootMeanSquaredError(actual, forecast) ?? .nan, (21.0 / 4).squareRoot(),
      relative: 1e-15)
    #expect(PointAccuracy.bias(actual, forecast) == -0.25)
    expectClose(
      PointAccuracy.symmetricMeanAbsolutePercentageError(actual, forecast) ?? .nan,
      (400.0 / 22 + 800.0 / 36 + 0 + 200.0 / 81) / 4, relative: 1e-14)
  }

  @Test("pairs with a missing side are left out; without any pair there is no value")
  func missing() {
    #expect(PointAccuracy.meanAbsoluteError([1, .nan, 3], [2, 5, .nan]) == 1)
    #expect(PointAccuracy.meanAbsoluteError([.nan], [1]) == nil)
    #expect(PointAccuracy.rootMeanSquaredError([], []) == nil)
    #expect(PointAccuracy.bias([.nan], [.nan]) == nil)
    #expect(IntervalAccuracy.coverage([.nan], [interval(0, 1)]) == nil)
    #expect(IntervalAccuracy.meanScaledIntervalScore([], [], scale: 1) == nil)
    let loss = DistributionAccuracy.quantileLoss([.nan], [.certain(1)])
    #expect(loss.loss == 0 && loss.weight == 0)
  }

  @Test("squares of values near the ends of the range neither overflow nor vanish")
  func extremes() {
    for size in [1e-300, 1e300] {
      expectClose(
        PointAccuracy.rootMeanSquaredError([0, 0], [3 * size, 4 * size]) ?? .nan,
        12.5.squareRoot() * size, relative: 1e-14)
      let scale = ErrorScale(history: [0, 3 * size, -size], seasonLength: 1)
      expectClose(scale?.absolute ?? .nan, 3.5 * size, relative: 1e-14)
      expectClose(scale?.rootSquared ?? .nan, 12.5.squareRoot() * size, relative: 1e-14)
    }
    #expect(PointAccuracy.rootMeanSquaredError([5, 5], [5, 5]) == 0)
    #expect(PointAccuracy.symmetricMeanAbsolutePercentageError([0, -1], [0, 1]) == 100)
  }

  @Test("a scale needs seasonal differences that are not all zero")
  func scale() {
    #expect(ErrorScale(history: [5, 5, 5, 5], seasonLength: 1) == nil)
    #expect(ErrorScale(history: [1, 2, 1, 2], seasonLength: 2) == nil)
    #expect(ErrorScale(history: [], seasonLength: 1) == nil)
    #expect(ErrorScale(history: [3], seasonLength: 1) == nil)
    #expect(ErrorScale(history: [1, .nan, 4], seasonLength: 1) == nil)
    #expect(ErrorScale(history: [1, 9, 4, 7], seasonLength: 2)?.absolute == 2.5)
    // Not more than one season: the lag is 1.
    #expect(ErrorScale(history: [1, 9, 4, 7], seasonLength: 4)?.absolute == 16.0 / 3)
    #expect(ErrorScale(history: [1, .nan, 4, 6], seasonLength: 1)?.absolute == 2)
  }

  @Test("coverage counts both ends; the interval score adds what lies outside")
  func intervals() {
    let bounds = [interval(0, 2), interval(0, 2), interval(0, 2), interval(0, 2)]
    #expect(IntervalAccuracy.coverage([0, 2, 3, .nan], bounds) == 2.0 / 3)
    // (2 + 2 + (2 + 2/0.2 · 1)) / 3, over a scale of 2.
    expectClose(
      IntervalAccuracy.meanScaledIntervalScore([0, 2, 3, .nan], bounds, scale: 2) ?? .nan,
      16.0 / 3 / 2, relative: 1e-12)
  }

  @Test("a percentage error of the largest numbers is no error of 0")
  func hugePercentage() throws {
    let error = PointAccuracy.symmetricMeanAbsolutePercentageError(
      [1.5e308, -1e308], [5e307, 1e308])
    expectClose(try #require(error), 150, relative: 1e-15)
  }

  @Test("the quantile loss of a certain forecast is the absolute error")
  func quantileLoss() {
    let found = DistributionAccuracy.quantileLoss([3, -4], [.certain(5), .certain(-4)])
    // The nine levels are symmetric: 2 · mean(1 − q) = 1.
    expectClose(found.loss, 2, relative: 1e-14)
    #expect(found.weight == 7)
  }

  private func interval(_ lower: Double, _ upper: Double) -> PredictionInterval {
    PredictionInterval(level: 0.8, lower: lower, upper: upper)
  }
}
