import Forecasting

/// The scores of one model over many series.
struct ModelScores: Hashable, Sendable {
  let model: String
  /// Series asked about, scored, scored in part or by a simpler model, and refused.
  private(set) var (series, scored, fallbacks, refused) = (0, 0, 0, 0)
  /// Windows over all series, and the most of one series.
  private(set) var (windows, mostWindows) = (0, 0)
  private(set) var horizon = 0
  /// Series with a skill above 0, and series with a skill other than exactly 0.
  private(set) var (better, different) = (0, 0)
  private let measures: BacktestMeasures
  private var running: [RunningMean]
  private var own = 0.0
  private var reference = 0.0
  private var compared = 0

  init(
    model: String, measures: BacktestMeasures = BacktestMeasures(levels: [0.8, 0.95])
  ) {
    (self.model, self.measures) = (model, measures)
    running = measures.names.map { _ in RunningMean() }
  }

  /// Adds one series.
  mutating func add(_ outcome: SeriesOutcome<BacktestScores>) {
    series += 1
    switch outcome {
    case .ok: break
    case .fallback: fallbacks += 1
    case .refused: refused += 1
    }
    guard let scores = outcome.value else { return }
    scored += 1
    windows += scores.windows
    (mostWindows, horizon) = (max(mostWindows, scores.windows), max(horizon, scores.horizon))
    for (place, value) in measures.values(scores).enumerated() {
      if let value, value.isFinite { running[place].add(value) }
    }
    compare(scores)
  }

  /// Adds to the sums of scaled errors; the reference's is the model's own divided by 1 − skill.
  private mutating func compare(_ scores: BacktestScores) {
    guard let skill = scores.skill else { return }
    compared += 1
    better += skill > 0 ? 1 : 0
    different += skill != 0 ? 1 : 0
    guard let error = scores.meanAbsoluteScaledError, skill < 1 else { return }
    own += error
    reference += error / (1 - skill)
  }

  /// The mean of every measure, in the order of `BacktestMeasures`; the last is the skill.
  var means: [Double?] { running.dropLast().map(\.value) + [skill] }

  /// One minus the ratio of summed scaled errors; nil without a comparable series.
  var skill: Double? {
    guard compared > 0 else { return nil }
    if reference > 0 { return reference.isFinite ? 1 - own / reference : nil }
    // No error on either side, or none of the model's own.
    return different == 0 ? 0 : (better == compared ? 1 : nil)
  }

  /// The mean of a measure by the name of its column.
  func mean(_ name: String) -> Double? {
    measures.names.firstIndex(of: name).flatMap { means[$0] }
  }

  /// `refused` without any score, `fallback` if some series were refused or simplified, else `ok`.
  var status: String {
    scored == 0 ? "refused" : refused + fallbacks > 0 ? "fallback" : "ok"
  }

  /// How many series were refused or simplified; nil if none.
  var reason: String? {
    let parts = [(refused, "refused"), (fallbacks, "with a fallback")].filter { $0.0 > 0 }
    guard !parts.isEmpty else { return nil }
    return parts.map { "\($0) of \(series) series \($1)" }.joined(separator: ", ")
  }
}

/// A mean that is updated value by value, without a sum that could overflow.
struct RunningMean: Hashable, Sendable {
  private var (count, mean) = (0, 0.0)

  mutating func add(_ value: Double) {
    count += 1
    mean += value / Double(count) - mean / Double(count)
  }

  /// The mean; nil without a value.
  var value: Double? { count > 0 ? mean : nil }
}
