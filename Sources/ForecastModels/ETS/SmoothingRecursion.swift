/// What one pass of the smoothing recursion leaves for the pass back: one record per slot.
///
/// Records are interleaved in one array, so that a pass touches memory in order.
struct SmoothingTape {
  /// The fields of a record.
  enum Field: Int {
    /// The one-step error `y − f`; 0 where nothing was observed.
    case error
    /// The one-step mean `f`.
    case mean
    /// The level plus damped slope before the slot, `q`.
    case base
    /// The slope before the slot.
    case slope
    /// The seasonal value used in the slot.
    case season
  }

  /// Values per record.
  static var stride: Int { 5 }

  /// The records, one after the other.
  var records: [Double]

  init(count: Int) { records = Array(repeating: 0, count: count * Self.stride) }

  /// One field of every record.
  func column(_ field: Field) -> [Double] {
    Swift.stride(from: field.rawValue, to: records.count, by: Self.stride).map { records[$0] }
  }
}

/// Smoothing weights as they enter the recursion; a model without slope has β = φ = 0.
struct SmoothingWeights: Hashable, Sendable {
  var alpha = 0.0
  var beta = 0.0
  var gamma = 0.0
  var phi = 0.0
}

/// The states that a recursion starts from or ends with.
struct SmoothingStates: Hashable, Sendable {
  var level = 0.0
  var slope = 0.0
  /// One value per slot of the season, the next slot's first; empty without a season.
  var season: [Double] = []
}

/// How a seasonal value and the base make up the mean; a type, so that the loop has no branch.
protocol SeasonForm {
  static var isSeasonal: Bool { get }
  static var isMultiplicative: Bool { get }
}

enum NoSeason: SeasonForm {
  static var isSeasonal: Bool { false }
  static var isMultiplicative: Bool { false }
}

enum AdditiveSeason: SeasonForm {
  static var isSeasonal: Bool { true }
  static var isMultiplicative: Bool { false }
}

enum MultiplicativeSeason: SeasonForm {
  static var isSeasonal: Bool { true }
  static var isMultiplicative: Bool { true }
}

/// The recursion of `ETS` and its derivative by a pass back.
enum SmoothingRecursion<Form: SeasonForm> {
  /// Values of base and season closer to zero than this cannot be divided by.
  static var smallestDivisor: Double { 1e-10 }

  /// Runs over the observations from `states`, which end as the states after the last one; the
  /// season's stay in place, so that slot `count % period` is the next one.
  ///
  /// - Returns: false if a multiplicative season met a base or season that is not positive.
  static func forward(
    _ observed: [Double], _ weights: SmoothingWeights, _ states: inout SmoothingStates,
    _ tape: inout SmoothingTape
  ) -> Bool {
    let (alpha, beta, gamma, phi) = (weights.alpha, weights.beta, weights.gamma, weights.phi)
    let y = observed.span
    let period = states.season.count
    var seasonStates = states.season
    states.season = []
    defer { states.season = seasonStates }
    var season = seasonStates.mutableSpan
    var record = tape.records.mutableSpan
    var (level, trend, slot, at) = (states.level, states.slope, 0, 0)
    for t in y.indices {
      let damped = phi * trend
      let q = level + damped
      record[at + 2] = q
      record[at + 3] = trend
      if Form.isSeasonal {
        let s = season[slot]
        record[at + 4] = s
        let f = Form.isMultiplicative ? q * s : q + s
        let e = y[t].isNaN ? 0 : y[t] - f
        record[at] = e
        record[at + 1] = f
        if Form.isMultiplicative {
          guard q > smallestDivisor, s > smallestDivisor else { return false }
          let share = e / s
          level = q + alpha * share
          trend = damped + beta * share
          season[slot] = s + gamma * (e / q)
        } else {
          level = q + alpha * e
          trend = damped + beta * e
          season[slot] = s + gamma * e
        }
        slot += 1
        if slot == period { slot = 0 }
      } else {
        let e = y[t].isNaN ? 0 : y[t] - q
        record[at] = e
        record[at + 1] = q
        level = q + alpha * e
        trend = damped + beta * e
      }
      at += SmoothingTape.stride
    }
    states.level = level
    states.slope = trend
    return true
  }

