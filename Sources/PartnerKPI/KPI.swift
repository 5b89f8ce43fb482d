import TemporalData

/// A key performance indicator: what it is called and how it behaves under aggregation.
public struct KPI: Hashable, Sendable {
  /// What identifies a KPI: its column or its name in a long table.
  public typealias ID = String

  /// How values of a KPI combine.
  public enum Kind: Hashable, Sendable {
    /// Adds up over time and over entities: revenue, registered deals.
    case flow
    /// Adds up over entities; over time the last value stands: active partners.
    case stock
    /// A ratio of sums, never a mean of ratios: win rate.
    case ratio(numerator: ID, denominator: ID)
    /// A level that is averaged over time and entities, for want of its numerator and denominator.
    case mean
  }

  /// Which way is better.
  public enum Direction: String, Hashable, Sendable, Codable {
    /// More is better: revenue.
    case higherIsBetter
    /// Less is better: days to close.
    case lowerIsBetter
  }

  /// The KPI's name, as in the input.
  public let id: ID
  /// How its values combine.
  public let kind: Kind
  /// Which way is better.
  public let direction: Direction

  /// A KPI with this name, kind and direction.
  public init(id: ID, kind: Kind = .flow, direction: Direction = .higherIsBetter) {
    (self.id, self.kind, self.direction) = (id, kind, direction)
  }

  /// How values of finer periods become one of a coarser period.
  ///
  /// A ratio is aggregated through its two parts, each a sum.
  public var timeRule: AggregationRule {
    switch kind {
    case .flow, .ratio: .sum
    case .stock: .last
    case .mean: .mean
    }
  }

  /// How values of several entities in one period become one value.
  public var entityRule: AggregationRule {
    switch kind {
    case .flow, .ratio, .stock: .sum
    case .mean: .mean
    }
  }
}
