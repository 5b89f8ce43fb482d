import TemporalData

/// What is done about outliers and level shifts of a history before a model sees it.
public struct CleaningOptions: Hashable, Sendable {
  /// Whether outliers and shocks are replaced by what the rest of the history leads to expect.
  public var outliers: Bool
  /// Whether the history before a level shift is moved to the level after it.
  public var shifts: Bool
  /// Periods from which the level is known to be another; they are not tested.
  public var knownShifts: [Period]
  /// Periods whose values are known not to follow from the rest; they are replaced without a test.
  public var knownOutliers: [Period]

  /// Both by default.
  public init(
    outliers: Bool = true, shifts: Bool = true, knownShifts: [Period] = [],
    knownOutliers: [Period] = []
  ) {
    (self.outliers, self.shifts) = (outliers, shifts)
    (self.knownShifts, self.knownOutliers) = (knownShifts, knownOutliers)
  }

  /// The history as it is.
  public static let none = CleaningOptions(outliers: false, shifts: false)

  /// Whether the history stays as it is.
  public var isNone: Bool { !outliers && !shifts && knownShifts.isEmpty && knownOutliers.isEmpty }
}
