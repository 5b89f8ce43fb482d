import TemporalData

/// Scores in plain words, against the naive method that repeats the season before.
struct SkillWords: Sendable {
  /// What the naive method repeats, such as `last year's value`.
  let reference: String
  private let seasonLength: Int

  init(frequency: Frequency, seasonLength: Int) {
    self.seasonLength = seasonLength
    reference =
      switch (frequency, seasonLength) {
      case (_, ...1): "the last value"
      case (.month, 12), (.quarter, 4), (.week, 52...53), (.day, 364...366): "last year's value"
      case (.day, 7): "last week's value"
      default: "the value one season before"
      }
  }

  /// Below this skill, a difference of errors of 2 %, models are not told apart.
  private static let noticeable = 0.02
  /// Below this number of forecast periods a coverage says little.
  private static let enough = 50

  /// The heading of the column with `text(_:)`.
  var title: String { "against \(reference)" }

  /// How a model compares with the reference, and whether its 80 % ranges hold.
  func text(_ scores: ModelScores) -> String {
    guard scores.scored > 0 else { return "refused every series" }
    return ([comparison(scores)] + [ranges(scores)].compactMap { $0 }).joined(separator: "; ")
  }

  private func comparison(_ scores: ModelScores) -> String {
    guard let skill = scores.skill else { return "not comparable" }
    if scores.different == 0 { return "the same" }
    if skill >= Self.noticeable { return percent(skill) + " better" }
    return skill <= -Self.noticeable ? percent(skill) + " worse" : "no better"
  }

  private func percent(_ skill: Double) -> String {
    NumberStyle.whole.text(skill.magnitude * 100) + " %"
  }

  private func ranges(_ scores: ModelScores) -> String? {
    guard let share = scores.mean("coverage_80"), scores.windows * scores.horizon >= Self.enough
    else { return nil }
    return share < 0.7 ? "narrow ranges" : share > 0.9 ? "wide ranges" : nil
  }

  /// The colour of a skill.
  func style(_ scores: ModelScores) -> TerminalStyle {
    guard let skill = scores.skill, skill.magnitude >= Self.noticeable else { return .plain }
    return skill > 0 ? .good : .bad
  }

  /// What to make of the best model.
  func verdict(_ best: ModelScores) -> String {
    guard let skill = best.skill else {
      return "No comparison with \(reference): it has no error, or none is known."
    }
    guard skill >= Self.noticeable else {
      let simple = seasonLength > 1 ? "seasonal-naive" : "naive"
      return "No model here is clearly better than \(reference); --model \(simple) would do."
    }
    let (won, all) = (NumberStyle.whole.text(Double(best.better)), counted(best.scored, "series"))
    return "\(best.model) has the smallest scaled error: better than \(reference) by "
      + "\(percent(skill)), and on \(won) of \(all)."
  }
}
