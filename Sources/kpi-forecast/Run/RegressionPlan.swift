import DataIO
import ForecastModels
import Forecasting
import PartnerKPI
import TemporalData

/// Which columns and drivers the regression of each series has.
struct RegressionPlan: Sendable {
  /// The name of the model on the command line.
  static let modelName = "regression"

  /// What errors follow in the regression of a name, `regression`, `regression(ets)` or
  /// `regression(arima)`; nil if it is the name of no regression.
  static func errors(of name: String) -> DynamicRegression.Errors? {
    switch name.lowercased().filter({ $0 != " " }) {
    case modelName, modelName + "(ets)": .ets
    case modelName + "(arima)": .arima
    default: nil
    }
  }

  let events: EventTable?
  /// Whether working days, and so holidays, count.
  let usesCalendar: Bool
  /// Whether waves were asked for where there is no season.
  let hasWavesOfNothing: Bool
  private let isEventsAlone: Bool
  private let shared: Regressors
  let drivers: [RegressionOptions.NamedDriver]
  private let panel: KPIPanel
  private let places: [SeriesKey: Int]
  private let seasonLength: Int
  private let mainSeason: Int
  /// The length of a season whose number of waves is to be found; nil if none is.
  private let soughtWaves: Double?
  private let horizon: Int

  /// Reads the events and finds the drivers; nil if no option asks for a regression.
  init?(
    _ options: RegressionOptions, _ panel: KPIPanel, seasons: SeasonLengths, horizon: Int
  ) throws {
    guard options.isGiven else { return nil }
    (self.panel, self.horizon) = (panel, horizon)
    events = try options.events.map { path in
      try EventTable.read(
        path == "-" ? .standardInput : .file(path), scopeColumns: panel.keyColumns + ["kpi"],
        isIndexed: panel.frequency == .index)
    }
    if options.calendar, panel.frequency == .index {
      throw DataError(
        .usage, "--calendar needs dates, but the periods are numbers",
        fix: "leave --calendar out, or give dates as periods")
    }
    drivers = try options.drivers().map { try Self.found($0, in: panel) }
    places = Dictionary(
      panel.entries.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
    let holidays = events?.holidays ?? .none
    let waves = Self.waves(options.fourier, seasons, panel.frequency)
    shared =
      (options.calendar ? Regressors.calendar(panel.frequency, holidays: holidays) : .none)
      + waves.columns
    isEventsAlone = options.isEventsAlone
    (seasonLength, mainSeason) = (waves.seasonLength, seasons.main)
    soughtWaves = waves.sought
    usesCalendar = options.calendar
    hasWavesOfNothing = options.fourier != nil && waves.columns.isEmpty
  }

  /// Whether nothing was asked for but events that say of the history alone what happened.
  var cleansHistoryAlone: Bool {
    isEventsAlone && events?.cleansHistoryAlone == true
  }

  /// The file of events.
  var input: InputFile? { events?.input }

  /// The waves, and the season that is left to the errors.
  ///
  /// With one season the waves are that season; with several they are all but the main one. A main
  /// season that is too long for the errors gets waves without being asked for, as many as AICc bears
  /// out; others three pairs.
  private static func waves(
    _ pairs: Int?, _ seasons: SeasonLengths, _ frequency: Frequency
  ) -> (columns: Regressors, seasonLength: Int, sought: Double?) {
    let isLong = seasons.main > DynamicRegression.maximumSeason
    let wantsMain = isLong || (pairs != nil && seasons.others.isEmpty)
    let sought = isLong && pairs == nil ? frequency.exactSeason(seasons.main) : nil
    let lengths = (wantsMain && sought == nil ? [seasons.main] : []) + seasons.others
    let columns = lengths.reduce(Regressors.none) {
      $0 + .fourier(length: frequency.exactSeason($1), pairs: pairs ?? 3)
    }
    return (columns, wantsMain ? 1 : seasons.main, sought)
  }

  private static func found(
    _ driver: RegressionOptions.NamedDriver, in panel: KPIPanel
  ) throws(DataError) -> RegressionOptions.NamedDriver {
    let kpis = Set(panel.entries.map(\.key.kpi)).sorted()
    let word = driver.kpi.lowercased()
    guard let kpi = kpis.first(where: { $0.lowercased() == word }) else {
      throw DataError(
        .usage, "--driver \(driver.kpi) is no KPI of the input",
        details: ["KPIs: " + kpis.joined(separator: ", ")], fix: "name one of them")
    }
    return .init(kpi: kpi, lags: driver.lags)
  }

  /// Whether there is anything that one series can be regressed on.
  func explains(_ key: SeriesKey) -> Bool {
    soughtWaves != nil || !regressors(for: key).isEmpty
      || drivers.contains { place(of: $0, for: key) != nil }
  }

  /// The regression of one series; nil for a series that nothing concerns.
  func model(
    for key: SeriesKey, errors: DynamicRegression.Errors
  ) throws(SpecificationError) -> (any ForecastModel)? {
    let columns = regressors(for: key)
    let drivers = try drivers(of: key)
    if let soughtWaves {
      return try WaveRegression(
        length: soughtWaves, regressors: columns, drivers: drivers, errors: errors,
        horizon: horizon)
    }
    guard !columns.isEmpty || !drivers.isEmpty else { return nil }
    return try DynamicRegression(
      regressors: columns, drivers: drivers, errors: errors, seasonLength: seasonLength,
      horizon: horizon)
  }

  private func regressors(for key: SeriesKey) -> Regressors {
    .events(events(of: key).map(\.event)) + shared
  }

  /// The events that concern a series.
  func events(of key: SeriesKey) -> [EventTable.Entry] {
    guard let events else { return [] }
    var values = ["kpi": key.kpi]
    for (column, value) in zip(panel.keyColumns, key.values) { values[column] = value }
    return events.entries.filter { entry in
      entry.scope.allSatisfy { values[$0.key] == $0.value }
    }
  }

  /// Where the series of a driver stands in the panel; nil if it has none for this series.
  func place(of driver: RegressionOptions.NamedDriver, for key: SeriesKey) -> Int? {
    driver.kpi == key.kpi ? nil : places[SeriesKey(values: key.values, kpi: driver.kpi)]
  }

  private func drivers(
    of key: SeriesKey
  ) throws(SpecificationError) -> [DynamicRegression.Driver] {
    var found: [DynamicRegression.Driver] = []
    for driver in drivers {
      guard let place = place(of: driver, for: key) else { continue }
      found.append(
        .init(
          driver.kpi, panel.entries[place].series.values, lags: driver.lags,
          model: try ModelCatalog.auto(seasonLength: mainSeason)))
    }
    return found
  }
}

/// The models of a run: one for all series, or one that differs from series to series.
enum SeriesModel: Sendable {
  case same(any ForecastModel)
  case automatic(PanelLessons)
  /// A regression, and `auto` for the series that nothing concerns.
  case regression(RegressionPlan, DynamicRegression.Errors, PanelLessons)

