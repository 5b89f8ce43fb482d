/// A complex number that is smoothed: the level and the information potential.
struct CESState<Number: CESNumber>: Sendable {
  var level: Number
  var potential: Number
}

/// Two real weights that smooth a complex number.
struct CESGain<Number: CESNumber>: Sendable {
  private let keptLevel: Number
  private let keptPotential: Number
  private let levelGain: Number
  private let potentialGain: Number

  init(_ real: Number, _ imaginary: Number) {
    keptLevel = Number(1) - imaginary
    keptPotential = Number(1) - real
    levelGain = real - imaginary
    potentialGain = real + imaginary
  }

  /// One step with an error.
  @inline(__always)
  func moved(_ state: CESState<Number>, _ error: Number) -> CESState<Number> {
    CESState(
      level: state.level - keptLevel * state.potential + levelGain * error,
      potential: state.level + keptPotential * state.potential + potentialGain * error)
  }

  /// One step without an error.
  @inline(__always)
  func moved(_ state: CESState<Number>) -> CESState<Number> {
    CESState(
      level: state.level - keptLevel * state.potential,
      potential: state.level + keptPotential * state.potential)
  }
}

/// The states of complex exponential smoothing and how they move.
struct CESRecursion<Number: CESNumber>: Sendable {
  let form: CES.Form
  /// The number outside the season; unused in the simple form.
  private(set) var state: CESState<Number>
  /// One number per slot of the season; a single unused one without a season.
  private(set) var season: [CESState<Number>]
  private let gain: CESGain<Number>
  private let seasonGain: CESGain<Number>
  private let seasonWeight: Number
  /// The slot that comes next, and the direction in which slots follow.
  private var next = 0
  private var direction = 1

  /// The states of a start under four weights α₀, α₁, β₀, β₁.
  init(_ start: CESStart, weights: [Number]) {
    form = start.form
    gain = CESGain(weights[0], weights[1])
    seasonGain = CESGain(weights[2], weights[3])
    seasonWeight = weights[2]
    state = CESState(level: Number(start.level), potential: Number(start.level / 1.1))
    season = start.season.map {
      CESState(level: Number($0), potential: Number($0 / 1.1))
    }
  }

  /// The mean of the next value.
  @inline(__always)
  var mean: Number {
    switch form {
    case .none: state.level
    case .simple: season[next].level
    case .partial, .full: state.level + season[next].level
    }
  }

  /// Moves by one step with an error.
  @inline(__always)
  mutating func move(_ error: Number) {
    switch form {
    case .none: state = gain.moved(state, error)
    case .simple: season[next] = gain.moved(season[next], error)
    case .partial:
      state = gain.moved(state, error)
      season[next].level = season[next].level + seasonWeight * error
    case .full:
      state = gain.moved(state, error)
      season[next] = seasonGain.moved(season[next], error)
    }
    advance()
  }

  @inline(__always)
  private mutating func advance() {
    next += direction
    if next == season.count { next = 0 } else if next < 0 { next = season.count - 1 }
  }

  /// Passes over values, the last first if `isBackward`; returns the sum of squared errors.
  mutating func pass(_ y: [Double], isBackward: Bool = false) -> Number {
    var sum = Number(0)
    for t in y.indices {
      let value = y[isBackward ? y.count - 1 - t : t]
      // NaN is the only value that is not itself.
      let error = value == value ? Number(value) - mean : Number(0)
      sum = sum + error * error
      move(error)
    }
    return sum
  }

  /// Turns round at an end: the states as they would be just beyond it, slots in reverse order.
  mutating func turn() {
    state = gain.moved(state)
    for slot in season.indices {
      switch form {
      case .none, .partial: break
      case .simple: season[slot] = gain.moved(season[slot])
      case .full: season[slot] = seasonGain.moved(season[slot])
      }
    }
    direction = -direction
    advance()
  }

  /// Brings the states to the start of the history: forward from where they are, and back.
  mutating func backcast(_ y: [Double]) {
    _ = pass(y)
    turn()
    _ = pass(y, isBackward: true)
    turn()
  }

  /// The states as zeros, all else the same.
  var zero: Self {
    var copy = self
    let nothing = CESState(level: Number(0), potential: Number(0))
    copy.state = nothing
    copy.season = season.map { _ in nothing }
    return copy
  }

  /// The mean of the levels of all slots.
  var meanOfSeason: Double {
    season.reduce(0) { $0 + $1.level.value / Double(season.count) }
  }
}
