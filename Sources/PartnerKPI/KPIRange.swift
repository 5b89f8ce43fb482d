/// The values that a KPI can take.
public struct KPIRange: Hashable, Sendable {
  /// The smallest possible value; nil without one.
  public let lower: Double?
  /// The largest possible value; nil without one.
  public let upper: Double?
  /// Whether only whole numbers occur.
  public let isWhole: Bool
  /// Whether credits and returns may take single values below `lower`.
  public let allowsCredits: Bool

  /// The values from `lower` to `upper`.
  ///
  /// - Throws: `KPIError` if a bound is not finite or the lower one is not below the upper one.
  public init(
    lower: Double? = nil, upper: Double? = nil, isWhole: Bool = false, allowsCredits: Bool = false
  ) throws(KPIError) {
    for bound in [lower, upper] {
      if let bound, !bound.isFinite { throw .bound(bound) }
    }
    if let lower, let upper, lower >= upper { throw .emptyRange(lower, upper) }
    (self.lower, self.upper) = (lower, upper)
    (self.isWhole, self.allowsCredits) = (isWhole, allowsCredits)
  }

  private init(share: Void) {
    (lower, upper, isWhole, allowsCredits) = (0, 1, false, false)
  }

  /// Parts of a whole: from 0 to 1.
  public static let share = KPIRange(share: ())

  /// Whether a value lies inside, the bounds included.
  public func contains(_ value: Double) -> Bool {
    value >= lower ?? -.infinity && value <= upper ?? .infinity
  }
}

extension KPIRange: CustomStringConvertible {
  /// The range in words, such as `0 to 1` or `whole numbers, 0 and above, credits below`.
  public var description: String {
    let parts = [isWhole ? "whole numbers" : nil, bounds, allowsCredits ? "credits below" : nil]
      .compactMap { $0 }
    return parts.isEmpty ? "any number" : parts.joined(separator: ", ")
  }

  private var bounds: String? {
    switch (lower, upper) {
    case (let lower?, let upper?): "\(Self.text(lower)) to \(Self.text(upper))"
    case (let lower?, nil): "\(Self.text(lower)) and above"
    case (nil, let upper?): "up to \(Self.text(upper))"
    case (nil, nil): nil
    }
  }

  /// A number without a needless `.0`.
  static func text(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? "\(value)"
  }
}
