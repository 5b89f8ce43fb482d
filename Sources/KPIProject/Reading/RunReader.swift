/// Reads `run:`, what a run of the project makes.
struct RunReader {
  /// The keys of `run:`.
  static let keys = ["out", "kpis", "by", "horizon", "level", "backtest", "history"]

  private let fields: MappingReader

  init(_ node: YAMLNode) throws(ProjectError) {
    fields = try MappingReader(node, "'run'", keys: Self.keys)
  }

  /// What a run makes.
  func plan() throws(ProjectError) -> Project.RunPlan {
    var plan = Project.RunPlan()
    if let out = try fields.located("out") { plan.out = try Self.folder(out) }
    plan.kpis = try fields.texts("kpis")
    plan.by = try fields.texts("by")
    plan.horizon = try fields.located("horizon")
    let levels = try fields.texts("level")
    plan.level = levels.first.map {
      .init(value: levels.map(\.value).joined(separator: ","), place: $0.place)
    }
    plan.scoresPast = try fields.flag("backtest") ?? false
    plan.keepsHistory = try fields.flag("history") ?? true
    return plan
  }

  /// A folder inside of that of the project file.
  private static func folder(_ out: Project.Located<String>) throws(ProjectError) -> String {
    let parts = out.value.split(separator: "/")
    let leaves = out.value.hasPrefix("/") || out.value.hasPrefix("~") || parts.contains("..")
    guard !leaves, !out.value.utf8.contains(0), parts.contains(where: { $0 != "." }) else {
      throw ProjectError(
        at: out.place, "'out' of 'run' is '\(out.value.excerpt)', which leads out of the project",
        details: ["it is a folder below that of the project file, such as out"],
        fix: "name a folder of the project, or give another one with --out")
    }
    return out.value
  }
}
