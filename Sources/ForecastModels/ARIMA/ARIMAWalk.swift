import Forecasting
import RealModule
import TemporalData

/// A stepwise walk over the orders of ARIMA models with given differences.
struct ARIMAWalk {
  private let differences: ARIMAOrder
  private let regressors: Regressors
  /// Prepared without and with a constant; the latter nil where it is not allowed.
  private let plain: ARIMAProblem
  private let withConstant: ARIMAProblem?
  private let isScreened: Bool
  private var tried: [Candidate: Double] = [:]
  private var estimates: [Candidate: ARIMAEstimate] = [:]

  /// The highest orders.
  private static let most = (plain: 5, seasonal: 2)
  /// The least modulus of a root.
  private static let leastRoot = 1.01
  /// More models than this are not tried.
  private static let longestWalk = 94
  /// Histories longer than this, or with longer seasons, are screened by conditional likelihood.
  private static let longestExact = (values: 400, season: 24)
  /// The number of screened models whose exact likelihood is found.
  private static let finalists = 8

  /// Orders of one model to try.
  struct Candidate: Hashable {
    var p: Int, q: Int, P: Int, Q: Int
    var hasConstant: Bool
  }

  init(
    _ history: SmoothingHistory, differences: ARIMAOrder, regressors: Regressors
  ) throws(ModelError) {
    (self.differences, self.regressors) = (differences, regressors)
    plain = try ARIMAProblem(history, differences, constant: false, regressors)
    let allows = differences.differences + differences.seasonalDifferences <= 1
    withConstant =
      allows ? try ARIMAProblem(history, differences, constant: true, regressors) : nil
    isScreened =
      history.scaled.count > Self.longestExact.values
      || differences.seasonLength > Self.longestExact.season
  }

  /// Walks, and fits the best model; nil if no model has a finite criterion.
  mutating func best() throws(ModelError) -> FittedARIMA? {
    if let certain = explained() {
      let isShort = certain.problem.shortage(certain.model.order) != nil
      return isShort ? nil : try certain.problem.fit(certain.model)
    }
    var current: Candidate?
    for start in starts() where criterion(start, from: nil) < value(current) { current = start }
    while let place = current, tried.count < Self.longestWalk {
      guard let next = neighbours(place).first(where: { criterion($0, from: place) < value(place) })
      else { break }
      current = next
    }
    return finish()
  }

  private func value(_ candidate: Candidate?) -> Double {
    candidate.flatMap { tried[$0] } ?? .infinity
  }

  /// A model without coefficients where constant and columns say everything.
  private func explained() -> (problem: ARIMAProblem, model: ARIMA)? {
    let none = Candidate(p: 0, q: 0, P: 0, Q: 0, hasConstant: false)
    if plain.isExplained { return (plain, model(none)) }
    guard let withConstant, withConstant.isExplained else { return nil }
    return (withConstant, model(Candidate(p: 0, q: 0, P: 0, Q: 0, hasConstant: true)))
  }

  private func model(_ candidate: Candidate) -> ARIMA {
    ARIMA(
      unchecked: order(candidate), constant: candidate.hasConstant, regressors: regressors)
  }

  private func order(_ candidate: Candidate) -> ARIMAOrder {
    ARIMAOrder(
      unchecked: candidate.p, differences.differences, candidate.q, candidate.P,
      differences.seasonalDifferences, candidate.Q, seasonLength: differences.seasonLength)
  }

  /// Small models to begin with.
  private func starts() -> [Candidate] {
    let (constant, season) = (withConstant != nil, differences.seasonLength > 1 ? 1 : 0)
    let all = [
      Candidate(p: 2, q: 2, P: season, Q: season, hasConstant: constant),
      Candidate(p: 0, q: 0, P: 0, Q: 0, hasConstant: constant),
      Candidate(p: 1, q: 0, P: season, Q: 0, hasConstant: constant),
      Candidate(p: 0, q: 1, P: 0, Q: season, hasConstant: constant),
      Candidate(p: 0, q: 0, P: 0, Q: 0, hasConstant: false),
    ]
    return all
  }

  private func neighbours(_ place: Candidate) -> [Candidate] {
    let steps: [(Int, Int, Int, Int)] = [
      (0, 0, -1, 0), (0, 0, 0, -1), (0, 0, 1, 0), (0, 0, 0, 1), (0, 0, -1, -1), (0, 0, 1, 1),
      (0, 0, -1, 1), (0, 0, 1, -1), (-1, 0, 0, 0), (0, -1, 0, 0), (1, 0, 0, 0), (0, 1, 0, 0),
      (-1, -1, 0, 0), (1, 1, 0, 0), (-1, 1, 0, 0), (1, -1, 0, 0),
    ]
    var result = steps.map { p, q, P, Q in
      Candidate(
        p: place.p + p, q: place.q + q, P: place.P + P, Q: place.Q + Q,
        hasConstant: place.hasConstant)
    }
    if withConstant != nil {
      var other = place
      other.hasConstant.toggle()
      result.append(other)
    }
    return result
  }

