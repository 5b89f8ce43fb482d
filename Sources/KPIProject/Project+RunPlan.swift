extension Project {
  /// What a run of the whole project makes, and where its results go.
  public struct RunPlan: Hashable, Sendable {
    /// The folder of results, relative to the folder of the project file.
    public var out = "out"
    /// The KPIs to forecast; all if empty.
    public var kpis: [Located<String>] = []
    /// The columns or dimensions to add up to; each entity by itself if empty.
    public var by: [Located<String>] = []
    /// How far ahead, in periods or as a span such as `2q`; one season if nil.
    public var horizon: Located<String>?
    /// The levels of intervals in percent, between commas; the usual ones if nil.
    public var level: Located<String>?
    /// Whether the models are scored on the past.
    public var scoresPast = false
    /// Whether the results are kept in the history beside the project file.
    public var keepsHistory = true
  }

  /// A path that is relative to the folder of the project file, as the working folder sees it.
  public func path(_ relative: String) -> String {
    folder == "." ? relative : folder == "/" ? "/" + relative : folder + "/" + relative
  }
}
