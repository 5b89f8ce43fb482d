import ForecastModels
import Forecasting
import PartnerKPI

/// What `auto` knows about a panel, KPI by KPI, before it forecasts each series.
struct PanelLessons: Sendable {
  private let seasons: SeasonLengths
  private let horizon: Int
  private let cleaning: CleaningPlan
  private var knowledge: [KPI.ID: PanelKnowledge] = [:]
  /// What could be known before the windows on which an account tries the model.
  private var pastKnowledge: [KPI.ID: PanelKnowledge] = [:]

  /// Nothing is known yet.
  init(seasons: SeasonLengths, horizon: Int, cleaning: CleaningPlan) {
    (self.seasons, self.horizon, self.cleaning) = (seasons, horizon, cleaning)
  }

  /// Learns from every series of the panel.
  ///
  /// - Parameters:
  ///   - context: what is known about a series besides its history.
  ///   - isTested: whether to learn also without the windows on which an account tries the model.
  ///   - bar: a bar of a hundred parts.
  mutating func learn(
    from panel: KPIPanel, context: (KPIPanel.Entry) -> SeriesContext, isTested: Bool, jobs: Int,
    bar: consuming ProgressBar
  ) async throws {
    defer { bar.clear() }
    let byKPI = Dictionary(grouping: panel.entries, by: \.key.kpi)
    let learning = try PanelLearning(
      seasonLength: seasons.main, otherSeasonLengths: seasons.others, horizon: horizon,
      cleaning: cleaning.options)
    let work = OrderedWork(jobs: jobs, chunk: 1)
    let stages = byKPI.count * (isTested ? 2 : 1)
    for (place, kpi) in byKPI.keys.sorted().enumerated() {
      let members = (byKPI[kpi] ?? []).map {
        PanelKnowledge.Member(history: $0.series.values, context: context($0))
      }
      var stage = place * stages / byKPI.count
      knowledge[kpi] = try await learning.knowledge(from: members, work: work) { share in
        bar.update(Int((Double(stage) + share) / Double(stages) * 100))
      }
      guard isTested else { continue }
      stage += 1
      pastKnowledge[kpi] = try await learning.knowledge(
        from: beforeTests(members), work: work
      ) { share in
        bar.update(Int((Double(stage) + share) / Double(stages) * 100))
      }
    }
  }

  /// The series without what an account is tried on: up to the first window of the longest one, and of
  /// their own.
  private func beforeTests(_ members: [PanelKnowledge.Member]) -> [PanelKnowledge.Member] {
    func tested(_ count: Int) -> Int {
      ForecastRequest.testedPeriods(of: count, horizon: horizon, seasonLength: seasons.main)
    }
    let longest = members.map(\.history.count).max() ?? 0
    guard let end = members.map(\.history.end).max()?.advanced(by: -tested(longest)) else {
      return []
    }
    return members.compactMap { member in
      let history = member.history.trimmed()
      guard history.observedCount > 0 else { return nil }
      let own = history.count - tested(history.count)
      let count = min(own, end.distance(from: history.start))
      guard count > 0 else { return nil }
      return PanelKnowledge.Member(history: history.prefix(count), context: member.context)
    }
  }

  /// The automatic model of one series.
  func model(
    for entry: KPIPanel.Entry, _ context: SeriesContext
  ) throws(SpecificationError) -> AutoModel {
    try model(for: entry, context, knowledge)
  }

  /// The same as it was before the windows on which an account tries it; nil if that was not learned.
  func pastModel(
    for entry: KPIPanel.Entry, _ context: SeriesContext
  ) throws(SpecificationError) -> AutoModel? {
    pastKnowledge.isEmpty ? nil : try model(for: entry, context, pastKnowledge)
  }

  private func model(
    for entry: KPIPanel.Entry, _ context: SeriesContext, _ knowledge: [KPI.ID: PanelKnowledge]
  ) throws(SpecificationError) -> AutoModel {
    try AutoModel(
      seasonLength: seasons.main, otherSeasonLengths: seasons.others, horizon: horizon,
      context: context, knowledge: knowledge[entry.key.kpi] ?? .none,
      cleaning: cleaning.options(for: entry))
  }
}
