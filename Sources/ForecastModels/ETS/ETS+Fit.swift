import Forecasting
import Optimization
import RealModule
import TemporalData

extension ETS {
  /// Estimates weights and first states by what `estimation` says is maximised.
  ///
  /// The history is scaled by a power of two, so that no scale overflows and powers of two scale
  /// the answer exactly. O(iterations × n), about 60 passes a start.
  ///
  /// - Throws: `ModelError.tooFewObservations` with no more observations than parameters,
  ///   `.nonPositiveValue` where the model needs positive values, `.didNotConverge` if no starting
  ///   point has a finite likelihood.
  public func fit(_ history: TimeSeries) throws(ModelError) -> FittedETS {
    let prepared = SmoothingHistory(history)
    return try fit(prepared)
  }

  /// Estimates from a history that several candidates share.
  func fit(_ history: SmoothingHistory) throws(ModelError) -> FittedETS {
    guard history.observedCount > parameterCount else {
      throw .tooFewObservations(needed: parameterCount + 1, found: history.observedCount)
    }
    if needsPositive, let slot = history.firstNonPositive {
      throw .nonPositiveValue(at: history.scaled.start.advanced(by: slot))
    }
    let layout = SmoothingLayout(self)
    let start = SmoothingStart(history.scaled, trend: layout.trend, season: season)
    let box = SmoothingBox(self, layout, start, observations: history.observedCount)
    var likelihood = SmoothingLikelihood(
      history.scaled.storage, model: self, layout: layout, units: box.units)
    var minimizer = LBFGS(
      maximumIterations: 300, gradientTolerance: 2e-5, functionTolerance: 1e-9)
    var best: Minimum<[Double]>?
    for guess in SmoothingGuess.starts(estimation) {
      let from = box.start(guess, start)
      let found = minimizer.minimize(&likelihood, from: from, lower: box.lower, upper: box.upper)
      if found.value.isFinite, found.value < (best?.value ?? .infinity) { best = found }
    }
    if best == nil {
      let from = box.start(.flat, start.flattened(season))
      let found = minimizer.minimize(&likelihood, from: from, lower: box.lower, upper: box.upper)
      if found.value.isFinite { best = found }
    }
    guard let best else { throw .didNotConverge(iterations: minimizer.maximumIterations) }
    _ = likelihood.value(at: best.point)
    return FittedETS(self, history, likelihood, loss: best.value)
  }
}

/// A history as the smoothing models read it.
struct SmoothingHistory {
  /// The history from its first to its last observation, divided by `scale`.
  let scaled: TimeSeries
  /// A power of two near the mean size of the observations.
  let scale: Double
  let observedCount: Int
  /// The number of slots after the last observation.
  let gap: Int
  /// Where the first value that is not positive stands.
  let firstNonPositive: Int?

  init(_ history: TimeSeries) {
    let observed = history.trimmed()
    let kept = observed.storage
    gap = kept.isEmpty ? 0 : history.end.ordinal - observed.end.ordinal
    let largest = kept.reduce(0) { $1.isNaN ? $0 : max($0, abs($1)) }
    let unit = largest > 0 ? Double(sign: .plus, exponent: largest.exponent, significand: 1) : 1
    let count = kept.count { !$0.isNaN }
    let mean = kept.reduce(0) { $1.isNaN ? $0 : $0 + abs($1 / unit) / Double(max(1, count)) }
    // Not below the least normal power: dividing by a subnormal one would overflow.
    let least = Double.leastNormalMagnitude.exponent
    let exponent = mean > 0 ? max(least, unit.exponent + mean.exponent) : 0
    let scale = Double(sign: .plus, exponent: exponent, significand: 1)
    self.scale = scale
    observedCount = count
    firstNonPositive = kept.firstIndex { $0 <= 0 }
    scaled = TimeSeries(
      start: observed.start, storage: kept.map { $0 / scale })
  }
}

