import Optimization
import RealModule

/// Where each estimated quantity of a smoothing model stands in the minimiser's vector.
struct SmoothingLayout {
  let trend: Bool
  let damped: Bool
  let period: Int
  let fixedLevel: Double?

  /// Positions; nil where the model has no such quantity.
  let alpha: Int?
  let beta: Int?
  let gamma: Int?
  let phi: Int?
  let level: Int
  let slope: Int?
  let season: Int

  init(_ model: ETS) {
    var next = 0
    func place(_ exists: Bool) -> Int? {
      guard exists else { return nil }
      defer { next += 1 }
      return next
    }
    fixedLevel = if case .fixed(let value) = model.level { value } else { nil }
    (trend, damped) =
      switch model.trend {
      case .none: (false, false)
      case .additive(let damped): (true, damped)
      }
    period = model.season.period ?? 0
    alpha = place(fixedLevel == nil)
    beta = place(trend)
    gamma = place(period > 0)
    phi = place(damped)
    level = next
    next += 1
    slope = place(trend)
    season = next
  }

  /// The length of the vector.
  var count: Int { season + period }
}

/// The negative log-likelihood of a smoothing model over the number of observations.
///
///     log Σ r² (additive noise, r = e)      log Σ r² + 2/n Σ log f (multiplicative, r = e/f)
///
/// The constant left out depends on the number of observations alone (Hyndman et al. 2008, eq.
/// 5.3). The vector holds α, β, γ, φ and the first states, each over its unit, with shares β/α and
/// γ/(1 − α) under a prior; the season's states are free, the direction that shifts them against the
/// level is flat.
///
/// The form of the season is a value here and a type from the recursion on: a minimiser in another
/// module calls this type through a table, where a generic one would not be specialised.
struct SmoothingLikelihood: SmoothObjective {
  let observed: [Double]
  let observedCount: Double
  let multiplicativeNoise: Bool
  let season: ETS.Season
  let layout: SmoothingLayout
  /// The prior of the weights; nil for the likelihood alone.
  let prior: SmoothingPrior?
  /// What a change of 1 in each entry of the vector means.
  let units: [Double]
  /// A sum of squared errors below this is a perfect fit, and no fit is better than another.
  let smallestSum: Double

  private(set) var weights = SmoothingWeights()
  private(set) var first: SmoothingStates
  private(set) var last: SmoothingStates
  private(set) var tape: SmoothingTape
  private(set) var sumOfSquares = Double.infinity
  /// −2 log of the prior at the point evaluated last.
  private(set) var priorLoss = 0.0
  private var meanGradient: [Double]
  private var weightGradient = SmoothingWeights()
  private var stateGradient: SmoothingStates

  init(_ observed: [Double], model: ETS, layout: SmoothingLayout, units: [Double]) {
    self.observed = observed
    self.layout = layout
    self.units = units
    season = model.season
    prior = model.estimation == .regularized ? SmoothingPrior() : nil
    multiplicativeNoise = model.noise == .multiplicative
    observedCount = Double(observed.count { !$0.isNaN })
    smallestSum = observedCount * 1e-24
    first = SmoothingStates(season: Array(repeating: 0, count: layout.period))
    last = first
    stateGradient = first
    tape = SmoothingTape(count: observed.count)
    meanGradient = Array(repeating: 0, count: observed.count)
  }

  /// The loss at a point; infinite where the recursion leaves the model's domain.
  mutating func value(at x: [Double]) -> Double {
    read(x)
    last.level = first.level
    last.slope = first.slope
    for index in first.season.indices { last.season[index] = first.season[index] }
    sumOfSquares = .infinity
    guard runForward() else { return .infinity }
    let result = multiplicativeNoise ? relativeLoss() : absoluteLoss()
    sumOfSquares = result.sumOfSquares
    priorLoss = prior?.loss(x, units, layout) ?? 0
    let loss = result.loss + priorLoss / observedCount
    return loss.isFinite ? loss : .infinity
  }

  /// The derivatives at the point evaluated last, by the recursion's adjoint.
  mutating func gradient(at x: [Double], into gradient: inout [Double]) {
    fillMeanGradient()
    switch season {
    case .none: runBackward(NoSeason.self)
    case .additive: runBackward(AdditiveSeason.self)
    case .multiplicative: runBackward(MultiplicativeSeason.self)
    }
    write(x, into: &gradient)
  }

