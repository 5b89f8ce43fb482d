import Forecasting
import TemporalData

/// The forecast that needs no choice: what kind of history this is, and the models that suit it.
///
/// A regular history is forecast by members that differ in kind, pooled with learned weights
/// (``LearnedWeights``), with intervals calibrated by errors of the past (`SpreadCalibration`), on the
/// scale of the quantity (`RangedModel`).
///
/// | Name | Default | Meaning |
/// |---|---|---|
/// | `seasonLength` | | slots per season; 1 for none |
/// | `horizon` | one season and a half, at least 6 | periods ahead for which members are tried |
/// | `context` | none | what is known about the series besides its history |
/// | `knowledge` | none | what was learned from the panel of the series |
public struct AutoModel: ForecastModel {
  /// Slots per season; 1 for none.
  public let seasonLength: Int
  /// Further seasons.
  public let otherSeasonLengths: [Int]
  /// The periods ahead for which members are tried.
  public let horizon: Int
  /// What is known about the series besides its history.
  public let context: SeriesContext
  /// What was learned from the panel of the series.
  public let knowledge: PanelKnowledge

  private let regular: any ForecastModel

  /// The automatic model of one series.
  ///
  /// - Throws: `SpecificationError` for a season length or horizon below 1.
  public init(
    seasonLength: Int, otherSeasonLengths: [Int] = [], horizon: Int? = nil,
    context: SeriesContext = .none, knowledge: PanelKnowledge = .none
  ) throws(SpecificationError) {
    let steps = horizon ?? max(6, seasonLength + seasonLength / 2)
    (self.seasonLength, self.otherSeasonLengths) = (seasonLength, otherSeasonLengths)
    (self.horizon, self.context, self.knowledge) = (steps, context, knowledge)
    let pool = try AutoPool(
      seasonLength: seasonLength, otherSeasonLengths: otherSeasonLengths, horizon: steps)
    regular = RangedModel(
      pool.calibrated(knowledge, range: context.range), range: context.range,
      exposure: context.exposure)
  }

  /// `auto`.
  public var name: String { "auto" }

  /// Looks at the history and fits what suits it.
  public func fit(_ history: TimeSeries) throws(ModelError) -> FittedAuto {
    FittedAuto(try regular.fitAny(history))
  }
}

/// The members of `auto` for a season length, pooled.
struct AutoPool {
  let combination: WeightedCombination
  let parameters: AutoParameters
  private let unit: Double

  init(
    seasonLength: Int, otherSeasonLengths: [Int] = [], horizon: Int
  ) throws(SpecificationError) {
    guard let parameters = AutoParameters.of(seasonLength: seasonLength) else {
      throw .notAllowed("auto has no learned weights for a season of \(seasonLength)")
    }
    var members: [any ForecastModel] = []
    for name in parameters.members {
      members.append(
        try ModelCatalog.model(
          named: name, seasonLength: seasonLength, otherSeasonLengths: otherSeasonLengths))
    }
    combination = try WeightedCombination(
      name: "auto", members: members,
      weighting: LearnedWeights(parameters: parameters, seasonLength: seasonLength),
      window: horizon, fewestKnown: max(parameters.fewestKnown, 5 * seasonLength),
      seasonLength: seasonLength)
    self.parameters = parameters
    unit = Double(seasonLength > 1 ? 4 * seasonLength : 20)
  }

  /// The spread of errors as it was learned.
  var calibration: SpreadCalibration {
    SpreadCalibration(
      at80: parameters.spread[0], at95: parameters.spread[1], unit: unit,
      recency: parameters.recency, trust: parameters.trust)
  }

  /// The pool with intervals calibrated by the panel.
  func calibrated(_ knowledge: PanelKnowledge, range: ValueRange) -> CalibratedModel {
    // Between two bounds the pool works on logits, which have none.
    CalibratedModel(
      combination, calibration: knowledge.calibration ?? calibration,
      lower: range.upper == nil ? range.lower : nil)
  }
}
