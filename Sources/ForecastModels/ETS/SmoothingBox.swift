import RealModule

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
    // Finer units let the one search under a prior arrive sooner; the likelihood alone, searched from
    // three starts, has more maxima, and coarse units step over the lesser ones.
    let isSteady = estimation == .regularized
    limit(layout.phi, 0.8...0.98, unit: isSteady ? 0.2 : 0.1)
    let reach = start.noise * Double.sqrt(Double(observations))
    units[layout.level] = 0.5 * reach
    if let slope = layout.slope {
      // A first slope is not forgotten while β is small, so that its effect grows with the history.
      units[slope] = isSteady ? min(0.1 * reach, 0.6 * start.noise) : 0.1 * reach
    }
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
