/// A hypothesis that one KPI moves before another.
public struct KPILead: Hashable, Sendable {
  /// The KPI that moves later.
  public let kpi: KPI.ID
  /// By how many months it does.
  public let lag: ClosedRange<Int>

  /// A lead by this many months.
  public init(kpi: KPI.ID, lag: ClosedRange<Int>) { (self.kpi, self.lag) = (kpi, lag) }
}

/// Whether a KPI speaks of results or of what comes before them.
public enum KPIRole: String, Hashable, Sendable, CaseIterable {
  /// It tells early: registered deals.
  case leading
  /// It tells the result: revenue.
  case lagging
}

/// Where the values of a KPI come from.
public enum KPISource: String, Hashable, Sendable, CaseIterable {
  /// A system that counts.
  case system
  /// People who were asked.
  case survey
  /// Somebody's opinion.
  case judgement
}
