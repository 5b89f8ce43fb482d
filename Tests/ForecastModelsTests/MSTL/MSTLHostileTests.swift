import Forecasting
import TemporalData
import Testing

@testable import ForecastModels

@Suite("Hostile histories with several seasons or a transformation")
struct MSTLHostileTests {
  @Test(
    "every history is answered with ordered finite numbers that agree, or with a reason",
    arguments: ["mstl", "MSTL(3,12)", "log(theta)", "boxcox(ets)", "boxcox(naive)", "log(mstl)"])
  func answers(name: String) throws {
    for number in 0..<60 {
      let history = HostileHistory(number)
      let model = try ModelCatalog.model(named: name, seasonLength: history.seasonLength)
      let failures = HostileClaims(model, history).failures
      #expect(failures.isEmpty, "\(name), \(history): \(failures.prefix(3))")
    }
  }
}
