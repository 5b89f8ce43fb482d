import Forecasting
import PartnerKPI
import Reporting
import TemporalData

extension JSONValue {
  /// One series of `models.json`.
  static func explanation(
    _ explanation: SeriesExplanation, _ entry: KPIPanel.Entry,
    _ outcome: SeriesOutcome<SeriesForecast>, keyColumns: [String], level: Double
  ) -> JSONValue {
    let result = outcome.value
    let account = result?.account
    let keys = zip(keyColumns, entry.key.values).map { Member($0, .string($1)) }
    let start: [Member] = [
      .init("keys", .object(keys)), .init("kpi", .string(entry.key.kpi)),
      .init("model", text(result?.forecast.model)),
      .init("source", text(result?.summary.source.rawValue)),
      .init("status", .string(outcome.status)), .init("reason", text(outcome.reason)),
    ]
    let plain = ReportStyle(width: 100)
    return .object(
      start + [
        .init("history", account?.history.map(history) ?? .null),
        .init("findings", .array((account?.findings ?? []).map(finding))),
        .init("parameters", .array((result?.summary.parameters ?? []).map(parameter))),
        .init("members", .array((account?.members ?? []).map(member))),
        .init("backtest", account.map(backtest) ?? .null),
        .init("interval", result.map { interval($0, level: level) } ?? .null),
        .init("text", .string(explanation.text(plain))),
      ])
  }

  private static func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

  private static func amount(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }

  private static func period(_ period: Period?) -> JSONValue {
    period.map { $0.frequency == .index ? .int($0.ordinal) : .string("\($0)") } ?? .null
  }

  private static func parameter(_ parameter: FitSummary.Parameter) -> JSONValue {
    .object([
      .init("name", .string(parameter.name)), .init("value", .number(parameter.value)),
      .init("standard_error", amount(parameter.standardError)),
    ])
  }

  private static func history(_ it: HistoryFindings) -> JSONValue {
    .object([
      .init("first", period(it.periods.first)), .init("last", period(it.periods.last)),
      .init("observations", .int(it.observations)), .init("missing", .int(it.missing)),
      .init("missing_at_end", .int(it.missingAtEnd)), .init("zeros", .int(it.zeros)),
      .init("smallest", amount(it.extent?.lowerBound)),
      .init("largest", amount(it.extent?.upperBound)),
      .init("season_length", .int(it.seasonLength)),
      .init("trend_steadiness", amount(it.trend?.steadiness)),
      .init("season_highest", period(it.season?.highest.period)),
      .init("season_highest_effect", amount(it.season?.highest.effect)),
      .init("season_lowest", period(it.season?.lowest.period)),
      .init("season_lowest_effect", amount(it.season?.lowest.effect)),
    ])
  }

  private static func finding(_ finding: Finding) -> JSONValue {
    let kind = Member("kind", .string(finding.kind))
    let parts: [Member] =
      switch finding {
      case .trend(let change): [.init("per_period", .number(change))]
      case .season(let length, let strength):
        [.init("length", .int(length)), .init("strength", .number(strength))]
      case .outlier(let at, let value, let expected):
        [
          .init("period", period(at)), .init("value", .number(value)),
          .init("expected", .number(expected)),
        ]
      case .levelShift(let from, let change):
        [.init("period", period(from)), .init("change", .number(change))]
      case .shock(let range, let change):
        [
          .init("period", period(range.first)), .init("last", period(range.last)),
          .init("change", .number(change)),
        ]
      case .cadence(let periods, let share):
        [.init("periods", .int(periods)), .init("share", .number(share))]
      case .intermittent(let gap, let variation):
        [.init("mean_gap", .number(gap)), .init("squared_variation", .number(variation))]
      case .silence(let since, let probability):
        [.init("since", period(since)), .init("probability_active", .number(probability))]
      case .shortHistory(let count): [.init("observations", .int(count))]
      case .note(let text): [.init("text", .string(text))]
      }
    return .object([kind] + parts)
  }

  private static func member(_ member: ModelAccount.Member) -> JSONValue {
    .object([
      .init("name", .string(member.name)), .init("weight", .number(member.weight)),
      .init("backtest_error", amount(member.backtestError)),
      .init("means", .array(member.means.map { .number($0) })),
    ])
  }

  private static func backtest(_ account: ModelAccount) -> JSONValue {
    .object([
      .init("windows", .int(account.windows)), .init("horizon", .int(account.testHorizon)),
      .init("error", amount(account.backtestError)),
      .init("naive_error", amount(account.naiveError)), .init("skill", amount(account.skill)),
      .init("coverage_80", amount(account.coverage80)),
      .init("coverage_95", amount(account.coverage95)), .init("untested", text(account.untested)),
    ])
  }

  private static func calibration(_ it: ModelAccount.Calibration, level: Double) -> JSONValue {
    let reach = it.reach(level: level)
    return .object([
      .init("first", .number(reach.first)), .init("last", .number(reach.last)),
      .init("series", .int(it.series)),
    ])
  }

  private static func interval(_ result: SeriesForecast, level: Double) -> JSONValue {
    let ends = result.forecast.intervals(level: level)
    func bounds(_ interval: PredictionInterval?) -> JSONValue {
      interval.map { .array([.number($0.lower), .number($0.upper)]) } ?? .null
    }
    return .object([
      .init("level", .number(level)), .init("first", bounds(ends.first)),
      .init("last", bounds(ends.last)),
      .init("noise", .number(result.summary.residualStandardDeviation)),
      .init(
        "calibration", result.account?.calibration.map { calibration($0, level: level) } ?? .null),
      .init("reasons", .strings(result.account?.intervalReasons ?? [])),
    ])
  }
}
