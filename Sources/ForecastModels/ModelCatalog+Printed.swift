/// Names as the column `model` of a result prints them, given back as the name of a model.
extension ModelCatalog {
  /// The catalogue's own name where a name is one of them in another spelling, such as `SeasonalNaive`;
  /// else the name in small letters.
  static func canonical(_ name: String) -> String {
    let letters = name.lowercased()
    guard !names.contains(letters) else { return letters }
    let plain = letters.filter { $0 != "-" && $0 != " " }
    if let other = aliases[plain] { return other }
    return names.first { $0.filter { $0 != "-" } == plain } ?? letters
  }

  private static let aliases = ["autotheta": "theta", "sparsedemand": "sparse"]

  /// Whether a name is that of a pool, or of a model that `auto` makes from more than one history.
  static func isMadeByAuto(_ name: String) -> Bool {
    let letters = name.lowercased()
    return letters.contains(" + ") || parts.contains { letters.contains($0) }
  }

  private static let parts = [
    "peerramp", "shortmean", "borrowed(", "betabinomial", "weightedlevel", "logit(",
  ]
}
