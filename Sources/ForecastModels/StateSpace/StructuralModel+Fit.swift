import Forecasting
import LinearAlgebra
import Optimization
import RealModule
import TemporalData

extension StructuralModel {
  /// Estimates the variances by what `estimation` says is maximised.
  ///
  /// The history is scaled by a power of two, so that no scale overflows and powers of two scale the
  /// answer exactly. O(iterations × n m²) for m states, about 30 passes.
  ///
  /// - Throws: `ModelError.tooFewObservations` with no more observations than parameters and diffuse
  ///   states, `.missingValues` where gaps leave a state undetermined, `.didNotConverge` if no
  ///   starting point has a finite likelihood.
  public func fit(_ history: TimeSeries) throws(ModelError) -> FittedStructural {
    let prepared = SmoothingHistory(history)
    let columns = RegressorColumns(
      regressors, prepared, seasonLength: season.period ?? 1, hasSlope: trend != .level)
    return try fit(prepared, columns)
  }

  /// Estimates from a history that several candidates share.
  func fit(
    _ history: SmoothingHistory, _ columns: RegressorColumns
  ) throws(ModelError) -> FittedStructural {
    let layout = StructuralLayout(self, columnCount: columns.values.count)
    let needed = parameterCount + diffuseCount + columns.values.count + 1
    guard history.observedCount >= needed else {
      throw .tooFewObservations(needed: needed, found: history.observedCount)
    }
    let observed = columns.masked(history.scaled.storage, gap: history.gap)
    var likelihood = StructuralLikelihood(
      observed, layout, columns: columns.values, estimation: estimation)
    var search = StructuralSearchBox(likelihood)
    guard let best = search.minimize(&likelihood) else { throw .didNotConverge(iterations: 0) }
    _ = likelihood.value(at: best.point)
    guard likelihood.filter.diffuseRank == 0 else {
      throw .missingValues(count: observed.count { $0.isNaN })
    }
    return FittedStructural(self, history, columns, layout, likelihood, best)
  }
}

/// The search for the variances of one model.
struct StructuralSearchBox {
  private let lower: [Double]
  private let upper: [Double]
  private let start: [Double]
  private var minimizer = LBFGS(
    maximumIterations: 200, gradientTolerance: 1e-5, functionTolerance: 1e-9)

  init(_ likelihood: StructuralLikelihood) {
    let deviations = likelihood.deviationCount
    var start = [Double](repeating: 0.3, count: deviations)
    start[0] = 1
    var lower = [Double](repeating: -.infinity, count: deviations)
    var upper = [Double](repeating: .infinity, count: deviations)
    if likelihood.isDamped {
      let (range, unit) = (StructuralLikelihood.phiRange, StructuralLikelihood.phiUnit)
      start.append(0.95 / unit)
      lower.append(range.lowerBound / unit)
      upper.append(range.upperBound / unit)
    }
    (self.start, self.lower, self.upper) = (start, lower, upper)
  }

  /// The best point; nil if the start has no finite loss.
  mutating func minimize(_ likelihood: inout StructuralLikelihood) -> Minimum<[Double]>? {
    var best = minimizer.minimize(&likelihood, from: start, lower: lower, upper: upper)
    guard best.value.isFinite else { return nil }
    // Loss is even in every deviation: at 0 its slope vanishes whether or not 0 is best.
    for _ in 0..<2 {
      guard let other = leaveZeros(&likelihood, best) else { break }
      best = other
    }
    return settleZeros(&likelihood, best)
  }

  /// The search continued from where deviations near 0 are raised, if their variances would lower
  /// the loss; nil if none would.
  private mutating func leaveZeros(
    _ likelihood: inout StructuralLikelihood, _ best: Minimum<[Double]>
  ) -> Minimum<[Double]>? {
    let largest = largestDeviation(likelihood, best.point)
    var point = best.point
    var gradient = point
    _ = likelihood.value(at: point)
    likelihood.gradient(at: point, into: &gradient)
    var isRaised = false
    for k in 0..<likelihood.deviationCount where abs(point[k]) < 0.01 * largest {
      guard likelihood.slope(k) * largest * largest < -1e-3 else { continue }
      point[k] = 0.05 * largest
      isRaised = true
    }
    guard isRaised else { return nil }
    let other = minimizer.minimize(&likelihood, from: point, lower: lower, upper: upper)
    return other.value < best.value - 1e-9 ? other : nil
  }

  /// Deviations brought to exactly 0 where that costs nothing.
  private func settleZeros(
    _ likelihood: inout StructuralLikelihood, _ best: Minimum<[Double]>
  ) -> Minimum<[Double]> {
    let largest = largestDeviation(likelihood, best.point)
    var (point, value) = (best.point, best.value)
    for k in 0..<likelihood.deviationCount where point[k] != 0 && abs(point[k]) < 0.02 * largest {
      let kept = point[k]
      point[k] = 0
      let loss = likelihood.value(at: point)
      if loss <= value + 1e-7 { value = loss } else { point[k] = kept }
    }
    return Minimum(
      point: point, value: value, iterations: best.iterations, evaluations: best.evaluations,
      reason: best.reason)
  }

  private func largestDeviation(_ likelihood: StructuralLikelihood, _ point: [Double]) -> Double {
    point[..<likelihood.deviationCount].reduce(0) { max($0, abs($1)) }
  }
}
