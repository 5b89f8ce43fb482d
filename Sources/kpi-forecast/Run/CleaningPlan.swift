import DataIO
import Forecasting
import PartnerKPI

/// What `auto` is told about the outliers and level shifts of each series.
struct CleaningPlan: Sendable {
  /// What is done about those that are found.
  let options: CleaningOptions
  /// The events that say what is known, if they say nothing else.
  private let plan: RegressionPlan?

  /// A plan with events that say of the history alone what happened; others are left to a regression.
  init(_ arguments: CleaningArguments, plan: RegressionPlan?) {
    options = arguments.options
    self.plan = plan?.cleansHistoryAlone == true ? plan : nil
  }

  /// What is done about one series.
  func options(for entry: KPIPanel.Entry) -> CleaningOptions {
    guard let plan else { return options }
    var known = options
    let frequency = entry.series.values.start.frequency
    for event in plan.events(of: entry.key) {
      known.knownShifts += event.shifts(frequency)
      known.knownOutliers += event.touched(frequency)
    }
    return known
  }

  /// What is known to `auto`, in words; nil where it is none of the models or nothing is known.
  static func note(
    for models: [String], _ arguments: CleaningArguments, _ plan: RegressionPlan?,
    _ panel: KPIPanel
  ) -> String? {
    guard models.contains(where: { $0.lowercased() == SeriesModel.automaticName }) else {
      return nil
    }
    return CleaningPlan(arguments, plan: plan).note(panel)
  }

  private func note(_ panel: KPIPanel) -> String? {
    guard let plan, let events = plan.events else { return nil }
    let shifts = events.entries.filter { $0.event.kind == .shift }.count
    let values = events.entries.count - shifts
    let concerned = panel.entries.filter { !plan.events(of: $0.key).isEmpty }.count
    let parts = [
      shifts > 0 ? Counted.text(shifts, "known level shift") : nil,
      values > 0 ? Counted.text(values, "one-off") : nil,
    ]
    return parts.compactMap { $0 }.joined(separator: " and ")
      + " of --events: taken out of the history of \(Counted.series(concerned)), "
      + "the forecast stays with auto"
  }
}
