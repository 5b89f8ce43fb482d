import ArgumentParser
import DataIO
import TemporalData

/// How long a period is, where a year begins, and what gaps and contradictions mean.
struct PeriodOptions: ParsableArguments {
  /// The words for period lengths.
  enum Grain: String, CaseIterable, ExpressibleByArgument {
    case day, week, month, quarter, year

    /// The frequency of periods of this length in a fiscal year that begins with a month.
    func frequency(fiscalStart: Int) -> Frequency {
      switch self {
      case .day: .day
      case .week: .week
      case .month: .month
      case .quarter: .quarter(anchor: (fiscalStart - 1) % 3 + 1)
      case .year: .year(anchor: fiscalStart)
      }
    }
  }

  @Option(help: ArgumentHelp("Length of a period; detected otherwise.", valueName: "grain"))
  var grain: Grain?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Periods per season, the main season first if there are several; otherwise day 7, week 52, "
        + "month 12, quarter 4, year 1.", valueName: "n,…"),
    transform: SeasonLengths.parse)
  var seasonLength: SeasonLengths?

  @Option(
    help: ArgumentHelp(
      "First month of the fiscal year: 1 to 12, or a name such as 'feb'. (default: 1)",
      valueName: "month"),
    transform: MonthName.number)
  var fiscalStart: Int?

  @Option(
    help: ArgumentHelp(
      "Whether labels such as FY26 name fiscal years by their end or their start.",
      valueName: "end|start"))
  var fiscalName: FiscalCalendar.YearName?

  @Option(
    help: ArgumentHelp(
      "Years and months of whole weeks: 445, 454 or 544 weeks a month, or the weeks of ISO 8601.",
      valueName: "none|iso|445|454|544"))
  var weeks: WeekRule.Kind?

  @Option(
    help: ArgumentHelp(
      "Where years of whole weeks end, such as last-saturday-september; otherwise on the Saturday "
        + "nearest the end of the month before the fiscal year begins.", valueName: "end"),
    transform: YearEnd.parse)
  var yearEnd: YearEnd?

  @Option(
    help: ArgumentHelp(
      "A 53rd week: on its own, so that years compare over 52 weeks (restate), the first week on its "
        + "own instead (drop-first), or part of the last month (keep).",
      valueName: "restate|drop-first|keep"))
  var week53: WeekYear.ExtraWeek?

  @Option(
    help: ArgumentHelp(
      "Table of days off with the columns date and, optionally, name and region; flows are then "
        + "modelled per working day where that forecasts their past better.", valueName: "file"),
    completion: .file(extensions: ["csv", "tsv"]))
  var holidays: String?

  @Option(
    help: ArgumentHelp(
      "What an absent period means; otherwise by the kind of KPI.", valueName: "rule"))
  var missing: MissingRule?

  @Flag(help: "Use an incomplete last period as if it were complete.")
  var includePartial = false

  @Option(
    help: ArgumentHelp(
      "Day the analysis stands on, such as 2026-03-31; the newest in the data otherwise.",
      valueName: "date"),
    transform: Self.date)
  var asOf: CivilDate?

  @Option(
    help: ArgumentHelp(
      "Rows of one series and date that contradict each other: the last stands, or they add up.",
      valueName: "rule"))
  var onConflict: ConflictRule?

  /// Writes these options into a schema.
  func apply(to schema: inout PanelSchema) {
    schema.weeks.kind = weeks ?? schema.weeks.kind
    schema.weeks.extraWeek = week53 ?? schema.weeks.extraWeek
    if let yearEnd {
      schema.weeks.endsOn = yearEnd.weekday
      schema.weeks.anchor = yearEnd.anchor
      schema.weeks.month = yearEnd.month
    }
    let fiscalStart =
      fiscalStart ?? (schema.fiscalStart == 1 ? schema.weeks.month.map { $0 % 12 + 1 } : nil)
      ?? schema.fiscalStart
    schema.grain = grain?.frequency(fiscalStart: fiscalStart) ?? schema.grain
    schema.fiscalStart = fiscalStart
    schema.fiscalName = fiscalName ?? schema.fiscalName
    schema.missing = missing ?? schema.missing
    schema.includePartial = includePartial
    schema.asOf = asOf
    schema.onConflict = onConflict ?? schema.onConflict
  }

  /// The options that were given.
  var settings: [OptionSetting] {
    [
      OptionSetting("grain", grain?.rawValue),
      seasonLength.map { OptionSetting("season-length", $0.setting) },
      fiscalStart.flatMap { $0 == 1 ? nil : OptionSetting("fiscal-start", .number($0)) },
      fiscalName.flatMap { $0 == .end ? nil : OptionSetting("fiscal-name", $0.rawValue) },
      OptionSetting("weeks", weeks?.rawValue), OptionSetting("year-end", yearEnd?.text),
      OptionSetting("week53", week53?.rawValue), OptionSetting("holidays", holidays),
      OptionSetting("missing", missing?.rawValue),
      OptionSetting("include-partial", includePartial),
      OptionSetting("as-of", asOf.map { "\($0)" }),
      OptionSetting("on-conflict", onConflict?.rawValue),
    ].compactMap { $0 }
  }

  static func date(_ text: String) throws -> CivilDate {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Int($0) }
    guard parts.count == 3, numbers.count == 3, parts[0].count == 4,
      let date = CivilDate(year: numbers[0], month: numbers[1], day: numbers[2])
    else { throw OptionError("a date such as 2026-03-31 is needed") }
    return date
  }
}

extension WeekRule.Kind: ExpressibleByArgument {}
extension WeekYear.ExtraWeek: ExpressibleByArgument {}
extension MissingRule: ExpressibleByArgument {}
extension ConflictRule: ExpressibleByArgument {}
extension FiscalCalendar.YearName: ExpressibleByArgument {}

/// Months by number or English name.
enum MonthName {
  static let all = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ]

  /// The number of a month, 1 to 12: `2`, `feb` and `February` are the same.
  static func number(_ text: String) throws -> Int {
    if let number = Int(text), 1...12 ~= number { return number }
    let word = text.lowercased()
    guard word.count >= 3, let index = all.firstIndex(where: { $0.hasPrefix(word) }) else {
      throw OptionError("a month from 1 to 12 or a name such as 'feb' is needed")
    }
    return index + 1
  }
}