  /// The model of a name; throws `usage` for one that does not exist or has nothing to regress on.
  init(
    _ name: String, plan: RegressionPlan?, cleaning: CleaningArguments, seasons: SeasonLengths,
    horizon: Int, option: String = "--model"
  ) throws(DataError) {
    let lessons = PanelLessons(
      seasons: seasons, horizon: horizon, cleaning: CleaningPlan(cleaning, plan: plan))
    if let errors = RegressionPlan.errors(of: name) {
      guard let plan else { throw Self.nothingToRegressOn(option) }
      self = .regression(plan, errors, lessons)
    } else if name.lowercased() == Self.automaticName {
      self = .automatic(lessons)
    } else {
      self = .same(try ModelName.model(name, seasons: seasons, option: option))
    }
  }

  /// The name of the model that needs no choice.
  static let automaticName = "auto"

  /// The model of one series.
  ///
  /// Held in the range of the series, except for a regression, which speaks of effects in the unit of the
  /// series: it changes its scale only if a range was asked for.
  func model(
    for entry: KPIPanel.Entry, in context: SeriesContext, isRangeGiven: Bool
  ) throws(SpecificationError) -> any ForecastModel {
    let plain: any ForecastModel
    switch self {
    case .same(let model): plain = model
    case .automatic(let lessons): return try lessons.model(for: entry, context)
    case .regression(let plan, let errors, let lessons):
      guard let regression = try plan.model(for: entry.key, errors: errors) else {
        return try lessons.model(for: entry, context)
      }
      plain = regression
      guard isRangeGiven else { return plain }
    }
    return context.range == .any ? plain : RangedModel(plain, context)
  }

  /// The model of one series as it was before the windows on which an account tries it; nil if it is the
  /// same.
  func pastModel(
    for entry: KPIPanel.Entry, in context: SeriesContext
  ) throws(SpecificationError) -> (any ForecastModel)? {
    switch self {
    case .same: return nil
    case .automatic(let lessons): return try lessons.pastModel(for: entry, context)
    case .regression(let plan, _, let lessons):
      return plan.explains(entry.key) ? nil : try lessons.pastModel(for: entry, context)
    }
  }

  /// Whether a series has a regression, whose columns know the calendar themselves.
  func isRegression(of key: SeriesKey) -> Bool {
    if case .regression(let plan, _, _) = self { plan.explains(key) } else { false }
  }

  /// What is to be learned from a panel before its series are forecast; nil if none of them is left to
  /// `auto`.
  func lessons(for panel: KPIPanel) -> PanelLessons? {
    switch self {
    case .same: nil
    case .automatic(let lessons): lessons
    case .regression(let plan, _, let lessons):
      panel.entries.allSatisfy { plan.explains($0.key) } ? nil : lessons
    }
  }

  /// The same with what was learned.
  func with(_ lessons: PanelLessons) -> SeriesModel {
    switch self {
    case .same: self
    case .automatic: .automatic(lessons)
    case .regression(let plan, let errors, _): .regression(plan, errors, lessons)
    }
  }

  /// What is wrong with a regression on nothing.
  static func nothingToRegressOn(_ option: String) -> DataError {
    DataError(
      .usage, "\(option) regression has nothing to explain the series by",
      fix: "give --events FILE, --calendar, --fourier PAIRS or --driver KPI:LAG")
  }
}
