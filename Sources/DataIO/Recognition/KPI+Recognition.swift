import PartnerKPI

extension KPI {
  /// The KPI that a name suggests: a flow, unless the name speaks of a level or an average.
  static func recognised(named name: String) -> KPI {
    let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    if words.contains(where: levelWords.contains) { return KPI(id: name, kind: .mean) }
    let isStock =
      words.first == "active" || words.contains { stockWords.contains($0) }
      || (words.contains("installed") && words.contains("base"))
    return KPI(id: name, kind: isStock ? .stock : .flow)
  }

  private static let levelWords: Set<String> = [
    "rate", "pct", "percent", "percentage", "share", "ratio", "avg", "average", "mean", "median",
    "score", "nps", "csat", "index",
  ]
  private static let stockWords: Set<String> = ["headcount", "stock", "balance"]

  /// The kind in words, for a decision line.
  var kindName: String {
    switch kind {
    case .flow: "adds up over time"
    case .stock: "a level: the last value of a period stands"
    case .ratio(let numerator, let denominator): "sum of \(numerator) over sum of \(denominator)"
    case .mean: "averaged"
    }
  }
}
