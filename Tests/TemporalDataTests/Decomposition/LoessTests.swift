import TemporalData
import Testing

@Suite("Loess")
struct LoessTests {
  @Test(
    "local lines reproduce a line, at any window, jump and weights", arguments: [3, 4, 9, 25, 301])
  func reproducesLines(window: Int) {
    var generator = TestGenerator(seed: UInt64(window))
    let line = (0..<40).map { 2 - 0.3 * Double($0) }
    let weights = line.map { _ in Double.random(in: 0.1..<1, using: &generator) }
    for jump in [1, 2, 7, 39, 1_000] {
      let smooth = Loess(window: window, jump: jump).smooth(line, weights: weights)
      #expect(greatestDifference(smooth, line) < 1e-12)
    }
  }

  @Test("local constants reproduce a constant and stay between the least and greatest value")
  func meansStayInside() {
    var generator = TestGenerator(seed: 2)
    let values = (0..<60).map { _ in generator.bell() }
    let ones = [Double](repeating: 1, count: 60)
    let smooth = Loess(window: 7, degree: .constant).smooth(values, weights: ones)
    #expect(smooth.allSatisfy { $0 > values.min()! && $0 < values.max()! })
    let flat = Loess(window: 7, degree: .constant).smooth(ones, weights: ones)
    #expect(greatestDifference(flat, ones) < 1e-15)
  }

  @Test("a fit equals weighted least squares solved by hand")
  func byHand() {
    // Window 5 at slot 2 of 5: distances 2, 1, 0, 1, 2 of bandwidth 2, weights 0, (7/8)³, 1, (7/8)³,
    // 0. By symmetry the line's value is the weighted mean.
    let values = [9.0, 1, 4, 2, -9]
    let near = 0.669921875
    let expected = (near * 1 + 4 + near * 2) / (1 + 2 * near)
    for degree in [Loess.Degree.constant, .linear] {
      let smooth = Loess(window: 5, degree: degree)
        .smooth(values, weights: .init(repeating: 1, count: 5))
      #expect((smooth[2] - expected).magnitude < 1e-14)
    }
  }

  @Test("between the slots of a jump the result is a straight line")
  func jumps() {
    var generator = TestGenerator(seed: 4)
    let values = (0..<23).map { _ in generator.bell() }
    let ones = [Double](repeating: 1, count: 23)
    let every = Loess(window: 9).smooth(values, weights: ones)
    let jumping = Loess(window: 9, jump: 5).smooth(values, weights: ones)
    for knot in [0, 5, 10, 15, 20, 22] { #expect(jumping[knot] == every[knot]) }
    let third = jumping[5] + (jumping[10] - jumping[5]) * 0.6
    #expect((jumping[8] - third).magnitude < 1e-14)
    #expect((jumping[21] - (jumping[20] + jumping[22]) / 2).magnitude < 1e-14)
  }

  @Test("values without weight take no part, and the window grows until one has some")
  func weightless() {
    var values = [Double](repeating: .nan, count: 50)
    var weights = [Double](repeating: 0, count: 50)
    (values[40], weights[40]) = (7, 0.5)
    let smooth = Loess(window: 3).smooth(values, weights: weights)
    #expect(greatestDifference(smooth, .init(repeating: 7, count: 50)) < 1e-14)
    let nothing = Loess(window: 3).smooth(values, weights: .init(repeating: 0, count: 50))
    #expect(nothing.allSatisfy { $0.isNaN })
  }

  @Test("no values, one value and windows out of range are taken as they come")
  func degenerate() {
    #expect(Loess(window: 5).smooth([], weights: []).isEmpty)
    #expect(Loess(window: 5).smooth([3], weights: [1]) == [3])
    #expect(Loess(window: -5).window == 3)
    #expect(Loess(window: 8).window == 9)
    #expect(Loess(window: .max).window == .max)
    #expect(Loess(window: 5, jump: -1).jump == 1)
    let values = [1.0, 5, 2]
    let huge = Loess(window: .max).smooth(values, weights: [1, 1, 1])
    #expect(greatestDifference(huge, [13.0 / 6, 8.0 / 3, 19.0 / 6]) < 1e-12)
  }
}
