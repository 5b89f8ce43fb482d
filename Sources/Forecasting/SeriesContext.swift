import TemporalData

/// What is known about one series besides its history: how a model may use more than the numbers.
///
/// A model is a valid value without data; what differs from series to series enters when the model of
/// a series is made.
public struct SeriesContext: Sendable {
  /// The values that the quantity can take.
  public let range: ValueRange
  /// The denominator of each value of a ratio, over the periods of the history; nil where there is
  /// none, or it is not known.
  public let exposure: TimeSeries?

  /// What the series has in common with its closest peers, such as a type; nil where that is not known.
  public let group: String?

  /// A context of these parts.
  public init(range: ValueRange = .any, exposure: TimeSeries? = nil, group: String? = nil) {
    (self.range, self.exposure, self.group) = (range, exposure, group)
  }

  /// Nothing is known but the history.
  public static let none = SeriesContext()
}
