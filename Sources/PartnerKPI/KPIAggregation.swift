import TemporalData

/// How the values of a KPI combine over entities and over time.
///
/// | case | over entities | over time |
/// |---|---|---|
/// | `sum` | sum | sum |
/// | `last` | sum | last |
/// | `average` | sum | mean |
/// | `activeCount` | number of active ones | last |
/// | `ratioOfSums` | ratio of sums | ratio of sums |
/// | `ratioOfLast` | ratio of sums | ratio of last values |
/// | `mean` | mean | mean |
/// | `weightedMean` | weighted mean | weighted mean |
/// | `median` | median | median |
public enum KPIAggregation: String, Hashable, Sendable, CaseIterable {
  /// Adds up: flows.
  case sum
  /// Adds up over entities; the last value of a period stands: stocks.
  case last
  /// Adds up over entities; averaged over time: a mean stock, a power.
  case average
  /// The number of entities that were active lately; the last one of a period stands.
  case activeCount
  /// Numerator and denominator add up over both.
  case ratioOfSums
  /// Numerator and denominator are stocks: added up over entities, the last over time.
  case ratioOfLast
  /// The mean of all observations.
  case mean
  /// The mean of all observations, each by its weight.
  case weightedMean
  /// The median of all observations.
  case median

  /// How a KPI of a kind combines unless something else is said.
  public static func usual(for kind: KPI.Kind) -> KPIAggregation {
    switch kind {
    case .flow: .sum
    case .stock: .last
    case .ratio: .ratioOfSums
    case .mean, .score, .share: .mean
    case .duration: .median
    }
  }

  /// All ways in which a KPI of a kind can combine.
  public static func allowed(for kind: KPI.Kind) -> [KPIAggregation] {
    switch kind {
    case .flow: [.sum]
    case .stock: [.last, .average, .activeCount]
    case .ratio: [.ratioOfSums, .ratioOfLast]
    case .mean, .share: [.mean, .weightedMean, .median]
    case .duration: [.median, .mean, .weightedMean, .ratioOfSums]
    case .score: [.mean, .weightedMean, .median]
    }
  }

  /// The words for it over entities and over time, as in a project file.
  public var names: (entities: String, time: String) {
    switch self {
    case .sum: ("sum", "sum")
    case .last: ("sum", "last")
    case .average: ("sum", "mean")
    case .activeCount: ("count_active", "last")
    case .ratioOfSums: ("ratio", "ratio")
    case .ratioOfLast: ("ratio", "last")
    case .mean: ("mean", "mean")
    case .weightedMean: ("weighted_mean", "weighted_mean")
    case .median: ("median", "median")
    }
  }

  /// How finer periods become a coarser one; for a ratio, of each part.
  public var timeRule: AggregationRule {
    switch self {
    case .sum, .ratioOfSums: .sum
    case .last, .activeCount, .ratioOfLast: .last
    case .average, .mean, .weightedMean: .mean
    case .median: .median
    }
  }

  /// How entities become one; for a ratio, of each part.
  public var entityRule: AggregationRule {
    switch self {
    case .sum, .last, .average, .activeCount, .ratioOfSums, .ratioOfLast: .sum
    case .mean, .weightedMean: .mean
    case .median: .median
    }
  }

  /// Whether every value has a denominator behind it.
  public var hasDenominator: Bool {
    self == .ratioOfSums || self == .ratioOfLast || self == .weightedMean
  }
}
