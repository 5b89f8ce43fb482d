/// What tells one kept run from another.
public struct Vintage: Hashable, Sendable {
  /// Its number in the history; later ones are higher.
  public let id: Int64
  /// The day on which the analysis stood; nil for an index.
  public let asOf: String?
  /// When it was kept, in UTC.
  public let createdAt: String
  /// The version of the program that made it.
  public let version: String
  /// The length of its periods, as `Frequency.description` says it.
  public let grain: String
  /// The names of its key columns.
  public let keyColumns: [String]
  /// Its KPIs, in alphabetical order.
  public let kpis: [String]
  /// The number of series with a forecast or a refusal.
  public let series: Int
}

/// What is kept of a run besides its series.
public struct VintageFacts: Hashable, Sendable {
  /// What makes two runs the same: a digest of inputs, options and version.
  public let identity: String
  /// The time of the run, in UTC.
  public let createdAt: String
  /// The version of the program.
  public let version: String
  /// The options in force, as JSON.
  public let options: String
  /// The inputs.
  public let inputs: [KeptRun.Input]

  /// The facts of a run.
  public init(
    identity: String, createdAt: String, version: String, options: String,
    inputs: [KeptRun.Input]
  ) {
    (self.identity, self.createdAt, self.version) = (identity, createdAt, version)
    (self.options, self.inputs) = (options, inputs)
  }
}