  private func isAllowed(_ candidate: Candidate) -> Bool {
    let (p, q, P, Q) = (candidate.p, candidate.q, candidate.P, candidate.Q)
    guard min(p, q, P, Q) >= 0, max(p, q) <= Self.most.plain else { return false }
    let isSeasonal = differences.seasonLength > 1
    guard max(P, Q) <= (isSeasonal ? Self.most.seasonal : 0) else { return false }
    // A third of the values at most is spent on the longest lag.
    let third = plain.levels.count / 3
    return p <= third && q <= third && P * differences.seasonLength <= third
      && Q * differences.seasonLength <= third
      && problem(candidate).shortage(order(candidate)) == nil
  }

  private func problem(_ candidate: Candidate) -> ARIMAProblem {
    candidate.hasConstant ? withConstant ?? plain : plain
  }

  /// The criterion of a model, estimated if it has not been; infinite if it is not admissible.
  private mutating func criterion(_ candidate: Candidate, from place: Candidate?) -> Double {
    if let known = tried[candidate] { return known }
    guard isAllowed(candidate) else { return .infinity }
    let (problem, order) = (problem(candidate), order(candidate))
    let start = place.flatMap { warmStart(candidate, from: $0) }
    var value = Double.infinity
    let form = isScreened ? ARMALikelihood.Start.conditional : .exact
    if let estimate = problem.estimate(order, from: start, form, tolerance: 1e-7),
      estimate.likelihood.polynomials.rootsExceed(Self.leastRoot)
    {
      estimates[candidate] = estimate
      value = criterion(candidate, estimate)
    }
    tried[candidate] = value
    return value
  }

  /// The criterion of an estimate, in which a constant counts half where there is no season: to
  /// leave out growth is the graver mistake there.
  private func criterion(_ candidate: Candidate, _ estimate: ARIMAEstimate) -> Double {
    estimate.searchCriterion(
      parameters: problem(candidate).parameterCount(order(candidate)),
      halves: candidate.hasConstant && differences.seasonLength == 1 ? 1 : 0)
  }

  /// The angles of a neighbour, with 0 for coefficients it does not have.
  private func warmStart(_ candidate: Candidate, from place: Candidate) -> [Double]? {
    guard let known = estimates[place]?.angles else { return nil }
    var (offset, result) = (0, [Double]())
    for (wanted, has) in [
      (candidate.p, place.p), (candidate.P, place.P), (candidate.q, place.q),
      (candidate.Q, place.Q),
    ] {
      let kept = known[offset..<offset + min(wanted, has)]
      result += kept + [Double](repeating: 0, count: wanted - kept.count)
      offset += has
    }
    return result
  }

  /// The best models again, by exact likelihood and to the last digit.
  private func finish() -> FittedARIMA? {
    let ranked = tried.filter { $0.value.isFinite }.sorted {
      ($0.value, $0.key.rank) < ($1.value, $1.key.rank)
    }
    var best: (criterion: Double, fitted: FittedARIMA)?
    let most = isScreened ? Self.finalists : 1
    // Beyond the finalists only where the exact likelihood left none of them.
    for (place, (candidate, _)) in ranked.enumerated() {
      guard best == nil || place < most else { break }
      let (problem, order) = (problem(candidate), order(candidate))
      guard
        let estimate = problem.estimate(order, from: estimates[candidate]?.angles),
        !isScreened || estimate.likelihood.polynomials.rootsExceed(Self.leastRoot)
      else { continue }
      let value = criterion(candidate, estimate)
      if value < best?.criterion ?? .infinity {
        best = (value, FittedARIMA(model(candidate), problem, estimate))
      }
    }
    return best?.fitted
  }
}

extension ARIMAWalk.Candidate {
  /// A number that orders candidates of equal criterion, simple ones first.
  fileprivate var rank: Int {
    (((p + q + P + Q) * 8 + p) * 8 + q) * 32 + P * 8 + Q * 2 + (hasConstant ? 1 : 0)
  }
}

extension ARMAPolynomials {
  /// Whether every root of all factors has at least this modulus.
  func rootsExceed(_ modulus: Double) -> Bool {
    [autoregressive, movingAverage].allSatisfy { product in
      let isPlain = Self.exceed(product.plain, product.sign, modulus)
      return isPlain
        && Self.exceed(
          product.seasonal, product.sign, .pow(modulus, Double(order.seasonLength)))
    }
  }

  /// Coefficients of roots beyond a modulus stay stationary when every lag is given that weight.
  private static func exceed(_ values: [Double], _ sign: Double, _ modulus: Double) -> Bool {
    var weight = -sign
    let weighted = values.map { value in
      weight *= modulus
      return value * weight
    }
    return PartialAutocorrelations.correlations(of: weighted) != nil
  }
}
