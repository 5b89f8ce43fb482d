import Forecasting

extension MSTLModel {
  /// The model that a name such as `MSTL(24,168)` stands for; nil if it is not of that shape.
  ///
  /// - Throws: `SpecificationError` for a season length below 1.
  init?(named name: String) throws(SpecificationError) {
    guard let inner = ModelCatalog.argument(of: "mstl", in: name) else { return nil }
    let parts = inner.split(separator: ",", omittingEmptySubsequences: false)
    let lengths = parts.compactMap { Int($0.filter { $0 != " " }) }
    guard !parts.isEmpty, lengths.count == parts.count else { return nil }
    try self.init(seasonLengths: lengths)
  }
}

extension TransformedModel {
  /// The model that a name such as `log(arima)` or `boxcox(ETS(A,N,N))` stands for; nil if it is not of
  /// that shape.
  ///
  /// `boxcox` takes the most likely power for each history. A model that finds a power itself is given
  /// this one instead of a second transformation.
  static func named(
    _ name: String, seasonLength: Int, otherSeasonLengths: [Int]
  ) throws(SpecificationError) -> (any ForecastModel)? {
    for (function, power) in [("log", Power.fixed(0)), ("boxcox", .likelihood)] {
      guard let inner = ModelCatalog.argument(of: function, in: name) else { continue }
      let base = try ModelCatalog.model(
        named: inner, seasonLength: seasonLength, otherSeasonLengths: otherSeasonLengths)
      if let base = base as? MSTLModel, !base.seasonLengths.isEmpty {
        return try MSTLModel(
          seasonLengths: base.seasonLengths, adjusted: base.adjusted, power: power)
      }
      if base is StructuralSearch {
        return try StructuralSearch(seasonLength: seasonLength, power: power)
      }
      return try TransformedModel(base, power: power, seasonLength: seasonLength)
    }
    return nil
  }
}

extension ModelCatalog {
  /// What stands between the parentheses of `function(…)`, in any case; nil for another shape.
  static func argument(of function: String, in name: String) -> String? {
    let head = function + "("
    guard name.lowercased().hasPrefix(head), name.hasSuffix(")") else { return nil }
    return String(name.dropFirst(head.count).dropLast())
  }
}