/// Bounds, units and starting points of the minimiser's vector.
struct SmoothingBox {
  private(set) var lower: [Double]
  private(set) var upper: [Double]
  private(set) var units: [Double]
  private let layout: SmoothingLayout
  private let levelRange: ClosedRange<Double>
  private let estimation: ETS.Estimation

  init(_ model: ETS, _ layout: SmoothingLayout, _ start: SmoothingStart, observations: Int) {
    self.layout = layout
    estimation = model.estimation
    levelRange = if case .estimated(let range) = model.level { range } else { 0.0001...0.9999 }
    lower = Array(repeating: -.infinity, count: layout.count)
    upper = Array(repeating: .infinity, count: layout.count)
    units = Array(repeating: 1, count: layout.count)
    limit(layout.alpha, levelRange, unit: 0.5)
    limit(layout.beta, 0.0001...0.9999, unit: 0.5)
    limit(layout.gamma, 0.0001...0.9999, unit: 0.5)
    limit(layout.phi, 0.8...0.98, unit: 0.1)
    let reach = start.noise * Double.sqrt(Double(observations))
    units[layout.level] = 0.5 * reach
    if let slope = layout.slope { units[slope] = 0.1 * reach }
    let seasonUnit = start.noise * Double.sqrt(Double(max(1, layout.period)))
    let isFactor = if case .multiplicative = model.season { true } else { false }
    let size = isFactor ? max(abs(start.states.level), start.noise) : 1
    for slot in 0..<layout.period { units[layout.season + slot] = seasonUnit / size }
  }

  /// The vector that starts with guessed weights and states.
  func start(_ guess: SmoothingGuess, _ start: SmoothingStart) -> [Double] {
    var x = [Double](repeating: 0, count: layout.count)
    if let index = layout.alpha {
      x[index] = min(max(guess.alpha, levelRange.lowerBound), levelRange.upperBound) / units[index]
    }
    let isShare = estimation == .regularized
    if let index = layout.beta {
      x[index] = guess.slopeShare * (isShare ? 1 : guess.alpha) / units[index]
    }
    if let index = layout.gamma {
      x[index] = guess.seasonShare * (isShare ? 1 : 1 - guess.alpha) / units[index]
    }
    if let index = layout.phi { x[index] = guess.phi / units[index] }
    x[layout.level] = start.states.level / units[layout.level]
    if let index = layout.slope { x[index] = start.states.slope / units[index] }
    for slot in 0..<layout.period {
      x[layout.season + slot] = start.states.season[slot] / units[layout.season + slot]
    }
    return x
  }

  private mutating func limit(_ index: Int?, _ range: ClosedRange<Double>, unit: Double) {
    guard let index else { return }
    units[index] = unit
    lower[index] = range.lowerBound / unit
    upper[index] = range.upperBound / unit
  }
}

/// Weights to start a search from; β and γ as shares of what α leaves them.
struct SmoothingGuess {
  let alpha: Double
  let slopeShare: Double
  let seasonShare: Double
  let phi: Double

  /// The starts of a search: one under a prior, which leaves one maximum worth finding; slow and
  /// fast ways of learning for the likelihood alone, which often has a maximum near each.
  static func starts(_ estimation: ETS.Estimation) -> [SmoothingGuess] {
    let usual = SmoothingGuess(alpha: 0.3, slopeShare: 0.1, seasonShare: 0.1, phi: 0.95)
    guard estimation == .maximumLikelihood else { return [usual] }
    return [
      usual, SmoothingGuess(alpha: 0.8, slopeShare: 0.3, seasonShare: 0.5, phi: 0.9),
      SmoothingGuess(alpha: 0.05, slopeShare: 0.3, seasonShare: 0.3, phi: 0.97),
    ]
  }

  /// Where nothing is known about trend or season.
  static let flat = SmoothingGuess(alpha: 0.9, slopeShare: 0.01, seasonShare: 0.01, phi: 0.8)
}
