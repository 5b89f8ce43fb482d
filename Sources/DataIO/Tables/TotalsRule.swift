/// What to do with rows and columns that are called totals.
public enum TotalsRule: String, Hashable, Sendable, CaseIterable {
  /// They are checked against the rows they add up, and left out; one that does not agree is an error.
  case check
  /// They are left out unchecked.
  case drop
  /// They are rows like others.
  case keep
}
