import Forecasting
import TemporalData

/// The structural model whose predictions have the smallest variance at the end of the history.
///
/// Candidates are the local level, smooth trend, local linear trend and damped trend, each without
/// and with a season (the first two only with a season above 100 slots), estimated with the weak
/// prior of `StructuralModel.Estimation.regularized`. With fewer observations than any candidate
/// needs, or if every value is the same, the answer is `Naive`, with a reason.
///
/// Seasons are amounts. Where a season grows with its level, amounts lag behind it: a history
/// whose values are all positive is first raised to a power (`TransformedModel`), by default to the
/// most likely one between the square root and the series itself. Stronger powers turn slopes into
/// growth that forecasts overstate. Without a season, and with regressors, whose coefficients are
/// amounts, the default is the series itself.
///
/// Diffuse likelihoods of models with different numbers of diffuse states are densities of different
/// quantities and cannot be compared. What is compared is n log σ̃², with σ̃² = Σ v²/F / n · min F the
/// variance of a prediction once the states are known as well as they ever are (Harvey 1989, section
/// 5.5.6), and the loss of the prior. Diffuse states are not counted again: what each leaves
/// uncertain is part of F.
///
/// | Parameter | Default | Meaning | Range |
/// |---|---|---|---|
/// | `seasonLength` | | slots per season; 1 for none | 1… |
/// | `regressors` | none | columns with constant coefficients | |
/// | `power` | see above | how the power is found | see `TransformedModel` |
public struct StructuralSearch: ForecastModel {
  /// The powers that may be chosen.
  public static let chosenPowers = 0.5...1.0

  /// Slots per season; 1 for none.
  public let seasonLength: Int
  /// Columns with constant coefficients.
  public let regressors: Regressors
  /// How the power of a positive history is found.
  public let power: TransformedModel.Power

  private let candidates: StructuralCandidates
  private let transformed: TransformedModel

  /// A search with this season length, 1 or more; above 400 seasonal forms are not tried.
  ///
  /// - Throws: `SpecificationError.outOfRange` for a season length below 1 or a fixed power outside
  ///   −2...2.
  public init(
    seasonLength: Int, regressors: Regressors = .none, power: TransformedModel.Power? = nil
  ) throws(SpecificationError) {
    let power = power ?? (seasonLength > 1 && regressors.isEmpty ? .likelihood : .fixed(1))
    let candidates = StructuralCandidates(seasonLength: seasonLength, regressors: regressors)
    transformed = try TransformedModel(
      candidates, power: power, seasonLength: seasonLength, powers: Self.chosenPowers)
    (self.seasonLength, self.regressors, self.power) = (seasonLength, regressors, power)
    self.candidates = candidates
  }

  /// `Structural`, as the search is named on the command line, in the transformation if it is not
  /// the usual one.
  public var name: String {
    switch power {
    case .likelihood, .fixed(1): "Structural"
    case .fixed(0): "log(Structural)"
    case .fixed, .guerrero: "BoxCox(Structural)"
    }
  }

  /// Finds the power, fits every candidate and keeps the best.
  public func fit(_ history: TimeSeries) throws(ModelError) -> FittedTransformed {
    guard history.storage.contains(where: { $0 <= 0 }) else {
      return try transformed.fit(history)
    }
    return FittedTransformed(plain: try candidates.fit(history), reason: nil)
  }
}

/// The search among the structural models of one series as it is.
struct StructuralCandidates: ForecastModel {
  /// Longer seasons are only tried with a level or a smooth trend.
  private static let longSeason = 100

  let seasonLength: Int
  let regressors: Regressors

  var name: String { "Structural" }

  /// Fits every candidate and keeps the best.
  func fit(_ history: TimeSeries) throws(ModelError) -> FittedOrNaive<FittedStructural> {
    if history.isConstant && regressors.isEmpty {
      return .naive(try Naive().fitConstant(history))
    }
    let prepared = SmoothingHistory(history)
    var best: FittedStructural?
    for season in seasons(prepared) {
      let columns = RegressorColumns(
        regressors, prepared, seasonLength: season.period ?? 1, hasSlope: true)
      for trend in trends(season) {
        let model = StructuralModel(
          unchecked: trend, season, regressors, estimation: .regularized)
        guard let fitted = try? model.fit(prepared, columns) else { continue }
        if fitted.predictionLoss < (best?.predictionLoss ?? .infinity) { best = fitted }
      }
    }
    if let best { return .fitted(best) }
    return .naive(try Naive().fit(history, insteadOf: "a structural model"))
  }

  /// Forms with a long season cost O(n m²) a pass, and few seasons tell their slopes apart.
  private func trends(_ season: StructuralModel.Season) -> [StructuralModel.Trend] {
    (season.period ?? 1) > Self.longSeason ? [.level, .smooth] : StructuralModel.Trend.allCases
  }

  private func seasons(_ history: SmoothingHistory) -> [StructuralModel.Season] {
    seasonLength > 1 && seasonLength <= StructuralModel.maximumSeason
      && history.scaled.count > seasonLength
      ? [.none, .dummy(period: seasonLength)] : [.none]
  }
}
