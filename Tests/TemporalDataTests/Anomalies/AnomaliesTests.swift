import Statistics
import Testing
import _TestSupport

@testable import TemporalData

@Suite("Anomalies")
struct AnomaliesTests {
  /// A season, a trend, and one of each kind of anomaly.
  private static func history(scale: Double = 1, offset: Double = 0) -> TimeSeries {
    var values = CleanProcess.seasonAndTrend.values(120, seed: 3)
    values[20] += 15
    for slot in 50..<57 { values[slot] -= 14 }
    for slot in 90..<120 { values[slot] += 12 }
    return .indexed(values.map { ($0 + offset) * scale })
  }

  @Test("an outlier, a shock and a shift of one series are told apart")
  func kinds() {
    let found = Self.history().anomalies(seasonLength: 12)
    #expect(found.outliers.map(\.slot) == [20])
    #expect(found.shocks.map(\.slots) == [50..<57])
    #expect(found.shifts.map(\.slot) == [90])
    expectClose(found.shifts[0].change, 12, absolute: 1.5)
    expectClose(found.shocks[0].change, -14, absolute: 1.5)
    // The noise of the value itself is 2.9.
    expectClose(found.outliers[0].value - found.outliers[0].expected, 15 + 2.9, absolute: 1)
    #expect(found.replacedCount == 8)
  }

  @Test("only what is asked for is looked for")
  func switches() {
    let history = Self.history()
    let outliers = history.prefix(90).anomalies(seasonLength: 12, shifts: false)
    #expect(outliers.outliers.map(\.slot) == [20])
    #expect(outliers.shocks.map(\.slots) == [50..<57])
    #expect(outliers.shifts.isEmpty)
    #expect(history.anomalies(seasonLength: 12, shifts: false).shifts.isEmpty)
    let shifts = history.suffix(60).anomalies(seasonLength: 12, outliers: false)
    #expect(shifts.outliers.isEmpty && shifts.shocks.isEmpty)
    #expect(shifts.shifts.map(\.slot) == [30])
    #expect(history.anomalies(seasonLength: 12, outliers: false, shifts: false).isEmpty)
  }

  @Test("powers of two scale every number and move no date")
  func scaleEquivariance() {
    let plain = Self.history().anomalies(seasonLength: 12)
    for scale in [0x1p-900, 0x1p-3, 0x1p900] {
      let scaled = Self.history(scale: scale).anomalies(seasonLength: 12)
      #expect(scaled.outliers.map(\.slot) == plain.outliers.map(\.slot))
      #expect(scaled.outliers.map(\.expected) == plain.outliers.map { $0.expected * scale })
      #expect(scaled.shifts.map(\.change) == plain.shifts.map { $0.change * scale })
      #expect(scaled.shocks.map(\.change) == plain.shocks.map { $0.change * scale })
    }
  }

  @Test("a series that swings in proportion to its level is compared by ratios")
  func ratios() {
    var values = CleanProcess.multiplicative.values(120, seed: 2)
    for slot in 70..<120 { values[slot] *= 1.6 }
    let found = TimeSeries.indexed(values).anomalies(seasonLength: 12)
    #expect(found.isMultiplicative)
    #expect(found.shifts.map(\.slot) == [70])
    expectClose(found.moved(100, from: 69), 160, relative: 0.05)
    expectClose(found.movedBack(found.moved(100, from: 3), to: 3), 100, relative: 1e-12)
    #expect(found.moved(100, from: 70) == 100)
  }

  @Test("linear growth, a shift and an outlier make at most one series in twenty one of ratios")
  func differences() {
    var (taken, all) = (0, 0)
    for process in CleanProcess.allCases where process != .multiplicative {
      for seed in 0..<UInt64(20) {
        var values = process.values(100, seed: seed)
        values[30] += 20
        for slot in 70..<100 { values[slot] += 40 }
        all += 1
        if TimeSeries.indexed(values).anomalies(seasonLength: 12).isMultiplicative { taken += 1 }
      }
    }
    #expect(taken * 20 <= all, "\(taken) of \(all)")
  }

  @Test("the step of a late shift is measured as well as its noise allows")
  func step() {
    var squares = 0.0
    for seed in 0..<UInt64(60) {
      var values = CleanProcess.whiteNoise.values(60, seed: seed)
      for slot in 50..<60 { values[slot] += 15 }
      let found = TimeSeries.indexed(values).anomalies(seasonLength: 4)
      #expect(found.shifts.map(\.slot) == [50])
      let error = (found.shifts.first?.change ?? 0) - 15
      squares += error * error / 60
    }
    // √(1/10 + 1/50) where level and noise are known.
    #expect(squares.squareRoot() < 0.5)
  }

