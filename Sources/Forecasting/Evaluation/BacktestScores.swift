import RealModule

/// How well a model forecast a series over several windows.
///
/// Every measure is the mean over windows of the window's value, and nil where it is not defined: a
/// scaled error of a history without variation, a coverage without intervals.
public struct BacktestScores: Hashable, Sendable {
  /// The number of windows scored.
  public let windows: Int
  /// Periods per window.
  public let horizon: Int
  /// The mean absolute error (MAE), in the unit of the series.
  public let meanAbsoluteError: Double?
  /// The root mean squared error (RMSE), in the unit of the series.
  public let rootMeanSquaredError: Double?
  /// The symmetric mean absolute percentage error (sMAPE), 0 to 200.
  public let symmetricPercentageError: Double?
  /// The mean absolute scaled error (MASE).
  public let meanAbsoluteScaledError: Double?
  /// The root mean squared scaled error (RMSSE).
  public let rootMeanSquaredScaledError: Double?
  /// The mean error, forecast minus actual, in the unit of the series.
  public let bias: Double?
  /// The weighted quantile loss (WQL): summed quantile losses over summed absolute values.
  public let weightedQuantileLoss: Double?
  /// The mean scaled interval score (MSIS) of the 95 % interval.
  public let meanScaledIntervalScore: Double?
  /// The share of values inside the interval of each level, in the order of the levels asked for.
  public let coverages: [Coverage]
  /// One minus the ratio of mean absolute errors to those of the reference; above 0 is better.
  public let skill: Double?

  /// How often an interval held the value.
  public struct Coverage: Hashable, Sendable {
    /// The level of the interval, 0 < level < 1.
    public let level: Double
    /// The share of values inside.
    public let share: Double?

    /// The share of values inside the interval of a level.
    public init(level: Double, share: Double?) { (self.level, self.share) = (level, share) }
  }

  /// The share of values inside the interval of a level; nil if that level was not scored.
  public func coverage(at level: Double) -> Double? {
    coverages.first { $0.level == level }?.share
  }
}

/// Errors of several windows, gathered for `BacktestScores`.
struct ScorePool {
  let horizon: Int
  private var windows = 0
  private var absolute: [Double] = []
  private var rootSquared: [Double] = []
  private var percentage: [Double] = []
  private var scaled: [Double] = []
  private var rootScaled: [Double] = []
  private var biases: [Double] = []
  private var intervalScores: [Double] = []
  private let levels: [Double]
  private var coverages: [[Double]]
  private var pairedAbsolute: [Double] = []
  private var referenceAbsolute: [Double] = []
  private var quantileLoss = 0.0
  private var quantileWeight = 0.0

  init(horizon: Int, levels: [Double]) {
    (self.horizon, self.levels) = (horizon, levels)
    coverages = levels.map { _ in [] }
  }

  /// Adds one window; one without any observed value is not counted.
  mutating func add(
    _ actual: [Double], _ forecast: Forecast, peer: Forecast?, scale: ErrorScale?
  ) {
    let means = forecast.means
    guard let error = PointAccuracy.meanAbsoluteError(actual, means),
      let root = PointAccuracy.rootMeanSquaredError(actual, means)
    else { return }
    windows += 1
    absolute.append(error)
    rootSquared.append(root)
    append(PointAccuracy.symmetricMeanAbsolutePercentageError(actual, means), to: &percentage)
    append(PointAccuracy.bias(actual, means), to: &biases)
    for (place, level) in levels.enumerated() {
      let intervals = forecast.intervals(level: level)
      append(IntervalAccuracy.coverage(actual, intervals), to: &coverages[place])
    }
    let loss = DistributionAccuracy.quantileLoss(actual, forecast.distributions)
    quantileLoss += loss.loss
    quantileWeight += loss.weight
    if let peer, let other = PointAccuracy.meanAbsoluteError(actual, peer.means) {
      pairedAbsolute.append(error)
      referenceAbsolute.append(other)
    }
    guard let scale else { return }
    scaled.append(error / scale.absolute)
    rootScaled.append(root / scale.rootSquared)
    append(
      IntervalAccuracy.meanScaledIntervalScore(
        actual, forecast.intervals(level: 0.95), scale: scale.absolute),
      to: &intervalScores)
  }

  /// The scores; nil if no window had an observed value.
  var scores: BacktestScores? {
    guard windows > 0 else { return nil }
    return BacktestScores(
      windows: windows, horizon: horizon, meanAbsoluteError: mean(absolute),
      rootMeanSquaredError: mean(rootSquared), symmetricPercentageError: mean(percentage),
      meanAbsoluteScaledError: mean(scaled), rootMeanSquaredScaledError: mean(rootScaled),
      bias: mean(biases),
      weightedQuantileLoss: quantileWeight > 0 ? finite(quantileLoss / quantileWeight) : nil,
      meanScaledIntervalScore: mean(intervalScores),
      coverages: zip(levels, coverages).map { .init(level: $0, share: mean($1)) }, skill: skill)
  }

  private var skill: Double? {
    guard let own = mean(pairedAbsolute), let other = mean(referenceAbsolute) else { return nil }
    if other > 0 { return finite(1 - own / other) }
    return own == 0 ? 0 : nil
  }

  private func append(_ value: Double?, to list: inout [Double]) {
    if let value { list.append(value) }
  }

  private func mean(_ values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    let sum = values.reduce(0, +)
    if sum.isFinite { return sum / Double(values.count) }
    return finite(values.reduce(0) { $0 + $1 / Double(values.count) })
  }

  private func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
}
