import Statistics
import TemporalData

/// Several models pooled with weights that suit the history, strays among them drawn in.
///
///     mean = Σ wᵢ·mᵢ        variance = Σ wᵢ·(sᵢ² + (mᵢ − mean)²)
///
/// with the members' means m and spreads s of each step after ``StrayMembers``. Where the history is long
/// enough, the members are also tried on its last periods, and the rule of the weights may use their
/// errors. A member that cannot be fitted is left out, one that fell back to a simpler model is left out
/// where another did not; the combination fails only if every member does.
///
/// | Name | Meaning | Range |
/// |---|---|---|
/// | `window` | periods held back in the trial of the members | 1… |
/// | `fewestKnown` | observations that must be left before a trial is made | 1… |
/// | `seasonLength` | lag of the changes that errors are measured against | 1… |
///
/// J. M. Bates, C. W. J. Granger, *The combination of forecasts*, Oper. Res. Q. 20 (1969); M. Stone,
/// *The opinion pool*, Ann. Math. Stat. 32 (1961). The cost is that of the members, twice with a trial.
public struct WeightedCombination: ForecastModel {
  /// The name of the combination.
  public let name: String
  /// The models that are combined.
  public let members: [any ForecastModel]
  /// The rule of the weights.
  public let weighting: any MemberWeighting
  /// The periods held back in a trial.
  public let window: Int
  /// The observations that a trial leaves at least.
  public let fewestKnown: Int
  /// The lag of the changes that errors are measured against.
  public let seasonLength: Int

  /// A combination of at least one member.
  ///
  /// - Throws: `SpecificationError` without members, or for a number below 1.
  public init(
    name: String, members: [any ForecastModel], weighting: any MemberWeighting, window: Int,
    fewestKnown: Int, seasonLength: Int
  ) throws(SpecificationError) {
    guard !members.isEmpty else { throw .notAllowed("a combination needs at least one member") }
    let numbers = [
      ("window", window), ("fewest known", fewestKnown), ("season length", seasonLength),
    ]
    for (name, value) in numbers where value < 1 {
      throw .outOfRange(parameter: name, value: Double(value), allowed: "1...")
    }
    (self.name, self.members, self.weighting) = (name, members, weighting)
    (self.window, self.fewestKnown) = (window, fewestKnown)
    self.seasonLength = seasonLength
  }

  /// Fits every member, and tries them where the history allows.
  public func fit(_ history: TimeSeries) throws(ModelError) -> FittedWeightedCombination {
    var fitted: [(place: Int, model: any FittedModel)] = []
    var failure = ModelError.tooFewObservations(needed: 1, found: history.observedCount)
    for (place, member) in members.enumerated() {
      do {
        fitted.append((place, try member.fitAny(history)))
      } catch {
        failure = error
      }
    }
    let unaided = fitted.filter { $0.model.summary.fallbackReason == nil }
    let sound = unaided.isEmpty ? Array(fitted.prefix(1)) : unaided
    guard let first = sound.first else { throw failure }
    let trial = sound.count > 1 ? trial(on: history) : nil
    let scale = usualChange(history)
    let all = weighting.weights(for: history, errors: trial?.errors, scale: scale)
    return FittedWeightedCombination(
      members: sound.map(\.model), weights: sound.map { all[$0.place] },
      summary: first.model.summary)
  }

  private func trial(on history: TimeSeries) -> MemberTrial? {
    let trimmed = history.trimmed()
    guard trimmed.end == history.end,
      trimmed.prefix(trimmed.count - window).observedCount >= fewestKnown
    else { return nil }
    return MemberTrial(members, on: trimmed, window: window)
  }

  /// The mean absolute change over a season, or from one value to the next in a shorter history.
  private func usualChange(_ history: TimeSeries) -> Double {
    ErrorScale(history: history.storage, seasonLength: seasonLength)?.absolute ?? 0
  }
}
