import Statistics
import TemporalData
import Testing
import _TestSupport

@testable import ForecastModels
@testable import Forecasting

@Suite("Findings within a range")
struct RangedFindingsTests {
  @Test("an outlier, a shift and a shock of a share are told in its unit, not in logits")
  func shares() throws {
    var stream = RandomStream(seed: 1, key: "shares")
    var values = (0..<80).map { _ in 0.32 + 0.01 * stream.normal() }
    for slot in 50..<80 { values[slot] += 0.4 }
    values[20] = 0.9
    for slot in 33..<38 { values[slot] = 0.05 + 0.001 * Double(slot % 3) }
    let history = TimeSeries(start: Period(.month, ordinal: 600), storage: values)
    let cleaned = try CleanedModel(Mean(), seasonLength: 1)
    let fitted = try RangedModel(cleaned, range: .share).fit(history)
    #expect(fitted.findings.count == 3)
    #expect(fitted.account(horizon: 2)?.findings == fitted.findings)
    for finding in fitted.findings {
      switch finding {
      case .outlier(let period, let value, let expected):
        #expect(period == history.start.advanced(by: 20) && value == 0.9)
        expectClose(expected, 0.32, absolute: 0.03)
      case .shock(let periods, let change):
        #expect(periods.start == history.start.advanced(by: 33) && periods.count == 5)
        expectClose(change, -0.27, absolute: 0.03)
      case .levelShift(let period, let change):
        #expect(period == history.start.advanced(by: 50))
        expectClose(change, 0.4, absolute: 0.05)
      default: Issue.record("\(finding)")
      }
    }
  }
}