  private mutating func runForward() -> Bool {
    switch season {
    case .none:
      SmoothingRecursion<NoSeason>.forward(observed, weights, &last, &tape)
    case .additive:
      SmoothingRecursion<AdditiveSeason>.forward(observed, weights, &last, &tape)
    case .multiplicative:
      SmoothingRecursion<MultiplicativeSeason>.forward(observed, weights, &last, &tape)
    }
  }

  private mutating func runBackward<Form: SeasonForm>(_: Form.Type) {
    SmoothingRecursion<Form>.backward(
      observed, weights, tape, meanGradient, weightGradient: &weightGradient,
      stateGradient: &stateGradient)
  }

  // MARK: - Vector to parameters and back

  private mutating func read(_ x: [Double]) {
    weights.alpha = layout.alpha.map { x[$0] * units[$0] } ?? layout.fixedLevel ?? 0
    weights.beta = layout.beta.map { x[$0] * units[$0] * (prior == nil ? 1 : weights.alpha) } ?? 0
    weights.gamma =
      layout.gamma.map { x[$0] * units[$0] * (prior == nil ? 1 : 1 - weights.alpha) } ?? 0
    weights.phi = layout.phi.map { x[$0] * units[$0] } ?? (layout.trend ? 1 : 0)
    first.level = x[layout.level] * units[layout.level]
    first.slope = layout.slope.map { x[$0] * units[$0] } ?? 0
    for slot in 0..<layout.period {
      first.season[slot] = x[layout.season + slot] * units[layout.season + slot]
    }
  }

  private func write(_ x: [Double], into gradient: inout [Double]) {
    var (alphaBar, betaBar, gammaBar) = (
      weightGradient.alpha, weightGradient.beta, weightGradient.gamma
    )
    if prior != nil {
      // β = α·share and γ = (1 − α)·share: α moves them too.
      if weights.alpha > 0 { alphaBar += betaBar * weights.beta / weights.alpha }
      alphaBar -= gammaBar * weights.gamma / (1 - weights.alpha)
      betaBar *= weights.alpha
      gammaBar *= 1 - weights.alpha
    }
    if let alpha = layout.alpha { gradient[alpha] = alphaBar * units[alpha] }
    if let beta = layout.beta { gradient[beta] = betaBar * units[beta] }
    if let gamma = layout.gamma { gradient[gamma] = gammaBar * units[gamma] }
    prior?.addGradient(x, units, layout, observedCount, to: &gradient)
    if let phi = layout.phi { gradient[phi] = weightGradient.phi * units[phi] }
    gradient[layout.level] = stateGradient.level * units[layout.level]
    if let slope = layout.slope { gradient[slope] = stateGradient.slope * units[slope] }
    for slot in 0..<layout.period {
      let index = layout.season + slot
      gradient[index] = stateGradient.season[slot] * units[index]
    }
  }

  // MARK: - The loss

  private func absoluteLoss() -> (loss: Double, sumOfSquares: Double) {
    var sum = 0.0
    let record = tape.records.span
    for at in stride(from: 0, to: record.count, by: SmoothingTape.stride) {
      sum += record[at] * record[at]
    }
    return (Double.log(max(sum, smallestSum)), sum)
  }

  private func relativeLoss() -> (loss: Double, sumOfSquares: Double) {
    var sum = 0.0
    var logs = 0.0
    var product = 1.0
    let (record, y) = (tape.records.span, observed.span)
    for t in y.indices where !y[t].isNaN {
      let f = record[t * SmoothingTape.stride + 1]
      guard f > 0 else { return (.infinity, .infinity) }
      let r = record[t * SmoothingTape.stride] / f
      sum += r * r
      // One logarithm for many factors; the product stays far from overflow.
      product *= f
      if product < 1e-100 || product > 1e100 {
        logs += Double.log(product)
        product = 1
      }
    }
    logs += Double.log(product)
    return (Double.log(max(sum, smallestSum)) + 2 * logs / observedCount, sum)
  }

  private mutating func fillMeanGradient() {
    let scale = sumOfSquares <= smallestSum ? 0 : -2 / sumOfSquares
    let perCount = 2 / observedCount
    var filled = meanGradient
    meanGradient = []
    defer { meanGradient = filled }
    var direct = filled.mutableSpan
    let (record, y) = (tape.records.span, observed.span)
    for t in y.indices {
      let at = t * SmoothingTape.stride
      if y[t].isNaN {
        direct[t] = 0
      } else if multiplicativeNoise {
        let inverse = 1 / record[at + 1]
        direct[t] = (scale * record[at] * y[t] * inverse * inverse + perCount) * inverse
      } else {
        direct[t] = scale * record[at]
      }
    }
  }
}
