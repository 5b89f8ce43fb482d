import Forecasting
import PartnerKPI

/// What was asked for and has no effect, in words.
enum UnusedOptions {
  /// Of models in a run, each by its name.
  static func lines(
    models: [String], option: String, seasons: SeasonLengths, plan: RegressionPlan?,
    cleaning: CleaningArguments, panel: KPIPanel
  ) -> [String] {
    self.seasons(seasons, models: models, option: option)
      + self.cleaning(cleaning, models: models, option: option)
      + regression(plan, models: models, option: option, panel)
  }

  /// What only `auto` does.
  private static func cleaning(
    _ cleaning: CleaningArguments, models: [String], option: String
  ) -> [String] {
    guard !isAutomatic(models) else { return [] }
    return cleaning.settings.map {
      "--\($0.name) has no effect: only \(option) auto makes use of it"
    }
  }

  private static func isAutomatic(_ models: [String]) -> Bool {
    models.contains { $0.lowercased() == SeriesModel.automaticName }
  }

  private static func regression(
    _ plan: RegressionPlan?, models: [String], option: String, _ panel: KPIPanel
  ) -> [String] {
    guard let plan else { return [] }
    let isCleaned = plan.cleansHistoryAlone && isAutomatic(models)
    guard isCleaned || models.contains(where: { RegressionPlan.errors(of: $0) != nil }) else {
      return [
        "what may explain the series has no effect: only \(option) regression makes use of it"
      ]
    }
    return plan.unused(in: panel)
  }

  /// Further seasons that a model of one season passes over.
  private static func seasons(
    _ seasons: SeasonLengths, models: [String], option: String
  ) -> [String] {
    let passing = models.filter { !usesAllSeasons($0) }
    guard !seasons.others.isEmpty, !passing.isEmpty else { return [] }
    let others = seasons.others.map(String.init).joined(separator: ", ")
    let names = passing.joined(separator: ", ")
    return [
      "of --season-length, \(others) is not used by \(names), which has one season; "
        + "\(option) mstl uses all"
    ]
  }

  private static func usesAllSeasons(_ model: String) -> Bool {
    RegressionPlan.errors(of: model) != nil || model.lowercased().contains("mstl")
  }
}

extension RegressionPlan {
  /// Which options of the regression concern none of these series.
  func unused(in asked: KPIPanel) -> [String] {
    let keys = asked.entries.map(\.key)
    return unusedEvents(keys) + unusedDrivers(keys) + unusedWaves
  }

  private func unusedEvents(_ keys: [SeriesKey]) -> [String] {
    guard let events else { return [] }
    var lines: [String] = []
    if events.input.rows == 0 {
      lines.append("--events has no effect: \(events.input.path) has no rows")
    } else if events.entries.isEmpty, events.holidays == .none {
      lines.append("--events has no effect: its holidays all fall on weekends")
    } else if !events.entries.isEmpty, !keys.contains(where: { !self.events(of: $0).isEmpty }) {
      lines.append("--events has no effect: no row of \(events.input.path) concerns a series")
    }
    if events.holidays != .none, !usesCalendar {
      lines.append("holidays of --events have no effect without --calendar")
    }
    return lines
  }

  private func unusedDrivers(_ keys: [SeriesKey]) -> [String] {
    drivers.compactMap { driver in
      if keys.contains(where: { place(of: driver, for: $0) != nil }) { return nil }
      let why =
        keys.allSatisfy { $0.kpi == driver.kpi }
        ? "a KPI does not drive itself" : "it has no series with the keys of another KPI"
      return "--driver \(driver.kpi) has no effect: \(why)"
    }
  }

  private var unusedWaves: [String] {
    hasWavesOfNothing
      ? ["--fourier has no effect: the history has no season; --season-length sets one"] : []
  }
}
