/// The values that a quantity can take: what a forecast of it may never leave.
public struct ValueRange: Hashable, Sendable {
  /// The smallest possible value; nil without one.
  public let lower: Double?
  /// The largest possible value; nil without one.
  public let upper: Double?
  /// Whether only whole numbers occur.
  public let isWhole: Bool

  /// Every value at or above `lower` and at or below `upper`.
  ///
  /// - Precondition: `lower < upper` where both are given.
  public init(lower: Double? = nil, upper: Double? = nil, isWhole: Bool = false) {
    if let lower, let upper { precondition(lower < upper, "an empty range of values") }
    (self.lower, self.upper, self.isWhole) = (lower, upper, isWhole)
  }

  /// Any number.
  public static let any = ValueRange()
  /// Amounts: 0 and above.
  public static let nonNegative = ValueRange(lower: 0)
  /// Counts: 0, 1, 2, ….
  public static let counts = ValueRange(lower: 0, isWhole: true)
  /// Shares: from 0 to 1.
  public static let share = ValueRange(lower: 0, upper: 1)

  /// Whether a value lies inside, the bounds included; whether it is whole is not asked.
  public func contains(_ value: Double) -> Bool {
    value >= lower ?? -.infinity && value <= upper ?? .infinity
  }
}

extension ValueRange: CustomStringConvertible {
  /// The range in words, such as `0 to 1`, `0 and above` or `whole numbers, 0 and above`.
  public var description: String {
    let whole = isWhole ? "whole numbers" : ""
    guard let bounds = boundsText else { return isWhole ? whole : "any number" }
    return isWhole ? whole + ", " + bounds : bounds
  }

  private var boundsText: String? {
    switch (lower, upper) {
    case (let lower?, let upper?): "\(Self.text(lower)) to \(Self.text(upper))"
    case (let lower?, nil): "\(Self.text(lower)) and above"
    case (nil, let upper?): "up to \(Self.text(upper))"
    case (nil, nil): nil
    }
  }

  private static func text(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? "\(value)"
  }
}
