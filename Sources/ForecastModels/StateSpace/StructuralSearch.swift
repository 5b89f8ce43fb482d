import Forecasting
import TemporalData

/// The structural model whose predictions have the smallest variance at the end of the history.
///
/// Candidates are the local level, smooth trend, local linear trend and damped trend, each without
/// and with a season, estimated with the weak prior of `StructuralModel.Estimation.regularized`. With
/// fewer observations than any candidate needs, or if every value is the same, the answer is `Naive`,
/// with a reason.
///
/// Diffuse likelihoods of models with different numbers of diffuse states are densities of different
/// quantities and cannot be compared. What is compared is n log σ̃², with σ̃² = Σ v²/F / n · min F the
/// variance of a prediction once the states are known as well as they ever are (Harvey 1989, section
/// 5.5.6), and the loss of the prior. Diffuse states are not counted again: what each leaves
/// uncertain is part of F.
public struct StructuralSearch: ForecastModel {
  /// Slots per season; 1 for none.
  public let seasonLength: Int
  /// Columns with constant coefficients.
  public let regressors: Regressors

  /// A search with this season length, 1 or more; above 400 seasonal forms are not tried.
  public init(
    seasonLength: Int, regressors: Regressors = .none
  ) throws(SpecificationError) {
    guard seasonLength >= 1 else {
      throw .outOfRange(parameter: "season length", value: Double(seasonLength), allowed: "1...")
    }
    (self.seasonLength, self.regressors) = (seasonLength, regressors)
  }

  /// `Structural`, as the search is named on the command line.
  public var name: String { "Structural" }

  /// Fits every candidate and keeps the best.
  public func fit(_ history: TimeSeries) throws(ModelError) -> FittedOrNaive<FittedStructural> {
    if history.isConstant && regressors.isEmpty {
      return .naive(try Naive().fitConstant(history))
    }
    let prepared = SmoothingHistory(history)
    var best: FittedStructural?
    for season in seasons(prepared) {
      let columns = RegressorColumns(
        regressors, prepared, seasonLength: season.period ?? 1, hasSlope: true)
      for trend in StructuralModel.Trend.allCases {
        let model = StructuralModel(
          unchecked: trend, season, regressors, estimation: .regularized)
        guard let fitted = try? model.fit(prepared, columns) else { continue }
        if fitted.predictionLoss < (best?.predictionLoss ?? .infinity) { best = fitted }
      }
    }
    if let best { return .fitted(best) }
    return .naive(try Naive().fit(history, insteadOf: "a structural model"))
  }

  private func seasons(_ history: SmoothingHistory) -> [StructuralModel.Season] {
    seasonLength > 1 && seasonLength <= StructuralModel.maximumSeason
      && history.scaled.count > seasonLength
      ? [.none, .dummy(period: seasonLength)] : [.none]
  }
}
