/// A value that a later file tells otherwise than an earlier one.
public struct Revision: Hashable, Sendable {
  /// The key of the series, its parts joined.
  public let series: String
  /// The name of the KPI.
  public let kpi: String
  /// The period, as the first day of it or a number.
  public let period: String
  /// The value of the earlier file; nil if it had none.
  public let old: Double?
  /// The value of the later file, which stands.
  public let new: Double?
  /// Where the earlier value stood.
  public let earlier: DataError.Location
  /// Where the later value stands.
  public let later: DataError.Location
}

/// What further files tell of rows that earlier ones had.
///
/// Where at least as many of these rows are copies as are not, the later file is another export of the
/// same data, and stands. Otherwise the files contradict each other.
struct RevisionLog {
  /// How many are kept in full.
  static let capacity = 10_000

  private(set) var revisions: [Revision] = []
  private(set) var count = 0
  /// Of the current file: rows that copy those of earlier files, and rows that do not.
  private(set) var copies = 0
  private(set) var changes = 0
  private var first: DataError?

  mutating func noteCopy() { copies += 1 }

  /// Whether no more revisions are kept.
  var isFull: Bool { revisions.count >= Self.capacity }

  /// Notes a row that differs from one of an earlier file.
  ///
  /// - Parameters:
  ///   - changed: the values that differ, if they are to be kept.
  ///   - count: how many these are.
  ///   - error: the error if the files contradict each other; of the first such row of a file.
  mutating func note(_ changed: [Revision], count: Int, error: DataError?) {
    if first == nil { first = error }
    changes += 1
    self.count += count
    revisions += changed
  }

  /// Ends a file; throws if it contradicts earlier ones rather than revising them.
  mutating func endFile(isAsked: Bool) throws(DataError) {
    defer { (copies, changes, first) = (0, 0, nil) }
    guard !isAsked, changes > copies, let first else { return }
    throw first
  }
}
