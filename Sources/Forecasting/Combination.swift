import Statistics
import TemporalData

/// Several models as one: their means averaged, their distributions mixed, with equal or given weights.
///
/// A member that cannot be fitted is left out; the combination fails only if every member does.
/// Mixing distributions keeps the disagreement of the members in the interval, which averaging of
/// bounds would lose. J. M. Bates, C. W. J. Granger, *The combination of forecasts*, Oper. Res. Q. 20
/// (1969); M. Stone, *The opinion pool*, Ann. Math. Stat. 32 (1961).
public struct Combination: ForecastModel {
  /// The name of the combination, such as `auto`.
  public let name: String
  /// The models that are combined.
  public let members: [any ForecastModel]
  /// The weight of each member, above 0.
  public let weights: [Double]

  /// A combination of at least one member.
  ///
  /// - Parameter weights: One for each member, above 0, on any scale; nil for equal ones.
  /// - Throws: `SpecificationError.notAllowed` without members, or for weights that are not theirs.
  public init(
    name: String, members: [any ForecastModel], weights: [Double]? = nil
  ) throws(SpecificationError) {
    guard !members.isEmpty else { throw .notAllowed("a combination needs at least one member") }
    let weights = weights ?? members.map { _ in 1 }
    guard weights.count == members.count, weights.allSatisfy({ $0 > 0 && $0.isFinite }) else {
      throw .notAllowed("a combination needs one weight above 0 for each member")
    }
    (self.name, self.members, self.weights) = (name, members, weights)
  }

  /// Fits every member.
  public func fit(_ history: TimeSeries) throws(ModelError) -> FittedCombination {
    var fitted: [(model: any FittedModel, weight: Double)] = []
    var failure = ModelError.tooFewObservations(needed: 1, found: history.observedCount)
    for (member, weight) in zip(members, weights) {
      do {
        fitted.append((try member.fitAny(history), weight))
      } catch {
        failure = error
      }
    }
    guard let combined = FittedCombination(fitted) else { throw failure }
    return combined
  }
}

/// A combination of models estimated from one series.
public struct FittedCombination: FittedModel {
  /// The names of the members joined by ` + `; the member's own name if there is only one kind.
  public let name: String
  /// The first member's summary, with the mean of the residual spreads.
  public let summary: FitSummary
  /// The mean of the members' one-step-ahead means.
  public let fittedValues: TimeSeries
  /// The fitted members.
  public let members: [any FittedModel]

  /// The share of each member; they add up to 1.
  public let weights: [Double]

  /// Members fitted to one history; members that fell back are left out if another did not.
  init?(_ all: [(model: any FittedModel, weight: Double)]) {
    let sound = all.filter { $0.model.summary.fallbackReason == nil }
    let kept = sound.isEmpty ? Array(all.prefix(1)) : sound
    let total = kept.reduce(0) { $0 + $1.weight }
    (members, weights) = (kept.map(\.model), kept.map { $0.weight / total })
    guard let first = members.first else { return nil }
    var names: [String] = []
    for member in members where !names.contains(member.name) { names.append(member.name) }
    name = names.joined(separator: " + ")
    summary = FitSummary(
      observations: first.summary.observations, parameters: [],
      residualStandardDeviation: zip(members, weights).reduce(0) {
        $0 + $1.0.summary.residualStandardDeviation * $1.1
      },
      fallbackReason: first.summary.fallbackReason,
      source: members.map(\.summary.source).first { $0 != .own } ?? .own)
    fittedValues = Self.average(members.map(\.fittedValues), weights)
  }

  /// The mean of series that share their end; missing where one is.
  private static func average(_ all: [TimeSeries], _ weights: [Double]) -> TimeSeries {
    let length = all.map(\.count).min() ?? 0
    let parts = all.map { $0.suffix(length) }
    let sums = (0..<length).map { slot in
      zip(parts, weights).reduce(0) { $0 + $1.0.storage[slot] * $1.1 }
    }
    return TimeSeries(start: parts[0].start, storage: sums)
  }

  /// The mixture of the members' distributions.
  public func forecast(horizon: Int) -> Forecast {
    let forecasts = members.map { $0.forecast(horizon: horizon) }
    guard forecasts.count > 1 else { return forecasts[0] }
    let distributions = (0..<horizon).map { step in
      let parts = forecasts.map { $0.distributions[step] }
      return (try? Mixture(parts, weights: weights)).map(ForecastDistribution.mixture) ?? parts[0]
    }
    return Forecast(model: name, start: forecasts[0].periods.start, distributions: distributions)
  }

  /// The mean of the members' parts.
  public func components(horizon: Int) -> ForecastComponents {
    let all = members.map { $0.components(horizon: horizon) }
    func mean(_ part: (ForecastComponents) -> [Double]) -> [Double] {
      (0..<horizon).map { step in
        zip(all, weights).reduce(0) { $0 + part($1.0)[step] * $1.1 }
      }
    }
    return ForecastComponents(
      level: mean(\.level), trend: mean(\.trend), season: mean(\.season),
      effects: mean(\.effects))
  }

  /// What the members found, their shares and their means.
  public func account(horizon: Int) -> ModelAccount? {
    let accounts = members.map { $0.account(horizon: horizon) }
    var whole = ModelAccount(
      members: zip(members, weights).map {
        .init(name: $0.name, weight: $1, means: $0.forecast(horizon: horizon).means)
      })
    // One member's intervals are those of the whole only where it has most of the weight.
    whole.calibration = zip(accounts, weights).first { $1 > 0.5 }?.0?.calibration
    for account in accounts.compactMap(\.self) {
      whole.findings += account.findings.filter { !whole.findings.contains($0) }
      whole.intervalReasons += account.intervalReasons.filter {
        !whole.intervalReasons.contains($0)
      }
    }
    return whole
  }

  /// Every member's paths in proportion to its share.
  public func simulate(
    horizon: Int, paths: Int, using generator: inout some RandomNumberGenerator
  ) -> SamplePaths {
    var values: [Double] = []
    var (passed, given) = (0.0, 0)
    for (index, member) in members.enumerated() {
      passed += weights[index]
      let end =
        index == members.count - 1 ? paths : Int((passed * Double(paths) - 1e-9).rounded(.up))
      guard end > given else { continue }
      values += member.simulate(horizon: horizon, paths: end - given, using: &generator).values
      given = end
    }
    return SamplePaths(
      periods: PeriodRange(start: fittedValues.end, count: horizon), values: values)
  }
}
