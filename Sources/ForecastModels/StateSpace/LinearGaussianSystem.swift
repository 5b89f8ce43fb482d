import LinearAlgebra

/// A univariate series as a linear reading of states that move linearly, with normal disturbances.
///
///     y[t] = z[t]′α[t] + ε[t],            ε[t] ~ N(0, h)
///     α[t+1] = T α[t] + Σ_k R_k η_k[t],   η_k[t] ~ N(0, q_k)
///     α[0] = a + D δ + ξ,                 ξ ~ N(0, P),  δ diffuse (of infinite variance)
///
/// Readings and disturbances are short sums over states and the transition is a list of simple moves,
/// so that a filter costs O(m²) per observation for m states, whatever the season; a dense transition
/// is one of the moves. Readings may depend on time: a season reads the slot of the time, a column
/// its value.
///
///     let localLevel = LinearGaussianSystem(
///       stateCount: 1, observation: [.state(0)], observationVariance: 15_099,
///       disturbances: [.init([.state(0)], variance: 1469.1)], diffuse: .identity(1))
///     KalmanFilter(localLevel).filtered(nile).logLikelihood
///
/// Reference: J. Durbin, S. J. Koopman, *Time Series Analysis by State Space Methods*, 2nd ed. (2012),
/// chapters 3 to 7, doi:10.1093/acprof:oso/9780199641178.001.0001.
public struct LinearGaussianSystem: Hashable, Sendable {
  /// One state with the weight it has at a time; sums of terms read or load the states.
  public enum Term: Hashable, Sendable {
    /// A state with a constant weight.
    case state(Int, weight: Double = 1)
    /// Of `count` states from `first` on, the one of the time: `first + t mod count`, weight 1.
    case season(first: Int, count: Int)
    /// A state weighted by `values[t]`; 0 beyond their end.
    case column(Int, values: [Double])
  }

  /// One step of the way from the states of t to those of t + 1.
  public enum Move: Hashable, Sendable {
    /// Adds a multiple of a state to another one.
    case add(from: Int, to: Int, times: Double = 1)
    /// Multiplies a state.
    case scale(Int, by: Double)
    /// Takes the state `balance` off the slot of t + 1 among `count` states from `first` on, and
    /// sets it to 0.
    ///
    /// If the balance holds the sum of the slots, they add up to 0 afterwards. With a disturbance that
    /// loads on both the slot and the balance this is the dummy seasonal model in O(1) moves: any
    /// `count` successive effects add up to the latest disturbance.
    case season(first: Int, count: Int, balance: Int)
    /// The companion form of an autoregression: `x[i] ← c[i] x[0] + x[i+1]` in the states from `first`
    /// on.
    case companion(first: Int, coefficients: [Double])
    /// Any linear map of all states, at O(m³) per observation.
    case dense(Matrix)
  }

  /// A scalar disturbance and the states it enters.
  public struct Disturbance: Hashable, Sendable {
    /// The states of t + 1 it is added to; time-dependent terms are those of t + 1.
    public let loading: [Term]
    /// Its variance, 0 or more.
    public let variance: Double

    /// A disturbance with a variance of 0 or more.
    public init(_ loading: [Term], variance: Double) {
      precondition(variance >= 0, "a variance is negative")
      (self.loading, self.variance) = (loading, variance)
    }
  }

  /// The number of states, m.
  public let stateCount: Int
  /// What is observed of the states.
  public let observation: [Term]
  /// The variance h of the noise of an observation.
  public let observationVariance: Double
  /// The way from t to t + 1, moves in the order in which they are made.
  public let transition: [Move]
  /// The disturbances of the states.
  public let disturbances: [Disturbance]
  /// The known part a of the mean of the first states.
  public let initialMean: [Double]
  /// The known part P of the variance of the first states.
  public let initialVariance: Matrix
  /// The directions D in which nothing is known of the first states: independent columns.
  public let diffuse: Matrix

  /// A system of these parts; the first states are known to be 0 where nothing else is said.
  ///
  /// - Precondition: indices lie in `0..<stateCount` and matrices have `stateCount` rows; variances
  ///   are not negative.
  public init(
    stateCount: Int, observation: [Term], observationVariance: Double = 0, transition: [Move] = [],
    disturbances: [Disturbance] = [], initialMean: [Double]? = nil,
    initialVariance: Matrix? = nil, diffuse: Matrix? = nil
  ) {
    let m = stateCount
    self.stateCount = m
    self.observation = observation
    self.observationVariance = observationVariance
    self.transition = transition
    self.disturbances = disturbances
    self.initialMean = initialMean ?? [Double](repeating: 0, count: m)
    self.initialVariance = initialVariance ?? Matrix(rowCount: m, columnCount: m)
    self.diffuse = diffuse ?? Matrix(rowCount: m, columnCount: 0)
    precondition(observationVariance >= 0, "the observation variance is negative")
    precondition(
      self.initialMean.count == m && self.initialVariance.rowCount == m
        && self.initialVariance.isSquare && self.diffuse.rowCount == m,
      "the first states do not have \(m) entries")
    let states = 0..<m
    let terms = observation + disturbances.flatMap(\.loading)
    precondition(
      terms.allSatisfy { $0.isInside(states) } && transition.allSatisfy { $0.isInside(states) },
      "a term or move leaves the \(m) states")
  }

  /// The number of directions in which nothing is known of the first states.
  public var diffuseCount: Int { diffuse.columnCount }
}

extension LinearGaussianSystem.Term {
  fileprivate func isInside(_ states: Range<Int>) -> Bool {
    switch self {
    case .state(let index, _), .column(let index, _): states.contains(index)
    case .season(let first, let count):
      count > 0 && first >= 0 && first + count <= states.upperBound
    }
  }
}

extension LinearGaussianSystem.Move {
  fileprivate func isInside(_ states: Range<Int>) -> Bool {
    switch self {
    case .add(let from, let to, _): states.contains(from) && states.contains(to)
    case .scale(let index, _): states.contains(index)
    case .season(let first, let count, let balance):
      count > 0 && first >= 0 && first + count <= states.upperBound && states.contains(balance)
        && !(first..<first + count).contains(balance)
    case .companion(let first, let coefficients):
      first >= 0 && first + coefficients.count <= states.upperBound
    case .dense(let matrix): matrix.isSquare && matrix.rowCount == states.upperBound
    }
  }
}
