/// Consecutive periods of one frequency.
public struct PeriodRange: Hashable, Sendable, RandomAccessCollection {
  /// The first period.
  public let start: Period
  /// How many periods there are, at least 0.
  public let count: Int

  /// The periods from `start` on, `count` of them (none if negative).
  public init(start: Period, count: Int) {
    (self.start, self.count) = (start, Swift.max(0, count))
  }

  /// 0.
  public var startIndex: Int { 0 }
  /// `count`.
  public var endIndex: Int { count }
  /// The period that many slots after the first.
  public subscript(position: Int) -> Period { start.advanced(by: position) }
}
