/// What the words of a KPI's name say of its numbers.
struct KPIWords {
  private let name: String
  private let words: [String]

  init(_ name: String) {
    self.name = name
    words = name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  /// Whether values are averaged: rates, shares, prices, scores, durations.
  var speakOfAverage: Bool {
    if name.contains("%") || has(Self.averages) || isDuration || isQuotient { return true }
    guard let last = words.last else { return false }
    return words.starts(with: ["on", "time"])
      || (last == "turnover" && words.count > 1 && has(Self.turnedOver))
      || (last == "churn" && !has(Self.changes)) || (last == "size" && words.count > 1)
  }

  /// Whether values are levels that stand until the next one: partners, stock, a pipeline.
  var speakOfLevel: Bool {
    guard !has(Self.changes) else { return false }
    return words.first == "active" || words.first == "open" || has(Self.levels)
      || (has(["installed"]) && has(["base"]))
  }

  /// Whether it is the time that something takes, such as `days_to_close` or `resolution_time`.
  private var isDuration: Bool {
    let toEvent = zip(words, words.dropFirst()).contains { unit, to in
      to == "to" && Self.timeUnits.contains(unit)
    }
    return toEvent || has(Self.durations)
      || (words.count > 1 && words.last == "time" && !has(Self.worked))
      || (words.contains("length") && words.contains("stay"))
  }

  /// Whether it is so much of one for each of another, such as `sales_per_store`.
  private var isQuotient: Bool {
    words.dropFirst().dropLast().contains("per")
  }

  private func has(_ some: Set<String>) -> Bool { words.contains(where: some.contains) }

  private static let averages: Set<String> = [
    "rate", "pct", "percent", "percentage", "share", "ratio", "avg", "average", "mean", "median",
    "score", "nps", "csat", "index", "satisfaction", "rating", "margin", "growth", "yield",
    "uplift", "attainment", "achievement", "adherence", "compliance", "availability", "uptime",
    "utilization",
    "utilisation", "occupancy", "efficiency", "effectiveness", "profitability",
    "productivity", "intensity", "incidence", "quality", "coverage", "factor", "retention", "price",
    "roi",
    "roas", "clv", "cltv", "ltv", "cac", "cpa", "cpl", "arpu", "aov",
  ]
  private static let durations: Set<String> = ["duration", "latency", "cycle", "tenure"]
  private static let timeUnits: Set<String> = [
    "time", "minutes", "hours", "days", "weeks", "months",
  ]
  /// Time that was spent adds up.
  private static let worked: Set<String> = ["over", "working", "work", "billable", "training"]
  private static let turnedOver: Set<String> = [
    "employee", "staff", "inventory", "stock", "asset", "receivables",
  ]
  private static let levels: Set<String> = [
    "headcount", "stock", "balance", "staff", "employees", "fte", "ftes", "subscribers", "arr",
    "mrr", "inventory", "backlog", "pipeline", "whitespace", "outstanding",
  ]
  private static let changes: Set<String> = [
    "new", "newly", "added", "hired", "gained", "lost", "churned", "created", "opened", "generated",
    "closed", "won",
  ]
}
