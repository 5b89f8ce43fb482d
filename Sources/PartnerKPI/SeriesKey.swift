/// What identifies one series of a panel: the values of the key columns, and the KPI.
public struct SeriesKey: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The values of the key columns, in the order of the columns.
  public let values: [String]
  /// The KPI's name.
  public let kpi: KPI.ID

  /// The key with these values and this KPI.
  public init(values: [String], kpi: KPI.ID) {
    (self.values, self.kpi) = (values, kpi)
  }

  /// Keys compare by their values, then by the KPI.
  public static func < (a: Self, b: Self) -> Bool {
    a.values == b.values ? a.kpi < b.kpi : a.values.lexicographicallyPrecedes(b.values)
  }

  /// The values and the KPI, such as `P-0412 / registered_deals`.
  public var description: String { (values + [kpi]).joined(separator: " / ") }
}
