import Forecasting
import TemporalData

/// How well a model did on the past, beside the method that repeats the season before.
struct PastTestWords: Sendable {
  let account: ModelAccount
  let amounts: AmountWords
  /// The number of periods ahead that were asked for.
  let horizon: Int

  /// Below this share, a difference of errors is not told apart from none.
  private static let noticeable = 0.02

  /// What the naive method repeats, such as `last year's value`.
  var reference: String {
    SkillWords(frequency: amounts.frequency, seasonLength: seasonLength).reference
  }

  /// What the method is called.
  var method: String { seasonLength > 1 ? "seasonal naive" : "naive" }

  /// The season that the naive method could repeat; 1 for a history that is too short.
  private var seasonLength: Int {
    let length = account.history?.seasonLength ?? 1
    return account.history?.observations ?? 0 > length ? length : 1
  }

  /// How the test went and what to make of it.
  var lines: [ExplanationLine] {
    guard let error = account.backtestError else {
      let reason = account.untested.map { ": \($0)" } ?? ""
      return [
        .init("untested", "too short to test\(reason); whether it beats \(reference) is not known")
      ]
    }
    return [.init("tried", tried(error))] + [verdict].compactMap { $0 }
  }

  private func tried(_ error: Double) -> String {
    let unit = amounts.period
    var text = "on \(windows) of the past"
    if account.testHorizon > 0 {
      text += ", \(amounts.periods(account.testHorizon))\(account.windows == 1 ? "" : " each")"
      if account.testHorizon < horizon { text += " (there is too little history for \(horizon))" }
    }
    text += ", forecast as if unknown: off by \(amounts.size(error)) a \(unit) on average"
    if let naive = account.naiveError {
      text += "; repeating \(reference) would have been off by \(amounts.size(naive))"
    }
    return text
  }

  private var windows: String {
    account.windows == 1 ? "the last window" : "the last \(account.windows) windows"
  }

  /// What the test says against the naive method.
  var verdict: ExplanationLine? {
    guard let error = account.backtestError, let naive = account.naiveError else { return nil }
    guard !amounts.isNothing(naive) else {
      let isWorse = !amounts.isNothing(error)
      let text =
        isWorse
        ? "worse than \(method) on \(windows): repeating \(reference) was exact"
        : "no better than \(method) on \(windows): both were exact"
      return .init("verdict", text, isWorse ? .bad : .plain)
    }
    let skill = 1 - error / naive
    if skill >= Self.noticeable {
      return .init(
        "verdict",
        "\(AmountWords.percent(skill)) closer than \(method) (repeating \(reference)) on \(windows)",
        .good)
    }
    if skill > -Self.noticeable {
      return .init(
        "verdict", "no better than \(method) (repeating \(reference)) on \(windows)", .bad)
    }
    return .init(
      "verdict",
      "no better than \(method) (repeating \(reference)) on \(windows): \(Self.further(skill))",
      .bad)
  }

  /// A member's error beside the naive one: `12 % closer`, `as close`, `30 % further off`.
  func comparison(_ error: Double?) -> String {
    guard let error, let naive = account.naiveError else { return "" }
    guard !amounts.isNothing(naive) else {
      return amounts.isNothing(error) ? "as close" : "further off"
    }
    let skill = 1 - error / naive
    if skill.magnitude < Self.noticeable { return "as close" }
    return skill > 0 ? AmountWords.percent(skill) + " closer" : Self.further(skill)
  }

  /// `12 % further off`, or `2.4 times as far off`.
  private static func further(_ skill: Double) -> String {
    guard skill <= -1 else { return AmountWords.percent(skill) + " further off" }
    let times = min(1 - skill, 1e6)
    return NumberStyle.decimals(times < 10 ? 1 : 0).text(times) + " times as far off"
  }
}
