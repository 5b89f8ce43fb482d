import TemporalData

/// A key performance indicator as every computation sees it: what it is called, how it behaves under
/// aggregation, which values it can take and which way is better.
///
/// What people say about it (label, owner, goal, …) stands in ``KPIDefinition``.
public struct KPI: Hashable, Sendable {
  /// What identifies a KPI: its column or its name in a long table.
  public typealias ID = String

  /// What kind of number a KPI is.
  public enum Kind: Hashable, Sendable {
    /// Adds up over time and over entities: revenue, registered deals.
    case flow
    /// Adds up over entities; over time the last value stands: active partners.
    case stock
    /// A ratio of sums, never a mean of ratios: win rate.
    case ratio(numerator: ID, denominator: ID)
    /// A level that is averaged over time and entities, for want of its numerator and denominator.
    case mean
    /// The time something takes, whose middle speaks for it: days to close.
    case duration
    /// An answer on a scale, averaged by the number of answers where it is known: satisfaction.
    case score
    /// A part of a whole, from 0 to 1, for want of its numerator and denominator: uptime.
    case share
  }

  /// Which way is better.
  public enum Direction: Hashable, Sendable {
    /// More is better: revenue.
    case higherIsBetter
    /// Less is better: days to close.
    case lowerIsBetter
    /// Inside these bounds is good, on either side of them is not: the approval rate of loans.
    case band(KPIRange)
    /// Neither way is better by itself: the payout per revenue.
    case neither
  }

  /// The KPI's name, as in the input.
  public let id: ID
  /// What kind of number it is.
  public let kind: Kind
  /// Which way is better.
  public let direction: Direction
  /// How its values combine.
  public let aggregation: KPIAggregation
  /// The values it can take, where they are known.
  public let range: KPIRange?
  /// The denominator below which a ratio of one period says little; nil without such a bound.
  public let minimumDenominator: Double?

  /// A KPI with this name, kind and direction, combined as its kind usually is.
  public init(id: ID, kind: Kind = .flow, direction: Direction = .higherIsBetter) {
    (self.id, self.kind, self.direction) = (id, kind, direction)
    aggregation = KPIAggregation.usual(for: kind)
    (range, minimumDenominator) = (nil, nil)
  }

  /// A KPI with all that is known of its numbers.
  ///
  /// - Throws: `KPIError` if the aggregation does not suit the kind, if a band has no bound, or for a
  ///   smallest denominator that is not above 0 or of a KPI without a denominator.
  public init(
    id: ID, kind: Kind, direction: Direction, aggregation: KPIAggregation?,
    range: KPIRange? = nil, minimumDenominator: Double? = nil
  ) throws(KPIError) {
    let aggregation = aggregation ?? KPIAggregation.usual(for: kind)
    let allowed = KPIAggregation.allowed(for: kind)
    guard allowed.contains(aggregation) else {
      throw .aggregation(aggregation, kind: kind, allowed: allowed)
    }
    if case .band(let band) = direction, band.lower == nil && band.upper == nil {
      throw .emptyBand
    }
    if let minimum = minimumDenominator {
      guard minimum > 0, minimum.isFinite else { throw .minimumDenominator(minimum) }
      guard aggregation.hasDenominator else { throw .noDenominator(kind: kind) }
    }
    (self.id, self.kind, self.direction) = (id, kind, direction)
    (self.aggregation, self.range) = (aggregation, range)
    self.minimumDenominator = minimumDenominator
  }

  /// The same KPI with a range, where it has none.
  public func ranged(_ range: KPIRange?) -> KPI { KPI(self, range: self.range ?? range) }

  /// The same ratio with its parts by name.
  func dividing(_ numerator: ID, by denominator: ID) -> KPI {
    KPI(self, kind: .ratio(numerator: numerator, denominator: denominator), range: range)
  }

  private init(_ other: KPI, kind: Kind? = nil, range: KPIRange?) {
    (id, self.kind, direction) = (other.id, kind ?? other.kind, other.direction)
    (aggregation, self.range) = (other.aggregation, range)
    minimumDenominator = other.minimumDenominator
  }

  /// How values of finer periods become one of a coarser period.
  ///
  /// A ratio is aggregated through its two parts, each by this rule.
  public var timeRule: AggregationRule { aggregation.timeRule }

  /// How values of several entities in one period become one value.
  ///
  /// A ratio is aggregated through its two parts, each by this rule.
  public var entityRule: AggregationRule { aggregation.entityRule }
}

extension KPI.Kind {
  /// The kind by its word: `flow`, `stock`, `ratio`, `mean`, `duration`, `score` or `share`.
  public var name: String {
    switch self {
    case .flow: "flow"
    case .stock: "stock"
    case .ratio: "ratio"
    case .mean: "mean"
    case .duration: "duration"
    case .score: "score"
    case .share: "share"
    }
  }

  /// The words of all kinds.
  public static let names = ["flow", "stock", "ratio", "mean", "duration", "score", "share"]

  /// Whether values add up over entities.
  public var addsUp: Bool { self == .flow || self == .stock }
}

extension KPI.Direction {
  /// The direction by its word: `higher`, `lower`, `band` or `none`.
  public var name: String {
    switch self {
    case .higherIsBetter: "higher"
    case .lowerIsBetter: "lower"
    case .band: "band"
    case .neither: "none"
    }
  }

  /// The words of all directions.
  public static let names = ["higher", "lower", "band", "none"]
}
