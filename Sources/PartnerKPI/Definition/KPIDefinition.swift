/// All that a program says about one of its KPIs.
///
/// A definition that exists is valid: the name is one, the aggregation suits the kind, a ratio has its
/// parts. What other KPIs it names is checked where all of them are known (``KPIMeasures``).
public struct KPIDefinition: Hashable, Sendable {
  /// How its numbers behave.
  public let kpi: KPI
  /// What it is computed from.
  public let measurement: KPIMeasurement
  /// The column of weights of a weighted mean, such as the number of answers.
  public let weight: String?
  /// Within which time an entity counts as active.
  public let activeWithin: KPIWindow?
  /// What its numbers count.
  public let unit: KPIUnit?
  /// What people say about it.
  public let story: KPIStory

  /// A definition of all its parts.
  ///
  /// - Throws: `KPIError` for parts that do not fit together.
  public init(
    kpi: KPI, measurement: KPIMeasurement, weight: String? = nil,
    activeWithin: KPIWindow? = nil, unit: KPIUnit? = nil, story: KPIStory = KPIStory()
  ) throws(KPIError) {
    guard KPIName.isValid(kpi.id) else { throw .name(kpi.id) }
    if case .ratio = kpi.kind, case .column = measurement { throw .parts(kind: kpi.kind) }
    if case .parts = measurement, !kpi.aggregation.hasDenominator { throw .parts(kind: kpi.kind) }
    if case .activity = measurement, kpi.aggregation != .activeCount { throw .noActiveWindow }
    guard weight != nil || kpi.aggregation != .weightedMean else { throw .noWeight }
    guard activeWithin != nil || kpi.aggregation != .activeCount else { throw .noActiveWindow }
    if let days = story.lagDays, days < 0 { throw .lagDays(days) }
    if let lead = story.leads.first(where: { $0.kpi == kpi.id }) { throw .leadsItself(lead.kpi) }
    (self.kpi, self.measurement, self.weight) = (kpi, measurement, weight)
    (self.activeWithin, self.unit, self.story) = (activeWithin, unit, story)
  }

  /// The KPI's name.
  public var id: KPI.ID { kpi.id }
}

/// What people say about a KPI: no computation needs it, every reader does.
public struct KPIStory: Hashable, Sendable {
  /// What a table or a chart calls it.
  public var label: String?
  /// What it means, in a sentence.
  public var description: String?
  /// Its formula in words.
  public var formula: String?
  /// The stage of a partner's life that it speaks of.
  public var stage: LifecycleStage?
  /// The goal it serves.
  public var goal: String?
  /// Whether it speaks of results or of what comes before them.
  public var role: KPIRole?
  /// What it is supposed to move before.
  public var leads: [KPILead] = []
  /// Who answers for it.
  public var owner: String?
  /// What can be done to move it.
  public var lever: String?
  /// Where its values come from.
  public var source: KPISource?
  /// The days after the end of a period until its value is final.
  public var lagDays: Int?
  /// The values of dimensions that it is asked of; all where a dimension is not named.
  public var appliesTo: [Restriction] = []
  /// The values that it must not leave.
  public var limit: KPIRange?
  /// The table of its targets.
  public var targets: String?

  /// The values of one dimension.
  public struct Restriction: Hashable, Sendable {
    /// The dimension.
    public let dimension: String
    /// Its values.
    public let values: [String]

    /// A restriction to values of a dimension.
    public init(dimension: String, values: [String]) {
      (self.dimension, self.values) = (dimension, values)
    }
  }

  /// Nothing said yet.
  public init() {}
}
