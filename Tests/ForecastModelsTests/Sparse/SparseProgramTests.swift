import Forecasting
import Foundation
import ProgramSimulation
import Statistics
import TemporalData
import Testing

@testable import ForecastModels

/// Sparse histories of generated programs, whose truth is known.
///
/// `SPARSE_PROGRAMS=100` measures on more programs than the committed ones and prints the tables of
/// docs/models/sparse.md; run it in release mode.
@Suite("Sparse histories of generated programs")
struct SparseProgramTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let programs = environment["SPARSE_PROGRAMS"].flatMap(Int.init) ?? 6
  private static let results = SparseEvaluation(programs: programs, firstSeed: 5001)

  @Test("the loss is below that of Croston, SBA and last year, by a tenth for intermittent series")
  func loss() throws {
    Self.results.printTables(if: Self.environment["SPARSE_PROGRAMS"] != nil)
    for group in ["intermittent", "new"] {
      let own = try #require(Self.results.losses["Sparse"]?[group])
      for peer in ["Croston", "SBA", "last year"] {
        let other = try #require(Self.results.losses[peer]?[group])
        // The few new series of a few programs leave a tenth uncertain.
        let share = group == "new" ? 1 : 0.9
        #expect(own.total < share * other.total, "\(group), \(peer): \(own), \(other)")
        #expect(own.single < 0.95 * other.single, "\(group), \(peer): \(own), \(other)")
      }
    }
  }

  @Test("the probability of being active is right in every decile of the series")
  func reliability() {
    let deciles = Self.results.deciles
    let size = Double(Self.results.activity.count) / 10
    for decile in deciles {
      let error = 3 * (decile.expected * (1 - decile.expected) / size).squareRoot()
      #expect(abs(decile.expected - decile.found) < 0.03 + error, "\(deciles)")
    }
  }

  @Test("no forecast lies below 0")
  func range() { #expect(Self.results.lowest >= 0) }
}

/// Forecasts of the revenue of every partner of generated programs, scored by the year that followed.
struct SparseEvaluation {
  /// Mean scaled quantile losses, of single months and of the total, per month.
  struct Loss { var (single, total, count) = (0.0, 0.0, 0.0) }

  private(set) var losses: [String: [String: Loss]] = [:]
  private(set) var activity: [(expected: Double, isActive: Bool)] = []
  private(set) var lowest = 0.0
  static let horizon = 12
  static let levels = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]

  init(programs: Int, firstSeed: UInt64) {
    for seed in firstSeed..<firstSeed + UInt64(programs) {
      guard let plan = try? ProgramPlan(seed: seed) else { continue }
      add(Program(plan))
    }
    losses = losses.mapValues {
      $0.mapValues {
        Loss(single: $0.single / $0.count, total: $0.total / $0.count, count: $0.count)
      }
    }
  }

  /// Mean probability and share of active series in each tenth of the series, the least likely first.
  var deciles: [(expected: Double, found: Double)] {
    let sorted = activity.sorted { $0.expected < $1.expected }
    return (0..<10).map { decile in
      let part = sorted[sorted.count * decile / 10..<sorted.count * (decile + 1) / 10]
      let count = Double(part.count)
      return (
        part.reduce(0) { $0 + $1.expected } / count, Double(part.count { $0.isActive }) / count
      )
    }
  }

  private mutating func add(_ program: Program) {
    let months = program.plan.months
    var series: [(history: TimeSeries, future: [Double], isActive: Bool)] = []
    for number in program.partnerNumbers {
      let partner = program.history(of: number)
      let revenue = partner.months.map { Double($0.revenue) / 100 }
      guard let first = revenue[..<months].firstIndex(where: { $0 > 0 }) else { continue }
      series.append(
        (
          TimeSeries(
            start: program.plan.month(first), storage: Array(revenue[first..<months])),
          Array(revenue[months..<months + Self.horizon]), partner.profile.life.isActive(months - 1)
        ))
    }
    let prior = ActivityPrior.learned(from: series.map(\.history))
    for (history, future, isActive) in series {
      score(history, future, prior)
      guard let fitted = try? SparseDemand(prior: prior).fit(history),
        case .sparse(let sparse) = fitted
      else { continue }
      activity.append((sparse.renewal.probabilityActive, isActive))
    }
  }

  private mutating func score(_ history: TimeSeries, _ future: [Double], _ prior: ActivityPrior) {
    let kind = DemandKind(history)
    let group =
      history.count < 12 ? "new" : kind?.isIntermittent == true ? "intermittent" : "other"
    let scale = history.storage.reduce(0, +) / Double(history.count) * Double(Self.horizon)
    let models: [any ForecastModel] =
      [SparseDemand(prior: prior)]
      + [try? Croston(), try? Croston(correction: .syntetosBoylan)].compactMap { $0 }
    for model in models {
      guard let fitted = try? model.fitAny(history) else { continue }
      let forecast = fitted.forecast(horizon: Self.horizon)
      var stream = RandomStream(seed: 1, key: "evaluation")
      let paths = fitted.simulate(horizon: Self.horizon, paths: 200, using: &stream)
      guard let totals = try? Empirical(paths.totals(over: paths.periods)) else { continue }
      lowest = min(lowest, paths.values.min() ?? 0)
      let single = zip(future, forecast.distributions).reduce(0) { sum, next in
        sum + Self.loss(next.0) { next.1.quantile($0) }
      }
      add(model.name, group, single, Self.loss(future.reduce(0, +)) { totals.quantile($0) }, scale)
    }
    let values = history.storage
    let mean = values.reduce(0, +) / Double(values.count)
    let lastYear = (0..<Self.horizon).map { step in
      values.count >= 12 ? values[values.count - 12 + step] : mean
    }
    let single = zip(future, lastYear).reduce(0) { sum, next in
      sum + Self.loss(next.0) { _ in next.1 }
    }
    let total = Self.loss(future.reduce(0, +)) { _ in lastYear.reduce(0, +) }
    add("last year", group, single, total, scale)
  }

  private mutating func add(
    _ model: String, _ group: String, _ single: Double, _ total: Double, _ scale: Double
  ) {
    losses[model, default: [:]][group, default: Loss()].single += single / scale
    losses[model, default: [:]][group, default: Loss()].total += total / scale
    losses[model, default: [:]][group, default: Loss()].count += 1
  }

  private static func loss(_ value: Double, _ quantile: (Double) -> Double) -> Double {
    levels.reduce(0) { sum, level in
      let error = value - quantile(level)
      return sum + 2 * max(level * error, (level - 1) * error) / Double(levels.count)
    }
  }

  /// The tables of the documentation.
  func printTables(if isWanted: Bool) {
    guard isWanted else { return }
    for (model, groups) in losses.sorted(by: { $0.key < $1.key }) {
      for (group, loss) in groups.sorted(by: { $0.key < $1.key }) {
        print(model, group, Int(loss.count), loss.single, loss.total)
      }
    }
    for (number, decile) in deciles.enumerated() {
      print("decile", number + 1, decile.expected, decile.found)
    }
    for bin in 0..<10 {
      let part = activity.filter { min(9, Int($0.expected * 10)) == bin }
      let count = Double(max(1, part.count))
      print(
        "probability", bin, part.count, part.reduce(0) { $0 + $1.expected } / count,
        Double(part.count { $0.isActive }) / count)
    }
  }
}
