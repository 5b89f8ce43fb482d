import Forecasting

/// The members of `auto` for a season length, pooled.
struct AutoPool: Sendable {
  /// The pool of the members, on a history without its anomalies.
  private let combination: CleanedModel
  private let parameters: AutoParameters
  /// The observations at which the length of a history leaves the spread of errors as it is.
  private let unit: Double
  private let seasonLength: Int

  /// The seasons that a trial of the members leaves at least.
  private static let fewestSeasons = 5
  /// The size of a logit whose tenth moves a half by as much as a tenth of itself.
  private static let leastLogit = 2.0

  /// The pool for a season length and a horizon.
  init(
    seasonLength: Int, otherSeasonLengths: [Int] = [], horizon: Int, cleaning: CleaningOptions
  ) throws(SpecificationError) {
    guard seasonLength >= 1 else {
      throw .outOfRange(parameter: "season length", value: Double(seasonLength), allowed: "1...")
    }
    guard let parameters = AutoParameters.of(seasonLength: seasonLength) else {
      throw .notAllowed("auto has no learned weights for a season of \(seasonLength)")
    }
    var members: [any ForecastModel] = []
    for name in parameters.members {
      members.append(
        try ModelCatalog.model(
          named: name, seasonLength: seasonLength, otherSeasonLengths: otherSeasonLengths))
    }
    let pool = try WeightedCombination(
      name: "auto", members: members,
      weighting: LearnedWeights(parameters: parameters, seasonLength: seasonLength),
      window: horizon,
      fewestKnown: max(parameters.fewestKnown, Self.fewestSeasons * seasonLength),
      seasonLength: seasonLength)
    combination = try CleanedModel(
      pool, seasonLength: seasonLength, options: cleaning, expectsRecurrence: false)
    (self.parameters, self.seasonLength) = (parameters, seasonLength)
    unit = Double(seasonLength > 1 ? 4 * seasonLength : 20)
  }

  /// The spread of errors as it was learned from other panels.
  var calibration: SpreadCalibration {
    SpreadCalibration(
      at80: parameters.spread[0], at95: parameters.spread[1], unit: unit,
      recency: parameters.recency, trust: parameters.trust)
  }

  /// The pool with calibrated intervals; by what was learned before where the panel taught nothing.
  func calibrated(_ calibration: SpreadCalibration?, range: ValueRange) -> CalibratedModel {
    // Between two bounds the pool works on logits, which have none.
    CalibratedModel(
      combination, calibration: calibration ?? self.calibration,
      lower: range.upper == nil ? range.lower : nil, seasonLength: seasonLength,
      leastSize: range.lower != nil && range.upper != nil ? Self.leastLogit : 0)
  }
}
