/// Numbers as text for files.
public enum NumberText {
  /// The shortest text that reads back as the same double; nil if it is not finite.
  ///
  /// Whole numbers below 2⁵³ in size have no decimal point (`123`), small and large numbers have an
  /// exponent (`1e-07`), and negative zero is `0`.
  public static func exact(_ value: Double) -> String? {
    guard value.isFinite else { return nil }
    if value.magnitude < 0x1p53, let whole = Int(exactly: value) { return String(whole) }
    return value.description
  }
}