  @Test("a known outlier is replaced without a test, also at the end")
  func knownOutlier() {
    let values = CleanProcess.whiteNoise.values(40, seed: 8)
    let history = TimeSeries.indexed(values)
    let known = history.anomalies(
      seasonLength: 1,
      knownOutliers: [10, 39, 50].map { Period(.index, ordinal: $0) })
    #expect(known.outliers.map(\.slot) == [10, 39])
    #expect(known.outliers.allSatisfy { $0.isKnown && abs($0.expected - 100) < 1 })
    #expect(known.unsettled == nil)
  }

  @Test("a known shift is used without a test, and moves what stands before it")
  func knownShift() {
    let values = CleanProcess.whiteNoise.values(40, seed: 8).enumerated().map {
      $0 < 25 ? $1 : $1 + 1.5
    }
    let history = TimeSeries.indexed(values)
    #expect(history.anomalies(seasonLength: 1).isEmpty)
    let known = history.anomalies(
      seasonLength: 1, knownShifts: [Period(.index, ordinal: 25), Period(.index, ordinal: 400)])
    #expect(known.shifts.map(\.slot) == [25])
    #expect(known.shifts[0].isKnown)
    expectClose(known.shifts[0].change, 1.5, absolute: 1)
    expectClose(known.moved(7, from: 24), 7 + known.shifts[0].change, relative: 1e-12)
  }

  @Test("a last value that stands out is unsettled, two of them are left as they are")
  func lastValues() {
    var values = CleanProcess.whiteNoise.values(60, seed: 4)
    values[59] += 12
    let one = TimeSeries.indexed(values).anomalies(seasonLength: 1)
    #expect(one.unsettled?.slot == 59)
    #expect(one.outliers.isEmpty)
    values[58] += 12
    let two = TimeSeries.indexed(values).anomalies(seasonLength: 1)
    #expect(two.unsettled == nil && two.outliers.isEmpty && two.shifts.isEmpty)
  }

  @Test("missing values stay missing and hide nothing")
  func gaps() {
    var values = Self.history().storage
    for slot in [0, 1, 19, 33, 34, 35, 52, 89, 119] { values[slot] = .nan }
    let found = TimeSeries.indexed(values).anomalies(seasonLength: 12)
    #expect(found.outliers.map(\.slot) == [20])
    #expect(found.shocks.map(\.slots) == [50..<57])
    #expect(found.shifts.count == 1 && abs(found.shifts[0].slot - 90) <= 1)
  }

  @Test("short, constant, mostly zero and hostile histories give finite numbers")
  func hostile() {
    let spike = (0..<80).map { $0 == 40 ? 1e300 : 1.0 }
    let hostile: [[Double]] = [
      [], [1], [.nan, .nan], [Double](repeating: 7, count: 60), spike,
      (0..<60).map { $0 % 3 == 0 ? 5 : 0 }, (0..<60).map { $0 % 2 == 0 ? 1e300 : -1e300 },
      (0..<60).map { $0 % 2 == 0 ? 1e-300 : 1e300 }, (0..<60).map { Double($0 * $0) },
      (0..<60).map { $0 % 5 == 0 ? .nan : Double($0 % 7) * 0x1p-1070 },
      (0..<500).map { $0 < 250 ? -1e308 : 1e308 + Double($0 % 5) * 1e306 },
      CleanProcess.heavyTails.values(60, seed: 1).map { $0 * $0 * $0 - 1e6 },
    ]
    for (values, length) in hostile.flatMap({ values in
      [0, 1, 2, 12, 59, Int.max].map { (values, $0) }
    }) {
      let found = TimeSeries.indexed(values).anomalies(
        seasonLength: length, knownShifts: [Period(.index, ordinal: 30)])
      #expect(found.outliers.allSatisfy { $0.expected.isFinite && $0.value.isFinite })
      #expect(found.shifts.allSatisfy { $0.change.isFinite })
      #expect(found.shocks.allSatisfy { $0.change.isFinite && $0.expected.allSatisfy(\.isFinite) })
      for slot in values.indices where !values[slot].isNaN {
        #expect(found.moved(values[slot], from: slot).isFinite)
      }
    }
  }
}
