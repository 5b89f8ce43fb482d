import Forecasting
import TemporalData

/// The theta method without a form to choose: the two forms that estimate θ, in equal parts.
///
/// One draws its line through the whole history, the other through the values seen so far; both
/// are estimated with the weak prior of `Theta.Estimation.regularized`. Which of them forecasts
/// better changes from one public set to the next; their mean is nearly as good as the better one on
/// every public set (docs/models/theta.md). The distributions are mixed, so that the interval holds
/// their disagreement.
///
/// With four to six observations only the fixed line is used; with fewer, or if every value is the
/// same, the answer is `Naive`, with a reason. O(80 n).
///
/// Reference: J. A. Fiorucci et al., *Models for optimising the theta method*, Int. J. Forecasting
/// 32 (2016), doi:10.1016/j.ijforecast.2016.02.005.
public struct ThetaSearch: ForecastModel, Hashable {
  /// Slots per season; 1 for none.
  public let seasonLength: Int

  private let members: [Theta]

  /// The method for a season length of 1 or more.
  public init(seasonLength: Int) throws(SpecificationError) {
    self.seasonLength = seasonLength
    members = [
      try Theta(.optimized, seasonLength: seasonLength, estimation: .regularized),
      try Theta(.dynamicOptimized, seasonLength: seasonLength, estimation: .regularized),
    ]
  }

  /// `AutoTheta`.
  public var name: String { "AutoTheta" }

  /// Fits both forms.
  public func fit(_ history: TimeSeries) throws(ModelError) -> FittedCombination {
    guard let both = try? Combination(name: name, members: members) else {
      throw .tooFewObservations(needed: 1, found: history.observedCount)
    }
    return try both.fit(history)
  }
}
