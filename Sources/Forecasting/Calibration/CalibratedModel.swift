import Statistics
import TemporalData

/// A model whose intervals are as wide as errors of the past say they must be.
///
/// Means are those of the base model, brought above a lower bound where they are not. The distribution
/// around a mean has the shape and, in the base model's standard deviations, the reach that a
/// ``SpreadCalibration`` gives for the step ahead and the length of the history;
/// above a lower bound it is carried by a smooth map (``RangeLink``) that bends about half way from the
/// mean to the bound, so that it is skewed like amounts are and never leaves the range. Simulated paths
/// are the base model's, with the values of each period replaced by the calibrated quantiles of the same
/// ranks: they keep the base model's dependence over the periods.
///
/// A history that follows a rule to the last digit, such as one of one value, shows no errors to calibrate;
/// its intervals allow for a change that has not been seen yet (docs/models/calibration.md).
///
/// The ranks: M. Clark et al., *The Schaake shuffle*, J. Hydrometeorology 5 (2004), 243–262. The cost is
/// that of the base model and about 20 µs per period.
public struct CalibratedModel: ForecastModel {
  /// The model whose intervals are calibrated.
  public let base: any ForecastModel
  /// How far errors reach.
  public let calibration: SpreadCalibration
  /// The smallest value that can occur; nil without one.
  public let lower: Double?
  /// Slots of a season that a history may repeat to the last digit; 1 for none.
  public let seasonLength: Int
  /// The least that counts as the size of the values of a history that follows a rule.
  public let leastSize: Double

  /// A calibrated form of a model.
  public init(
    _ base: any ForecastModel, calibration: SpreadCalibration, lower: Double? = nil,
    seasonLength: Int = 1, leastSize: Double = 0
  ) {
    (self.base, self.calibration, self.lower) = (base, calibration, lower)
    (self.seasonLength, self.leastSize) = (seasonLength, leastSize)
  }

  /// The name of the base model.
  public var name: String { base.name }

  /// Fits the base model.
  public func fit(_ history: TimeSeries) throws(ModelError) -> FittedCalibrated {
    FittedCalibrated(
      try base.fitAny(history), shape: calibratedSteps(for: history),
      regular: RegularHistory(history, seasonLength: seasonLength, leastSize: leastSize))
  }

  /// The errors of the last `window` periods, forecast from what came before them, in standard
  /// deviations.
  ///
  /// Empty if the base model refuses that history. A value on the bound, which no interval above it can
  /// reach, is left out where the history never was there: something ended, which says nothing about
  /// errors of what goes on. Else it counts as half of the smallest distance from the bound seen before.
  public func standardizedErrors(
    on history: TimeSeries, window: Int
  ) -> [StandardizedError] {
    let known = history.prefix(history.count - window)
    guard let fitted = try? base.fitAny(known) else { return [] }
    let shape = calibratedSteps(for: known)
    let distributions = fitted.forecast(horizon: window).distributions
    let atBound = valueAtBound(in: known)
    return zip(history.storage.suffix(window), distributions).enumerated().compactMap {
      step, pair in
      let value = pair.0 == lower ? atBound : pair.0
      guard !value.isNaN, let error = shape.error(of: value, pair.1, step: step + 1) else {
        return nil
      }
      return StandardizedError(step: step + 1, observations: shape.observations, value: error)
    }
  }

  /// What a value on the bound counts as after a history; NaN if it never was there.
  private func valueAtBound(in known: TimeSeries) -> Double {
    guard let lower, known.storage.contains(lower),
      let smallest = known.storage.filter({ $0 > lower }).min()
    else { return .nan }
    return lower + (smallest - lower) / 2
  }

  private func calibratedSteps(for history: TimeSeries) -> CalibratedSteps {
    CalibratedSteps(
      calibration: calibration, observations: history.observedCount,
      scale: lower.flatMap { BoundScale(ValueRange(lower: $0), history: history) }, lower: lower)
  }
}

/// How the distributions of one history's forecast are calibrated.
struct CalibratedSteps: Sendable {
  let calibration: SpreadCalibration
  let observations: Int
  /// How means are brought above the bound.
  let scale: BoundScale?
  let lower: Double?

  /// The distance to the bound over which the map bends, as a share of the mean's distance.
  private static let softness = 0.5
  /// The reciprocal of the map's slope at a mean twice the softness away.
  private static let steepness = 1 + softness * softness

  /// The calibrated distribution of a step.
  func distribution(_ base: ForecastDistribution, step: Int) -> ForecastDistribution {
    let (mean, spread) = (self.mean(base), base.standardDeviation)
    guard spread > 0, spread.isFinite, mean.isFinite else {
      return base.isFinite ? .certain(mean) : base
    }
    let shape = shape(step)
    guard
      let linked = linked(shape.distribution(scale: spread * Self.steepness), mean, spread)
    else { return shape.distribution(scale: spread).shifted(by: mean) }
    return .linked(linked)
  }

  /// An error in units in which the calibration is given; nil without a spread.
  func error(of value: Double, _ base: ForecastDistribution, step: Int) -> Double? {
    let (mean, spread) = (self.mean(base), base.standardDeviation)
    guard spread > 0, spread.isFinite, mean.isFinite else { return nil }
    let unit = spread * Self.steepness
    guard let lower, let linked = linked(shape(step).distribution(scale: unit), mean, spread)
    else { return (value - mean) / spread }
    let inside = max(value, lower + (mean - lower) * 1e-9)
    // The map is bent, its origin beside the mean: the sign is that of the value less the mean.
    let size = (linked.link.argument(inside) / unit).magnitude
    return value < mean ? -size : size
  }

  private func shape(_ step: Int) -> ErrorShape {
    let reach = calibration.reach(step: step, observations: observations)
    return ErrorShape(at80: reach.at80, at95: reach.at95)
  }

  private func mean(_ base: ForecastDistribution) -> Double {
    scale?.mean(base.mean, spread: base.standardDeviation) ?? base.mean
  }

  private func linked(
    _ errors: ForecastDistribution, _ mean: Double, _ spread: Double
  ) -> LinkedDistribution? {
    guard let lower, mean > lower else { return nil }
    let softness = Self.softness * max(mean - lower, Self.softness * spread)
    return LinkedDistribution(
      errors, .above(lower, softness: softness), rate: 1, mean: mean)
  }
}