  /// The derivatives of a loss by weights and first states, from its derivatives by the means.
  ///
  /// Runs the recursion's adjoint from the last slot to the first. With bars for derivatives of
  /// the loss and primes for states after the slot,
  ///
  ///     ē = (α l̄' + β b̄')/k_l + γ s̄'/k_s,   f̄ = ∂loss/∂f − ē,   q̄ = l̄' + f̄,   b̄ = φ(q̄ + b̄')
  ///
  /// and for a multiplicative season the divisors add their own terms.
  ///
  /// - Parameter meanGradient: the loss's direct derivative by the mean of each slot, 0 where
  ///   nothing was observed.
  static func backward(
    _ observed: [Double], _ weights: SmoothingWeights, _ tape: SmoothingTape,
    _ meanGradient: [Double], weightGradient: inout SmoothingWeights,
    stateGradient: inout SmoothingStates
  ) {
    let (alpha, beta, gamma, phi) = (weights.alpha, weights.beta, weights.gamma, weights.phi)
    let count = observed.count
    let y = observed.span
    let record = tape.records.span
    let direct = meanGradient.span
    let period = stateGradient.season.count
    var seasonBars = stateGradient.season
    stateGradient.season = []
    defer { stateGradient.season = seasonBars }
    for index in seasonBars.indices { seasonBars[index] = 0 }
    var seasonBar = seasonBars.mutableSpan
    var (levelBar, slopeBar) = (0.0, 0.0)
    var (alphaBar, betaBar, gammaBar, phiBar) = (0.0, 0.0, 0.0, 0.0)
    var slot = Form.isSeasonal && count > 0 ? (count - 1) % period : 0
    for t in stride(from: count - 1, through: 0, by: -1) {
      let at = t * SmoothingTape.stride
      let e = record[at]
      // A slot without an observation has no error to pass on.
      let seen = y[t].isNaN ? 0.0 : 1.0
      var baseBar: Double
      if Form.isMultiplicative {
        let (q, s) = (record[at + 2], record[at + 4])
        let sBar = seasonBar[slot]
        let perSeason = 1 / s
        let perBase = 1 / q
        let (share, lift) = (e * perSeason, e * perBase)
        let u = (alpha * levelBar + beta * slopeBar) * perSeason
        let v = gamma * sBar * perBase
        alphaBar += levelBar * share
        betaBar += slopeBar * share
        gammaBar += sBar * lift
        let fBar = seen * (direct[t] - u - v)
        baseBar = levelBar - v * lift + fBar * s
        seasonBar[slot] = sBar - u * share + fBar * q
      } else if Form.isSeasonal {
        let sBar = seasonBar[slot]
        alphaBar += levelBar * e
        betaBar += slopeBar * e
        gammaBar += sBar * e
        let fBar = seen * (direct[t] - (alpha * levelBar + beta * slopeBar + gamma * sBar))
        baseBar = levelBar + fBar
        seasonBar[slot] = sBar + fBar
      } else {
        alphaBar += levelBar * e
        betaBar += slopeBar * e
        let fBar = seen * (direct[t] - (alpha * levelBar + beta * slopeBar))
        baseBar = levelBar + fBar
      }
      let both = baseBar + slopeBar
      phiBar += record[at + 3] * both
      slopeBar = phi * both
      levelBar = baseBar
      if Form.isSeasonal { slot = slot == 0 ? period - 1 : slot - 1 }
    }
    weightGradient = SmoothingWeights(
      alpha: alphaBar, beta: betaBar, gamma: gammaBar, phi: phiBar)
    stateGradient.level = levelBar
    stateGradient.slope = slopeBar
  }
}
