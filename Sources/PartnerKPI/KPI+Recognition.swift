extension KPI {
  /// The KPI that a name suggests: a flow, unless the name speaks of a level or an average.
  public static func recognised(named name: String) -> KPI {
    let words = KPIWords(name)
    if words.speakOfAverage { return KPI(id: name, kind: .mean) }
    return KPI(id: name, kind: words.speakOfLevel ? .stock : .flow)
  }

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
