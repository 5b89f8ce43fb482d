import LinearAlgebra

/// Where the states of a structural model stand, and the system they make.
///
/// Level, slope, a state per slot of the season and its balance, coefficients. Slots keep their
/// places; a season moves by one of them a time.
struct StructuralLayout: Sendable {
  let trend: StructuralModel.Trend
  let period: Int
  let columnCount: Int

  init(_ model: StructuralModel, columnCount: Int) {
    trend = model.trend
    period = model.season.period ?? 0
    self.columnCount = columnCount
  }

  var slope: Int? { trend == .level ? nil : 1 }
  var season: Int { trend == .level ? 1 : 2 }
  var balance: Int { season + period }
  var firstColumn: Int { season + (period > 0 ? period + 1 : 0) }
  var stateCount: Int { firstColumn + columnCount }

  /// Which variances there are, in the order of the system's disturbances after the noise.
  var disturbanceNames: [String] {
    let own: [String] =
      switch trend {
      case .level: ["level"]
      case .smooth: ["slope"]
      case .linear, .damped: ["level", "slope"]
      }
    return own + (period > 0 ? ["season"] : [])
  }

  /// What the season adds at a time.
  var seasonTerms: [LinearGaussianSystem.Term] {
    period > 0 ? [.season(first: season, count: period)] : []
  }

  /// What the columns add at a time.
  func columnTerms(_ columns: [[Double]]) -> [LinearGaussianSystem.Term] {
    columns.indices.map { .column(firstColumn + $0, values: columns[$0]) }
  }

  /// The system with variances of 1 and the damping φ; columns hold a value per slot.
  func system(columns: [[Double]], phi: Double = 1) -> LinearGaussianSystem {
    var disturbances: [LinearGaussianSystem.Disturbance] = []
    if trend != .smooth { disturbances.append(.init([.state(0)], variance: 1)) }
    if let slope { disturbances.append(.init([.state(slope)], variance: 1)) }
    if period > 0 { disturbances.append(.init(seasonTerms + [.state(balance)], variance: 1)) }
    return LinearGaussianSystem(
      stateCount: stateCount, observation: [.state(0)] + seasonTerms + columnTerms(columns),
      observationVariance: 1, transition: moves(phi), disturbances: disturbances, diffuse: diffuse)
  }

  /// ν ← φν, then μ ← μ + ν, then the season.
  private func moves(_ phi: Double) -> [LinearGaussianSystem.Move] {
    var moves: [LinearGaussianSystem.Move] = []
    if let slope {
      if trend == .damped { moves.append(.scale(slope, by: phi)) }
      moves.append(.add(from: slope, to: 0))
    }
    if period > 0 { moves.append(.season(first: season, count: period, balance: balance)) }
    return moves
  }

  /// One direction per level, slope and coefficient, and s − 1 of the season: each slot against slot
  /// 1, so that the slots add up to 0 and the likelihood is that of the usual state of s − 1 effects.
  private var diffuse: Matrix {
    let free = [0] + (slope.map { [$0] } ?? []) + Array(firstColumn..<stateCount)
    let slots = (0..<period).filter { $0 != 1 }
    var directions = Matrix(rowCount: stateCount, columnCount: free.count + slots.count)
    for (column, state) in free.enumerated() { directions[state, column] = 1 }
    for (column, slot) in slots.enumerated() {
      directions[season + slot, free.count + column] = 1
      directions[season + 1, free.count + column] = -1
    }
    return directions
  }
}
