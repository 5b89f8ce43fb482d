import Forecasting
import RealModule
import TemporalData

/// What a structural model says a history is made of, given all of it.
///
/// Parts of each slot with their standard deviations, in the unit of the series; level, season and
/// effects add up to the observation less its noise.
public struct StructuralDecomposition: Hashable, Sendable {
  /// One part of a history.
  public struct Part: Hashable, Sendable {
    /// The expected value of each slot given the whole history.
    public let means: TimeSeries
    /// Its standard deviation; missing where the history does not determine the part.
    public let standardDeviations: TimeSeries
  }

  /// Where the series stands without season, effects and noise.
  public let level: Part
  /// What the level is about to gain by the next slot; nil without a slope.
  public let slope: Part?
  /// What the slot of the season adds; nil without a season.
  public let season: Part?
  /// What regressors add; nil without them.
  public let effects: Part?
}

extension FittedStructural {
  /// The parts of the history, by the fixed-interval smoother: O(n m²) for m states.
  public var smoothed: StructuralDecomposition {
    let columnTerms = layout.columnTerms(columns.values)
    let slope = layout.slope.map { [LinearGaussianSystem.Term.state($0, weight: phi)] }
    let sums = [[.state(0)], slope ?? [], layout.seasonTerms, columnTerms]
    var plan = SystemPlan(layout.system(columns: columns.values, phi: phi))
    plan.observationVariance = filter.plan.observationVariance
    plan.variances = filter.plan.variances
    var smoother = KalmanSmoother(plan)
    let none = SmoothedEstimates(means: [], variances: [])
    let found = smoother.smooth(observed, of: sums) ?? sums.map { _ in none }
    return StructuralDecomposition(
      level: part(found[0]), slope: slope == nil ? nil : part(found[1]),
      season: layout.period > 0 ? part(found[2]) : nil,
      effects: columnTerms.isEmpty ? nil : part(found[3]))
  }

  private func part(_ estimates: SmoothedEstimates) -> StructuralDecomposition.Part {
    let unit = Double.sqrt(variance) * scale
    return StructuralDecomposition.Part(
      means: TimeSeries(start: fittedValues.start, storage: estimates.means.map { $0 * scale }),
      standardDeviations: TimeSeries(
        start: fittedValues.start, storage: estimates.variances.map { Double.sqrt($0) * unit }))
  }
}
