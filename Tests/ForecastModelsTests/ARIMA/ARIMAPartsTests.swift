import Forecasting
import RealModule
import Statistics
import TemporalData
import Testing
import _TestSupport

@testable import ForecastModels

@Suite("Parts, fitted values and units of ARIMA models")
struct ARIMAPartsTests {
  private func path(_ test: ARIMACase, _ seed: UInt64 = 11) -> [Double] {
    var stream = RandomStream(seed: seed, key: test.testDescription)
    return test.path(&stream, steps: test.count)
  }

  @Test("components add up to the means", arguments: ARIMACase.all)
  func components(test: ARIMACase) throws {
    let fitted = try test.fitted(test.history(path(test)))
    for horizon in [1, 7] {
      let parts = fitted.components(horizon: horizon)
      let ahead = fitted.forecast(horizon: horizon)
      expectClose(parts.sums, ahead.means, absolute: 1e-9 * (1 + abs(parts.level[0])))
      #expect(test.order.isSeasonal || parts.season.allSatisfy { abs($0) < 1e-12 })
    }
  }

  @Test("what regressors add is their coefficients times their values", arguments: ARIMACase.all)
  func effects(test: ARIMACase) throws {
    let fitted = try test.fitted(test.history(path(test)))
    let parts = fitted.components(horizon: 5)
    let columns = test.model.regressors
    let periods = PeriodRange(start: fitted.forecast(horizon: 5).periods.start, count: 5)
    var expected = [Double](repeating: 0, count: 5)
    for (column, values) in zip(columns.columns, columns.values(of: periods)) {
      let estimate = try #require(fitted.summary.parameters.first { $0.name == column.name })
      for step in 0..<5 { expected[step] += estimate.value * values[step] }
    }
    expectClose(parts.effects, expected, absolute: 1e-9)
  }

  @Test("a season of the past comes back in the season ahead, which averages to nothing")
  func season() throws {
    let test = ARIMACase(
      orders: [0, 0, 0, 0, 1, 0], seasonLength: 4, angles: [], count: 24)
    let figure: [Double] = [6, -1, 0, -5]
    let fitted = try test.fitted(test.history((0..<24).map { 100 + figure[$0 % 4] }))
    let parts = fitted.components(horizon: 8)
    expectClose(parts.season, figure + figure, absolute: 1e-9)
    expectClose(parts.level, [Double](repeating: 100, count: 8), absolute: 1e-9)
    expectClose(parts.trend, [Double](repeating: 0, count: 8), absolute: 1e-9)
  }

  @Test(
    "fitted values before a slot do not know what comes at it or later", arguments: ARIMACase.all)
  func noFuture(test: ARIMACase) throws {
    // Regression coefficients are parameters, and come from the whole history.
    guard !test.hasConstant && !test.hasRegressors else { return }
    let values = path(test)
    let whole = try test.fitted(test.history(values)).fittedValues
    for slot in [test.count - 1, test.count * 2 / 3] where slot > test.order.lostValues + 1 {
      var changed = values
      for later in slot..<test.count { changed[later] += 10 + Double(later % 3) }
      let other = try test.fitted(test.history(changed)).fittedValues
      for early in 0...slot {
        let period = whole.start.advanced(by: early)
        // A missing first value can only be told from what comes after it.
        guard !test.missing.contains(where: { $0 < test.order.lostValues }) else { continue }
        expectClose(other[period] ?? .nan, whole[period] ?? .nan, absolute: 1e-8, "slot \(early)")
      }
    }
  }

  @Test("fitted values are the forecasts of the history cut before them", arguments: ARIMACase.all)
  func oneStep(test: ARIMACase) throws {
    guard !test.hasConstant && !test.hasRegressors && test.missing.isEmpty else { return }
    let history = test.history(path(test))
    let whole = try test.fitted(history)
    #expect(whole.fittedValues.start == history.start && whole.fittedValues.count == history.count)
    let lost = test.order.lostValues
    #expect(whole.fittedValues.storage.prefix(lost).allSatisfy { $0.isNaN })
    for slot in (lost + test.order.stateCount + 2)..<history.count {
      let cut = try test.fitted(history.prefix(slot)).forecast(horizon: 1)
      expectClose(
        whole.fittedValues[cut.periods.start] ?? .nan, cut.means[0], absolute: 1e-7, "slot \(slot)")
    }
  }

  @Test(
    "fitted values are in the unit of the history, and go on over a gap at its end",
    arguments: ARIMACase.all)
  func unit(test: ARIMACase) throws {
    guard test.order.lostValues > 0 || test.hasConstant else { return }
    let history = test.history(path(test).map { $0 + 5000 })
    let fitted = try test.fitted(history)
    #expect(fitted.fittedValues.end == history.end)
    let lost = test.order.lostValues
    for (value, prediction) in zip(history.storage, fitted.fittedValues.storage).dropFirst(lost) {
      #expect(prediction.isFinite)
      guard !value.isNaN else { continue }
      // Before much is known, errors are larger than an innovation.
      #expect(abs(value - prediction) < 25)
    }
    let gap = fitted.gap
    let cut = try test.fitted(history.prefix(history.count - gap)).forecast(horizon: max(1, gap))
    expectClose(
      Array(fitted.fittedValues.storage.suffix(gap)), Array(cut.means.prefix(gap)), absolute: 1e-7)
  }

  @Test(
    "a history times a power of two gives the answer times that power, exactly",
    arguments: ARIMACase.all)
  func scale(test: ARIMACase) throws {
    let history = test.history(path(test).map { $0 + 30 })
    guard let plain = try? test.model.fit(history) else { return }
    let large = try test.model.fit(history.map { $0 * 0x1p41 })
    #expect(
      large.forecast(horizon: 5).means == plain.forecast(horizon: 5).means.map { $0 * 0x1p41 })
    #expect(
      large.forecast(horizon: 5).distributions.map(\.standardDeviation)
        == plain.forecast(horizon: 5).distributions.map { $0.standardDeviation * 0x1p41 })
    #expect(
      large.fittedValues.storage.filter { !$0.isNaN }
        == plain.fittedValues.storage.filter { !$0.isNaN }.map { $0 * 0x1p41 })
  }

  @Test(
    "a shifted history shifts the forecast, where differences or a mean take the level out",
    arguments: ARIMACase.all)
  func shift(test: ARIMACase) throws {
    guard test.order.lostValues > 0 || test.hasConstant else { return }
    let values = path(test)
    let plain = try test.fitted(test.history(values)).forecast(horizon: 6)
    let high = try test.fitted(test.history(values.map { $0 + 64 })).forecast(horizon: 6)
    expectClose(high.means, plain.means.map { $0 + 64 }, absolute: 1e-8)
    for (a, b) in zip(high.distributions, plain.distributions) {
      expectClose(a.standardDeviation, b.standardDeviation, relative: 1e-8)
    }
  }
}
