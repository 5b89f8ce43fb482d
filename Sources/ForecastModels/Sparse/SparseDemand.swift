import Forecasting
import TemporalData

/// The choice for histories of single demands: the renewal model, and beside it a hurdle model and
/// smoothed sums as far as they did better on the past.
///
/// The renewal model averages over patterns of demand itself and is best on most series, so that it
/// starts with most of the weight; the others gain theirs by their quantile losses at up to three earlier
/// origins, over single periods and over the total of the periods ahead. All of them end when the
/// renewal model says that the series may have ended. Method and measured reliability on
/// docs/models/sparse.md.
///
/// | Name | Default | Meaning | Range |
/// |---|---|---|---|
/// | `prior` | `.standard` | what to expect before the history is seen | |
/// | `seasonLength` | the frequency's | slots per season | 1… |
///
/// Complexity: O(200 n).
public struct SparseDemand: ForecastModel, Hashable {
  /// What to expect of demands before the history is seen.
  public let prior: ActivityPrior
  /// Slots per season; nil for that of the frequency of the history.
  public let seasonLength: Int?

  /// What peers show of ramp, season and level; nil where they are not known.
  let shape: DemandShape?

  /// The choice with a prior.
  public init(prior: ActivityPrior = .standard, seasonLength: Int? = nil) {
    self.init(prior: prior, seasonLength: seasonLength, shape: nil)
  }

  init(prior: ActivityPrior, seasonLength: Int?, shape: DemandShape?) {
    (self.prior, self.seasonLength, self.shape) = (prior, seasonLength, shape)
  }

  /// `Sparse`.
  public var name: String { "Sparse" }

  /// Fits all members, and the weights by a back-test.
  ///
  /// - Throws: `ModelError.tooFewObservations` without any observation.
  public func fit(_ history: TimeSeries) throws(ModelError) -> FittedIntermittent {
    let renewal = Renewal(prior: prior, seasonLength: seasonLength, shape: shape)
    let fitted = try renewal.fit(history)
    guard case .renewal(let base) = fitted else { return fitted }
    let trial = DemandTrial(history, renewal: renewal)
    var members = [DemandMember.renewal(base)]
    var weights = [trial.weights[0]]
    for (index, other) in DemandMember.others.enumerated() where trial.weights[index + 1] > 0.02 {
      guard let member = try DemandMember(other.fit(history), activity: base.occurrence) else {
        continue
      }
      members.append(member)
      weights.append(trial.weights[index + 1])
    }
    let total = weights.reduce(0, +)
    return .sparse(
      FittedSparseDemand(history, base, members, weights: weights.map { $0 / total }))
  }
}
