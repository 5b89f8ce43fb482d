import Statistics
import Testing
import _TestSupport

@testable import TemporalData

@Suite("TwoSidedLevel")
struct LevelTests {
  private func share(_ process: CleanProcess, _ isRight: (LevelNoise) -> Bool) -> Double {
    let right = (0..<UInt64(50)).filter { seed in
      let y = process.values(200, seed: seed)
      return isRight(
        LevelNoise.estimated(y, breaks: [Bool](repeating: false, count: y.count)))
    }
    return Double(right.count) / 50
  }

  @Test("the noise of a constant, a walk and what lies between is recognised")
  func noise() {
    #expect(share(.whiteNoise) { $0.observation == 1 && $0.level <= 0.003 } > 0.8)
    #expect(share(.randomWalk) { $0.observation == 0 || $0.level >= 0.7 } > 0.9)
    // The ratio of variances is 0.09.
    #expect(share(.localLevel) { $0.observation == 1 && 0.02...0.25 ~= $0.level } > 0.8)
  }

  @Test("a constant level is the mean of all other values, with the variance of that mean")
  func constantLevel() {
    let y: [Double] = [1, 4, 2, .nan, 8, 5]
    let level = TwoSidedLevel(
      y, breaks: [Bool](repeating: false, count: 6), noise: LevelNoise(observation: 1, level: 0))
    let expected = level.expected(at: 2, within: 2..<3)
    expectClose(expected.mean, (1 + 4 + 8 + 5) / 4.0, relative: 1e-12)
    expectClose(expected.variance, 0.25, relative: 1e-12)
    let step = level.step(at: 4)
    expectClose(step.mean, 6.5 - 7.0 / 3, relative: 1e-12)
    expectClose(step.variance, 0.5 + 1.0 / 3, relative: 1e-12)
  }

  @Test("a walk is a straight line between its neighbours, and a step is the difference")
  func walk() {
    let y: [Double] = [1, 4, 2, 9, 8, 5]
    let none = [Bool](repeating: false, count: 6)
    let level = TwoSidedLevel(y, breaks: none, noise: LevelNoise(observation: 0, level: 1))
    for slot in 2..<4 {
      let share = Double(slot - 1) / 3
      expectClose(
        level.expected(at: slot, within: 2..<4).mean, 4 + (8 - 4) * share, relative: 1e-12)
    }
    expectClose(level.step(at: 3).mean, 7, relative: 1e-12)
    expectClose(level.step(at: 3).variance, 1, relative: 1e-12)
  }

  @Test("across a break nothing is known of the other side")
  func breaks() {
    let level = TwoSidedLevel(
      [1, 1, 1, 7, 7, 7], breaks: [false, false, false, true, false, false],
      noise: LevelNoise(observation: 1, level: 0))
    expectClose(level.expected(at: 2, within: 2..<3).mean, 1, relative: 1e-12)
    expectClose(level.expected(at: 3, within: 3..<4).mean, 7, relative: 1e-12)
    expectClose(level.step(at: 3).mean, 6, relative: 1e-12)
    #expect(level.errors.count == 4)
  }
}
