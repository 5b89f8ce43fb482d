import Statistics
import TemporalData

/// Several models as one: their means averaged, their distributions mixed with equal weights.
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

  /// A combination of at least one member.
  ///
  /// - Throws: `SpecificationError.notAllowed` without members.
  public init(name: String, members: [any ForecastModel]) throws(SpecificationError) {
    guard !members.isEmpty else { throw .notAllowed("a combination needs at least one member") }
    (self.name, self.members) = (name, members)
  }

  /// Fits every member.
  public func fit(_ history: TimeSeries) throws(ModelError) -> FittedCombination {
    var fitted: [any FittedModel] = []
    var failure = ModelError.tooFewObservations(needed: 1, found: history.observedCount)
    for member in members {
      do {
        fitted.append(try member.fitAny(history))
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

  /// Members fitted to one history; members that fell back are left out if another did not.
  init?(_ all: [any FittedModel]) {
    let sound = all.filter { $0.summary.fallbackReason == nil }
    members = sound.isEmpty ? Array(all.prefix(1)) : sound
    guard let first = members.first else { return nil }
    var names: [String] = []
    for member in members where !names.contains(member.name) { names.append(member.name) }
    name = names.joined(separator: " + ")
    let count = Double(members.count)
    summary = FitSummary(
      observations: first.summary.observations, parameters: [],
      residualStandardDeviation: members.reduce(0) {
        $0 + $1.summary.residualStandardDeviation / count
      },
      fallbackReason: first.summary.fallbackReason)
    fittedValues = Self.average(members.map(\.fittedValues))
  }

  /// The mean of series that share their end; missing where one is.
  private static func average(_ all: [TimeSeries]) -> TimeSeries {
    let length = all.map(\.count).min() ?? 0
    let parts = all.map { $0.suffix(length) }
    let share = 1 / Double(parts.count)
    let sums = (0..<length).map { slot in parts.reduce(0) { $0 + $1.storage[slot] * share } }
    return TimeSeries(start: parts[0].start, storage: sums)
  }

  /// The equal-weight mixture of the members' distributions.
  public func forecast(horizon: Int) -> Forecast {
    let forecasts = members.map { $0.forecast(horizon: horizon) }
    guard forecasts.count > 1 else { return forecasts[0] }
    let distributions = (0..<horizon).map { step in
      let parts = forecasts.map { $0.distributions[step] }
      return (try? Mixture(parts)).map(ForecastDistribution.mixture) ?? parts[0]
    }
    return Forecast(model: name, start: forecasts[0].periods.start, distributions: distributions)
  }

  /// The mean of the members' parts.
  public func components(horizon: Int) -> ForecastComponents {
    let all = members.map { $0.components(horizon: horizon) }
    let share = 1 / Double(all.count)
    func mean(_ part: (ForecastComponents) -> [Double]) -> [Double] {
      (0..<horizon).map { step in all.reduce(0) { $0 + part($1)[step] * share } }
    }
    return ForecastComponents(
      level: mean(\.level), trend: mean(\.trend), season: mean(\.season),
      effects: mean(\.effects))
  }

  /// The members with their equal shares and their means.
  public func account(horizon: Int) -> ModelAccount? {
    ModelAccount(
      members: members.map {
        .init(
          name: $0.name, weight: 1 / Double(members.count),
          means: $0.forecast(horizon: horizon).means)
      })
  }

  /// Every member's paths in equal numbers, the first members taking what does not divide.
  public func simulate(
    horizon: Int, paths: Int, using generator: inout some RandomNumberGenerator
  ) -> SamplePaths {
    var values: [Double] = []
    for (index, member) in members.enumerated() {
      let share = paths / members.count + (index < paths % members.count ? 1 : 0)
      guard share > 0 else { continue }
      values += member.simulate(horizon: horizon, paths: share, using: &generator).values
    }
    return SamplePaths(
      periods: PeriodRange(start: fittedValues.end, count: horizon), values: values)
  }
}
