import PartnerKPI
import TemporalData

/// What an absent period of a series means.
public enum MissingRule: String, Hashable, Sendable, CaseIterable {
  /// Nothing happened: the value is 0.
  case zero
  /// The value is not known.
  case notAvailable = "na"
  /// The value before still holds.
  case carry
}

/// What to do with rows of one series and date that contradict each other.
public enum ConflictRule: String, Hashable, Sendable, CaseIterable {
  /// The row that comes last stands.
  case last
  /// The rows are parts and add up.
  case sum
}

/// What the user said about a table; everything left nil or empty is recognised from the data.
public struct PanelSchema: Hashable, Sendable {
  /// The column of dates or periods.
  public var period: String?
  /// The KPIs to read: columns, or values of the KPI column; all if empty.
  public var kpis: [String] = []
  /// Those of `kpis` that are read to explain others, as `--driver` names them.
  public var drivers: [String] = []
  /// The column that holds KPI names in a long table.
  public var kpiColumn: String?
  /// The columns that identify one series.
  public var series: [String] = []
  /// The columns to aggregate to; `["total"]` for one series of everything.
  public var by: [String] = []
  /// The columns whose values together name the group of a series; recognised if empty.
  public var peers: [String] = []
  /// KPIs that are computed as a project says; those whose columns a table lacks are left out.
  public var measures: [KPIMeasure] = []
  /// The numerator of a ratio.
  public var numerator: String?
  /// The denominator of a ratio.
  public var denominator: String?
  /// Which rows count.
  public var filter: RowFilter?
  /// The length of a period.
  public var grain: Frequency?
  /// What an absent period means; by the KPI's kind if nil.
  public var missing: MissingRule?
  /// Whether an incomplete last period is kept.
  public var includePartial = false
  /// The day the analysis stands on; rows after it do not count.
  public var asOf: CivilDate?
  /// The first month of the fiscal year, 1 to 12.
  public var fiscalStart = 1
  /// Whether fiscal years are named by the calendar year in which they end or begin.
  public var fiscalName = FiscalCalendar.YearName.end
  /// Which weeks make up a year, and how many a month.
  public var weeks = WeekRule()
  /// The decimal mark of all columns of values; each column's own numbers tell it if nil.
  public var decimal: DecimalMark?
  /// The order of day, month and year in dates of numbers; the dates tell it if nil.
  public var dateOrder: DateOrder?
  /// What to do with contradicting rows; an error if nil.
  public var onConflict: ConflictRule?

  /// The old names of partners; nil if there are none.
  public var aliases: AliasTable?
  /// Whether names are kept as they stand in the data: spellings apart, old names under themselves.
  public var asReported = false

  /// Whom KPIs are asked of, by their names; everybody where nothing is said.
  public var scopes: [KPIScope] = []
  /// Attributes of partners and when they changed, as further columns of the data; nil if there are none.
  public var attributes: AttributeTable?
  /// Which attributes a row is given.
  public var attributeTime = AttributeTime.atTheTime

  /// The rates by which amounts of money are converted to `currency`; nil to refuse several currencies.
  public var rates: RateTable?
  /// The currency of the result, by its ISO 4217 code.
  public var currency: String?
  /// The period whose rates stand for those of all others, as it is written; nil for each period's own.
  public var constantRates: String?
  /// The columns or KPIs that are amounts of money; told by unit, name and cells if nil.
  public var moneyColumns: [String]?
  /// Whether columns or KPIs are amounts of money, as far as a project says.
  public var moneyUnits: [String: Bool] = [:]

  /// Whether names that may be one partner are looked for and suggested.
  public var suggestsNames = true

  /// What to do with rows and columns that are called totals.
  public var totals = TotalsRule.check
  /// How the characters of the inputs are written; recognised if nil.
  public var encoding: TextEncoding?
  /// What separates fields: `,`, `;`, `|` or a tab; recognised if nil.
  public var delimiter: Character?

  /// The sheet of a workbook to read; the first that holds a table if nil.
  public var sheet: String?
  /// The table of a database to read; its only one if nil.
  public var table: String?
  /// The statement whose rows are read from a database: one `SELECT`.
  public var query: String?

  /// A schema that leaves everything to recognition.
  public init() {}

  /// What the years of fiscal labels are.
  var fiscal: FiscalCalendar {
    FiscalCalendar(firstMonth: fiscalStart, yearName: fiscalName) ?? .calendarYear
  }

  /// The calendar of 4-4-5 months, if they are counted so.
  var retail: RetailCalendar? { weeks.retailCalendar(in: fiscal) }

  /// The weeks that make up a year, if they do.
  public var weekYear: WeekYear? { weeks.weekYear(in: fiscal) }

  /// The days off, by which the same part of two periods is counted in working days.
  public var holidays: Holidays?
  /// Days after the end of a period until the value of a KPI is final.
  public var lagDays: [KPI.ID: Int] = [:]

  /// The option that named a KPI.
  func option(naming kpi: String) -> String { drivers.contains(kpi) ? "--driver" : "--kpi" }

  /// Throws `usage` if the parts contradict each other, whatever the table.
  func check() throws(DataError) {
    guard (numerator == nil) == (denominator == nil) else {
      throw DataError(
        .usage, "a ratio needs both --numerator and --denominator",
        fix: "give \(numerator == nil ? "--numerator" : "--denominator") COL too")
    }
    if let delimiter, Delimiter(delimiter) == nil {
      throw DataError(
        .usage, "--delimiter '\(delimiter)' does not separate fields",
        details: ["fields are separated by ',', ';', '|' or a tab"])
    }
    guard table == nil || query == nil else {
      throw DataError(
        .usage, "--table and --query exclude each other", fix: "name the table in the query")
    }
    if rates != nil, currency.flatMap({ Currency(code: $0) }) == nil {
      throw DataError(
        .usage,
        currency.map { "--currency \($0.shortened) is no currency" }
          ?? "--rates needs the currency of the result",
        details: ["currencies are ISO 4217 codes"],
        fix: "pass --currency USD, or say program: {currency: USD} in the project file")
    }
    if let constantRates, constantDays == nil {
      throw DataError(
        .usage, "--constant-rates '\(constantRates.shortened)' is no date or period",
        details: [DateForm.supported], fix: "name a period of the table of rates, such as 2024")
    }
    guard 1...12 ~= fiscalStart else {
      throw DataError(
        .usage, "--fiscal-start \(fiscalStart) is not a month", details: ["months are 1 to 12"])
    }
  }

  /// The days of `constantRates`.
  var constantDays: ClosedRange<Int>? {
    constantRates.flatMap { text in
      let bytes = Array(text.utf8)
      return DateForm.days(bytes.span, 0..<bytes.count)
    }
  }

  /// What the user says about how the inputs are written, and which part of them is the table.
  var inputForm: InputForm {
    InputForm(
      text: TextForm(encoding: encoding, delimiter: delimiter.flatMap { Delimiter($0) }),
      part: TablePart(sheet: sheet, table: table, query: query))
  }
}
