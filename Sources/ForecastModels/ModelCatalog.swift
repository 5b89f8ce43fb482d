import Forecasting

/// Where a name becomes a model.
public enum ModelCatalog {
  /// The names that `model(named:seasonLength:)` knows, besides full names such as `ETS(A,Ad,M)`.
  public static let names = [
    "auto", "ensemble", "ets", "arima", "theta", "ces", "mstl", "structural", "croston", "sba",
    "tsb", "adida", "imapa", "hurdle", "negative-binomial", "renewal", "sparse", "naive",
    "seasonal-naive", "drift",
    "mean", "standard-theta", "optimized-theta", "dynamic-theta", "dynamic-optimized-theta",
  ]

  /// Full names, one of each shape.
  static let fullNames = [
    "ETS(A,Ad,M)", "ARIMA(1,1,1)(0,1,1)", "CES(P)", "MSTL(24,168)", "BSM", "log(arima)",
    "boxcox(ets)",
  ]

  /// The model of a name, in any case.
  ///
  /// - Parameters:
  ///   - seasonLength: slots per season; 1 for none.
  ///   - otherSeasonLengths: further seasons, for models that can have several.
  /// - Throws: `SpecificationError` for an unknown name or a combination that does not exist.
  public static func model(
    named name: String, seasonLength: Int, otherSeasonLengths: [Int] = []
  ) throws(SpecificationError) -> any ForecastModel {
    switch canonical(name) {
    case "auto":
      return try auto(seasonLength: seasonLength, otherSeasonLengths: otherSeasonLengths)
    case "ensemble":
      return try ensemble(seasonLength: seasonLength, otherSeasonLengths: otherSeasonLengths)
    case "ets": return try ETSSearch(seasonLength: seasonLength)
    case "arima": return try ARIMASearch(seasonLength: seasonLength)
    case "theta": return try ThetaSearch(seasonLength: seasonLength)
    case "standard-theta": return try Theta(.standard, seasonLength: seasonLength)
    case "optimized-theta": return try Theta(.optimized, seasonLength: seasonLength)
    case "dynamic-theta":
      return try Theta(.dynamic, seasonLength: seasonLength, estimation: .regularized)
    case "dynamic-optimized-theta":
      return try Theta(.dynamicOptimized, seasonLength: seasonLength, estimation: .regularized)
    case "ces": return try CESSearch(seasonLength: seasonLength)
    case "naive": return Naive()
    case "seasonal-naive": return try SeasonalNaive(seasonLength: seasonLength)
    case "drift": return Drift()
    case "mean": return Mean()
    case "croston": return try Croston()
    case "sba": return try Croston(correction: .syntetosBoylan)
    case "tsb": return try TeunterSyntetosBabai()
    case "adida": return try DemandAggregation(.single)
    case "renewal": return Renewal()
    case "sparse": return SparseDemand()
    case "imapa": return try DemandAggregation(.multiple)
    case "hurdle": return Hurdle()
    case "negative-binomial": return CountSmoothing()
    case "structural": return try StructuralSearch(seasonLength: seasonLength)
    case "mstl": return try MSTLModel(seasonLengths: [seasonLength] + otherSeasonLengths)
    default:
      if let model = try CES(named: name, seasonLength: seasonLength) { return model }
      if let model = try StructuralModel(named: name, seasonLength: seasonLength) { return model }
      if let model = try MSTLModel(named: name) { return model }
      if let model = try TransformedModel.named(
        name, seasonLength: seasonLength, otherSeasonLengths: otherSeasonLengths)
      {
        return model
      }
      if let model = try ARIMA(named: name, seasonLength: seasonLength) { return model }
      guard let model = try ETS(named: name, seasonLength: seasonLength) else {
        if isMadeByAuto(name) { throw .madeByAuto(name) }
        throw .unknownModel(name, known: names + fullNames)
      }
      return model
    }
  }

  /// The default; see ``AutoModel``.
  public static func auto(
    seasonLength: Int, otherSeasonLengths: [Int] = []
  ) throws(SpecificationError) -> AutoModel {
    try AutoModel(seasonLength: seasonLength, otherSeasonLengths: otherSeasonLengths)
  }

  /// Exponential smoothing, theta, complex exponential smoothing and MSTL in equal parts, as they are.
  static func ensemble(
    seasonLength: Int, otherSeasonLengths: [Int] = []
  ) throws(SpecificationError) -> Combination {
    var members: [any ForecastModel] = []
    for name in ["ets", "standard-theta", "ces"] + (seasonLength > 1 ? ["mstl"] : ["drift"]) {
      members.append(
        try model(
          named: name, seasonLength: seasonLength, otherSeasonLengths: otherSeasonLengths))
    }
    return try Combination(name: "ensemble", members: members)
  }
}

extension ETS {
  /// The form that a name such as `ETS(A,Ad,M)` stands for; nil if it is not of that shape.
  ///
  /// - Throws: `SpecificationError` for a seasonal form without a season.
  init?(named name: String, seasonLength: Int) throws(SpecificationError) {
    let letters = name.uppercased().filter { $0 != " " }
    guard letters.hasPrefix("ETS("), letters.hasSuffix(")") else { return nil }
    let parts = letters.dropFirst(4).dropLast().split(
      separator: ",", omittingEmptySubsequences: false)
    guard parts.count == 3,
      let noise = ["A": Noise.additive, "M": .multiplicative][String(parts[0])],
      let trend = ["N": Trend.none, "A": .additive(damped: false), "AD": .additive(damped: true)][
        String(parts[1])],
      let season = [
        "N": Season.none, "A": .additive(period: seasonLength),
        "M": .multiplicative(period: seasonLength),
      ][String(parts[2])]
    else { return nil }
    if parts[2] != "N" && seasonLength < 2 {
      throw .notAllowed("\(name) needs a season, but the season length is \(seasonLength)")
    }
    try self.init(noise: noise, trend: trend, season: season)
  }
}
