import PartnerKPI
import Reporting
import TemporalData

/// Which partners are active, new, dormant or gone: a table in the output folder, and one line for a person.
struct PartnersOutput {
  /// The file in the output folder.
  static let fileName = "partners.csv"

  private let panel: KPIPanel

  /// The partners of a panel; nil if its series are groups or were prepared by another program.
  init?(_ panel: KPIPanel, by: [String]) {
    let isPrepared = panel.keyColumns.contains { $0.lowercased() == "unique_id" }
    guard by.isEmpty, !panel.keyColumns.isEmpty, !isPrepared else { return nil }
    self.panel = panel
  }

  /// `KEYS…, kpi, first, last, values, median_gap, silence, status`.
  var columns: [ResultTable.Column] {
    panel.keyColumns.map { .init($0, .text) } + [
      .init("kpi", .text), .init("first", .period), .init("last", .period),
      .init("values", .count), .init("median_gap", .number), .init("silence", .count),
      .init("status", .text),
    ]
  }

  /// One row per partner and KPI.
  var rows: [ResultTable.Row] {
    panel.activity.map { activity in
      let key = activity.key.values.map { ResultTable.Cell.text($0) } + [.text(activity.key.kpi)]
      return key + [
        activity.first.map { .period($0) } ?? .missing,
        activity.last.map { .period($0) } ?? .missing,
        .count(activity.values), activity.medianGap.map { .number($0) } ?? .missing,
        .count(activity.silence), .text(activity.status.rawValue),
      ]
    }
  }

  /// How many there are of each kind.
  var line: String {
    let counts = panel.activityCounts
    let all = counts.values.reduce(0, +)
    let year = panel.frequency == .index ? "12 periods" : "12 months"
    let half = panel.frequency == .index ? "6 periods" : "6 months"
    let parts = [
      (EntityActivity.Status.active, "active"), (.new, "new within \(year)"),
      (.dormant, "dormant (silent for \(half) and twice their usual gap)"),
      (.ended, "ended (silent for two years and four times their usual gap)"),
    ].compactMap { status, words in
      counts[status].map { "\(Counted.grouped($0)) \(words)" }
    }
    return "\(Counted.text(all, "partner")): " + parts.joined(separator: ", ")
  }
}
