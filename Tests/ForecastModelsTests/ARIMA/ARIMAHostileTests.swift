import Forecasting
import Foundation
import RealModule
import Statistics
import TemporalData
import Testing

@testable import ForecastModels

/// `HOSTILE_CASES=5000` tries more numbers than the committed ones, `HOSTILE_FIRST=137` begins at
/// another one.
@Suite("ARIMA models on hostile histories and regressors")
struct ARIMAHostileTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static func numbers(_ usual: Int) -> Range<Int> {
    let first = environment["HOSTILE_FIRST"].flatMap(Int.init) ?? 0
    return first..<first + (environment["HOSTILE_CASES"].flatMap(Int.init) ?? usual)
  }

  @Test("the search answers every history with ordered finite numbers, or with a reason")
  func search() throws {
    for number in Self.numbers(19) {
      let history = HostileHistory(number)
      let model = try ARIMASearch(seasonLength: history.seasonLength)
      let failures = HostileClaims(model, history).failures
      #expect(failures.isEmpty, "\(history): \(failures.prefix(3))")
    }
  }

  @Test(
    "so do fixed orders",
    arguments: [
      "ARIMA(0,1,1)", "ARIMA(2,0,2)", "ARIMA(0,2,2)", "ARIMA(1,1,1) with drift",
      "ARIMA(0,1,1)(0,1,1)", "ARIMA(1,0,0)(1,0,0) with mean", "ARIMA(0,0,0)",
    ])
  func fixed(name: String) throws {
    for number in Self.numbers(12) {
      let history = HostileHistory(number)
      guard let model = try? ModelCatalog.model(named: name, seasonLength: history.seasonLength)
      else { continue }
      let failures = HostileClaims(model, history).failures
      #expect(failures.isEmpty, "\(history): \(failures.prefix(3))")
    }
  }

  private static let columns: [[Regressors.Column]] = [
    [Regressors.Column("huge") { 1e200 * Double.sin(Double($0.ordinal)) }],
    [Regressors.Column("tiny") { 1e-200 * Double.sin(Double($0.ordinal)) }],
    [Regressors.Column("constant") { _ in 7 }],
    [Regressors.Column("nothing") { _ in 0 }],
    [Regressors.Column("line") { 0.1 * Double($0.ordinal % 100_000) }],
    [
      Regressors.Column("wave") { Double.sin(Double($0.ordinal)) },
      Regressors.Column("same wave") { 3 * Double.sin(Double($0.ordinal)) },
    ],
    [
      Regressors.Column("wave") { Double.sin(Double($0.ordinal)) },
      Regressors.Column("nearly the same") {
        Double.sin(Double($0.ordinal)) + 1e-9 * Double.cos(7 * Double($0.ordinal))
      },
    ],
    (0..<4).map { phase in
      Regressors.Column("slot \(phase + 1)") { $0.ordinal % 4 == phase ? 1 : 0 }
    },
    (0..<12).map { index in
      Regressors.Column("noise \(index + 1)") {
        Double.sin(Double($0.ordinal * ($0.ordinal % 97 + index)))
      }
    },
  ]

  @Test("so do models with hostile regressors", arguments: columns.indices)
  func regressors(index: Int) throws {
    let columns = Regressors(Self.columns[index])
    for number in Self.numbers(8) {
      let history = HostileHistory(number)
      // Coefficients of 1e-200 on values of 1e150 would be out of the range of numbers.
      guard history.series.count < 60 && history.largest < 1e100 else { continue }
      var models: [any ForecastModel] = [
        try ARIMASearch(seasonLength: history.seasonLength, regressors: columns),
        try ARIMA(ARIMAOrder(1, 1, 0), regressors: columns),
        try ARIMA(ARIMAOrder(0, 0, 1), regressors: columns),
      ]
      if history.seasonLength > 1 {
        models.append(
          try ARIMA(
            ARIMAOrder(0, 1, 1, seasonal: (0, 1, 0), seasonLength: history.seasonLength),
            regressors: columns))
      }
      for model in models {
        let failures = HostileClaims(model, history).failures
        #expect(failures.isEmpty, "\(model.name), \(history): \(failures.prefix(3))")
      }
    }
  }

  @Test(
    "a regressor that differences or gaps leave nothing of changes nothing, and is reported as 0")
  func idle() throws {
    var values = seasonalValues(40)
    for slot in [8, 9, 23] { values[slot] = .nan }
    let order = try ARIMAOrder(1, 1, 1)
    let plain = try ARIMA(order).fit(.quarterly(values))
    for column in [
      Regressors.Column("constant", value: { _ in 3.7 }),
      Regressors.Column("only in a gap", value: { $0.ordinal == 9 ? 5 : 0 }),
    ] {
      let other = try ARIMA(order, regressors: Regressors([column])).fit(.quarterly(values))
      #expect(other.forecast(horizon: 5).means == plain.forecast(horizon: 5).means)
      #expect(other.summary.parameters.first { $0.name == column.name }?.value == 0)
    }
  }

  @Test("with more gaps than are estimated, mean and regression still hold")
  func manyGaps() throws {
    var stream = RandomStream(seed: 31, key: "many gaps")
    let values = (0..<300).map { slot -> Double in
      let value = 1000 + 20 * Double.sin(Double(slot) / 9) + stream.normal()
      return slot % 3 == 1 ? .nan : value
    }
    let column = Regressors.Column("wave") { Double.sin(Double($0.ordinal) / 9) }
    let fitted = try ARIMA(ARIMAOrder(1, 0, 0), regressors: Regressors([column]))
      .fit(.quarterly(values))
    let found = Dictionary(
      uniqueKeysWithValues: fitted.summary.parameters.map { ($0.name, $0.value) })
    #expect(abs((found["mean"] ?? 0) - 1000) < 1)
    #expect(abs((found["wave"] ?? 0) - 20) < 1)
  }
}
