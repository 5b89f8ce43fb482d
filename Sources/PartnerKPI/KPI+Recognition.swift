extension KPI {
  /// The KPI that a name suggests: a flow, unless the name speaks of a level or an average.
  public static func recognised(named name: String) -> KPI {
    let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    if name.contains("%") || isDuration(words) || words.contains(where: levelWords.contains) {
      return KPI(id: name, kind: .mean)
    }
    let speaksOfLevel =
      words.first == "active" || words.contains(where: stockWords.contains)
      || (words.contains("installed") && words.contains("base"))
    let speaksOfChange = words.contains(where: changeWords.contains)
    return KPI(id: name, kind: speaksOfLevel && !speaksOfChange ? .stock : .flow)
  }

  /// Whether a name speaks of the time until something, such as `days_to_close`.
  private static func isDuration(_ words: [String]) -> Bool {
    zip(words, words.dropFirst()).contains { unit, to in
      to == "to" && ["time", "hours", "days", "weeks", "months"].contains(unit)
    }
  }

  private static let levelWords: Set<String> = [
    "rate", "pct", "percent", "percentage", "share", "ratio", "avg", "average", "mean", "median",
    "score", "nps", "csat", "index",
  ]
  private static let stockWords: Set<String> = [
    "headcount", "stock", "balance", "staff", "employees", "fte", "ftes", "subscribers", "arr",
    "mrr", "inventory", "backlog",
  ]
  private static let changeWords: Set<String> = [
    "new", "newly", "added", "hired", "gained", "lost", "churned",
  ]

  /// The kind in words, for a decision line.
  public var kindName: String {
    switch kind {
    case .flow: "adds up over time"
    case .stock: stockName
    case .ratio(let numerator, let denominator): "sum of \(numerator) over sum of \(denominator)"
    case .mean: averageName
    case .duration: "a duration: \(averageName)"
    case .score: "a score: \(averageName)"
    case .share: "a share: \(averageName)"
    }
  }

  private var stockName: String {
    switch aggregation {
    case .average: "a level: averaged over time, added up over entities"
    case .activeCount: "how many were active lately, at the end of a period"
    default: "a level: the last value of a period stands"
    }
  }

  private var averageName: String {
    switch aggregation {
    case .median: "the median of all rows"
    case .weightedMean: "averaged by weights"
    case .ratioOfSums: "a ratio of sums"
    default: "averaged"
    }
  }
}
