import DataIO
import ForecastModels
import Forecasting
import PartnerKPI
import TemporalData

/// Whether a KPI is forecast better per working day, tried on the past of its series.
///
/// A quick model, the theta method, forecasts the last windows of up to 200 series both ways; their scaled
/// errors decide together, so that chance in one series does not.
struct WorkingDayTrial: Sendable {
  /// What the trial showed.
  struct Result: Sendable {
    /// The mean absolute scaled error per period, and per working day; nil if no window could be scored.
    let errors: (raw: Double, perDay: Double)?
    let series: Int
    /// Whether the other way is per week.
    let perWeek: Bool

    /// Whether working days are better.
    var isBetter: Bool { errors.map { $0.perDay < $0.raw } ?? false }

    /// What was decided, in words.
    func decision(_ kpi: KPI.ID, _ frequency: Frequency) -> Decision {
      let other = perWeek ? "per week" : "as it is"
      guard let (raw, perDay) = errors else {
        return Decision(
          "working days", "\(kpi): modelled \(other); its past is too short to try working days on")
      }
      let change = raw > 0 ? Int((abs(perDay / raw - 1) * 1000).rounded()) : 0
      let percent = "\(change / 10).\(change % 10) %"
      let size = "\(percent) \(isBetter ? "lower" : "higher")"
      let verdict =
        isBetter
        ? "modelled per working day, then times those of each \(frequency.unitName)"
        : "modelled \(other)"
      return Decision(
        "working days",
        "\(kpi): \(verdict); the error on the past is \(size) per working day than \(other) (MASE "
          + "\(Self.text(perDay)) against \(Self.text(raw)), \(Counted.series(series)))")
    }

    private static func text(_ error: Double) -> String {
      let thousandths = Int((min(error, 1e6) * 1000).rounded())
      let rest = String(thousandths % 1000)
      return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
    }
  }

  let entries: [KPIPanel.Entry]
  let plan: HolidayPlan
  /// Whether the other way is per week.
  let weeks: Bool
  let seasonLength: Int
  private static let most = 200

  /// Forecasts the past both ways.
  func run(jobs: Int) async throws -> Result {
    let step = max(1, (entries.count + Self.most - 1) / Self.most)
    let chosen = stride(from: 0, to: entries.count, by: step).map { entries[$0] }
    let horizon = min(6, max(1, seasonLength / 2))
    let backtest = try Backtest(horizon: horizon, windows: 6, seasonLength: seasonLength)
    let base = try ModelCatalog.model(named: "theta", seasonLength: seasonLength)
    let (plan, weeks) = (plan, weeks)
    var pairs: [(Double, Double)] = []
    let work = OrderedWork(jobs: jobs, chunk: 4)
    try await work.run(chosen.count) { index -> (Double, Double)? in
      let entry = chosen[index]
      let raw: any ForecastModel = weeks ? PerLengthModel(base, length: .weeks) : base
      let perDay = PerLengthModel(base, length: .workingDays(plan.holidays(of: entry)))
      guard let first = Self.error(backtest.evaluate(raw, on: entry.series.values)),
        let second = Self.error(backtest.evaluate(perDay, on: entry.series.values))
      else { return nil }
      return (first, second)
    } deliver: { _, pair in
      if let pair { pairs.append(pair) }
    }
    guard !pairs.isEmpty else { return Result(errors: nil, series: 0, perWeek: weeks) }
    let count = Double(pairs.count)
    return Result(
      errors: (
        pairs.reduce(0) { $0 + $1.0 / count }, pairs.reduce(0) { $0 + $1.1 / count }
      ), series: pairs.count, perWeek: weeks)
  }

  private static func error(_ outcome: SeriesOutcome<BacktestScores>) -> Double? {
    switch outcome {
    case .ok(let scores), .fallback(let scores, _):
      scores.meanAbsoluteScaledError.flatMap { $0.isFinite ? $0 : nil }
    case .refused: nil
    }
  }
}
