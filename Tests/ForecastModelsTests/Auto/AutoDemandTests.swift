import Forecasting
import ProgramSimulation
import Statistics
import TemporalData
import Testing
import _TestSupport

@testable import ForecastModels

/// `auto` on single demands, new and silent series of a generated program.
@Suite("auto on the demands of a program")
struct AutoDemandTests {
  private typealias Partner = (history: TimeSeries, future: [Double], isNew: Bool)

  /// Histories of one quantity from their first value above 0, with the year that followed.
  private static func partners(_ seed: UInt64, _ value: (Int, Int) -> Double) throws -> [Partner] {
    let program = Program(try ProgramPlan(seed: seed, partnerCount: 120))
    let months = program.plan.months
    return program.partnerNumbers.compactMap { number in
      let all = program.history(of: number).months.map {
        value(Int($0.revenue), $0.registered)
      }
      guard let first = all[..<months].firstIndex(where: { $0 > 0 }) else { return nil }
      return (
        TimeSeries(start: program.plan.month(first), storage: Array(all[first..<months])),
        Array(all[months..<months + 12]), months - first < 12
      )
    }
  }

  private static func knowledge(_ partners: [Partner]) -> PanelKnowledge {
    let histories = partners.map(\.history)
    return PanelKnowledge(
      calibration: nil,
      peers: PeerKnowledge.learn(from: histories.map { ($0, nil) }, seasonLength: 12),
      activity: .learned(from: histories, seasonLength: 12))
  }

  /// Quantile losses of the total, relative to the mean so far.
  private static func loss(_ model: any ForecastModel, _ partner: Partner) throws -> Double {
    let fitted = try model.fitAny(partner.history)
    var stream = RandomStream(seed: 1, key: "program")
    let paths = fitted.simulate(horizon: 12, paths: 200, using: &stream)
    #expect(paths.values.allSatisfy { $0 >= 0 && $0.isFinite })
    let totals = try Empirical(paths.totals(over: paths.periods))
    let total = partner.future.reduce(0, +)
    let mean = partner.history.storage.reduce(0) { $0 + $1 / Double(partner.history.count) }
    return [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975].reduce(0) { sum, level in
      let error = total - totals.quantile(level)
      return sum + max(level * error, (level - 1) * error) / (12 * mean)
    }
  }

  @Test("totals of intermittent, silent and new series are a tenth better than Croston's and SBA's")
  func totals() throws {
    let range = ValueRange(lower: 0)
    for isNew in [false, true] {
      var (own, croston, sba) = (0.0, 0.0, 0.0)
      for seed in [7001, 7002] as [UInt64] {
        let partners = try Self.partners(seed) { revenue, _ in Double(revenue) / 100 }
        let model = try AutoModel(
          seasonLength: 12, horizon: 12, context: SeriesContext(range: range),
          knowledge: Self.knowledge(partners))
        for partner in partners where partner.isNew == isNew {
          guard isNew || DemandKind(partner.history)?.isDemand == true else { continue }
          own += try Self.loss(model, partner)
          croston += try Self.loss(Croston(), partner)
          sba += try Self.loss(Croston(correction: .syntetosBoylan), partner)
        }
      }
      #expect(own < 0.9 * croston && own < 0.9 * sba, "\(isNew): \(own), \(croston), \(sba)")
    }
  }

  @Test("paths of counts have the mean and the zeros of their forecast")
  func counts() throws {
    let partners = try Self.partners(7003) { _, deals in Double(deals) }
    let context = SeriesContext(range: ValueRange(lower: 0, isWhole: true))
    let model = try AutoModel(
      seasonLength: 12, horizon: 12, context: context, knowledge: Self.knowledge(partners))
    var (mean, drawn, zeros, drawnZeros, count) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for partner in partners where partner.isNew {
      let fitted = try model.fit(partner.history)
      let forecast = fitted.forecast(horizon: 6)
      var stream = RandomStream(seed: 2, key: "program")
      let paths = fitted.simulate(horizon: 6, paths: 400, using: &stream)
      for step in 0..<6 {
        let values = paths.marginal(at: step)
        #expect(values.allSatisfy { $0 >= 0 && $0 == $0.rounded() })
        mean += forecast.means[step]
        drawn += values.reduce(0) { $0 + $1 / 400 }
        zeros += forecast.distributions[step].cdf(0)
        drawnZeros += Double(values.count { $0 == 0 }) / 400
        count += 1
      }
    }
    #expect(count > 0 && abs(drawn / mean - 1) < 0.1, "\(drawn), \(mean)")
    #expect(abs(drawnZeros - zeros) < 0.1 * count, "\(drawnZeros), \(zeros) of \(count)")
  }

  @Test("a new series that fell silent is told the probability that it is active")
  func silence() throws {
    let partners = try Self.partners(7001) { revenue, _ in Double(revenue) / 100 }
    let model = try AutoModel(
      seasonLength: 12, context: SeriesContext(range: ValueRange(lower: 0)),
      knowledge: Self.knowledge(partners))
    let fitted = try model.fit(.monthly([120.5, 80, 0, 0, 0, 0, 0, 0]))
    let account = try #require(fitted.account(horizon: 6))
    let said = account.findings.compactMap { finding -> Double? in
      if case .silence(_, let probability) = finding { probability } else { nil }
    }
    #expect(said.count == 1 && said.allSatisfy { $0 < 0.5 })
    #expect(account.findings.contains(.shortHistory(observations: 8)))
    expectClose(account.members.reduce(0) { $0 + $1.weight }, 1, relative: 1e-12)
  }
}
