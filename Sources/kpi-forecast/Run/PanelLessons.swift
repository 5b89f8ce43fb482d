import ForecastModels
import Forecasting
import PartnerKPI

/// What `auto` knows about a panel, KPI by KPI, before it forecasts each series.
struct PanelLessons: Sendable {
  private let seasons: SeasonLengths
  private let horizon: Int
  private let cleaning: CleaningPlan
  private var knowledge: [KPI.ID: PanelKnowledge] = [:]

  /// Nothing is known yet.
  init(seasons: SeasonLengths, horizon: Int, cleaning: CleaningPlan) {
    (self.seasons, self.horizon, self.cleaning) = (seasons, horizon, cleaning)
  }

  /// Learns from every series of the panel.
  ///
  /// - Parameters:
  ///   - context: what is known about a series besides its history.
  ///   - bar: a bar of a hundred parts.
  mutating func learn(
    from panel: KPIPanel, context: (KPIPanel.Entry) -> SeriesContext, jobs: Int,
    bar: consuming ProgressBar
  ) async throws {
    defer { bar.clear() }
    let byKPI = Dictionary(grouping: panel.entries, by: \.key.kpi)
    let learning = try PanelLearning(
      seasonLength: seasons.main, otherSeasonLengths: seasons.others, horizon: horizon,
      cleaning: cleaning.options)
    for (place, kpi) in byKPI.keys.sorted().enumerated() {
      let members = (byKPI[kpi] ?? []).map {
        PanelKnowledge.Member(history: $0.series.values, context: context($0))
      }
      knowledge[kpi] = try await learning.knowledge(
        from: members, work: OrderedWork(jobs: jobs, chunk: 1)
      ) { share in
        bar.update(Int((Double(place) + share) / Double(byKPI.count) * 100))
      }
    }
  }

  /// The automatic model of one series.
  func model(
    for entry: KPIPanel.Entry, _ context: SeriesContext
  ) throws(SpecificationError) -> AutoModel {
    try AutoModel(
      seasonLength: seasons.main, otherSeasonLengths: seasons.others, horizon: horizon,
      context: context, knowledge: knowledge[entry.key.kpi] ?? .none,
      cleaning: cleaning.options(for: entry))
  }
}
