import PartnerKPI
import TemporalData

/// What a project file says: the program, its calendar, where its data lies, its goals and its KPIs.
///
/// A project that exists is valid: every name that is used is defined, formulas add up, units fit.
public struct Project: Sendable {
  /// The file as the user named it.
  public let path: String
  /// The program.
  public var program = Program()
  /// Its calendar.
  public var calendar = Calendar()
  /// Where its data lies.
  public var data = DataPlace()
  /// Its goals, in their order.
  public var goals: [Goal] = []
  /// Its KPIs in their order, those of included catalogues behind those of the file.
  public var kpis: [Entry] = []
  /// How each of the KPIs is computed from columns, in the order of `kpis`.
  public var measures: [KPIMeasure] = []
  /// The names of the catalogues that are included.
  public var includes: [String] = []
  /// The file of tiers.
  public var tiers: String?
  /// The table of events.
  public var events: String?
  /// What a run of the whole project makes.
  public var run = RunPlan()

  init(path: String) { self.path = path }

  /// The program.
  public struct Program: Hashable, Sendable {
    /// What it is called.
    public var name: String?
    /// Its currency by the ISO 4217 code.
    public var currency: String?
    /// Its time zone by its IANA name.
    public var timezone: String?
  }

  /// How its years and weeks are counted.
  public struct Calendar: Hashable, Sendable {
    /// The first month of the fiscal year, 1 to 12; nil if the file does not say.
    public var fiscalYearStart: Int?
    /// Whether a fiscal year is named by the year in which it ends.
    public var isNamedByEnd = true
    /// Which weeks make up a year, and how many a month.
    public var weeks = WeekRule()
    /// The table of holidays.
    public var holidays: String?
  }

  /// Where the data lies and what its columns are.
  public struct DataPlace: Hashable, Sendable {
    /// Patterns of files, relative to the folder of the project file.
    public var files: [Located<String>] = []
    /// The sheet of a workbook.
    public var sheet: Located<String>?
    /// The table of a database.
    public var table: Located<String>?
    /// The statement whose rows are read from a database.
    public var query: Located<String>?
    /// The address of a database server, without a password.
    public var source: Located<String>?
    /// The column of dates or periods.
    public var period: Located<String>?
    /// The length of a period: `day`, `week`, `month`, `quarter` or `year`.
    public var grain: String?
    /// The column that identifies an entity.
    public var entity: Located<String>?
    /// The columns of attributes, by the names they have in the program.
    public var dimensions: [Dimension] = []
    /// The column of KPI names of a long table.
    public var kpiColumn: Located<String>?
    /// Which rows count.
    public var filter: Located<String>?
    /// What an absent period means: `zero`, `na` or `carry`.
    public var missing: String?
    /// What contradicting rows mean: `last` or `sum`.
    public var onConflict: String?
    /// The table of old names of entities.
    public var aliases: Located<String>?
    /// The table of attributes of entities and when they changed.
    public var attributes: Located<String>?
    /// The table of rates of exchange.
    public var rates: Located<String>?
    /// Further settings of the import, by the names of its options.
    public var settings: [Setting] = []
  }

  /// An attribute of entities.
  public struct Dimension: Hashable, Sendable {
    /// What the program calls it.
    public let name: String
    /// Its column.
    public let column: Located<String>
  }

  /// A setting of the import.
  public struct Setting: Hashable, Sendable {
    /// The name of the option, without dashes in front.
    public let name: String
    /// Its value.
    public let value: String
  }

  /// Something the program wants to reach.
  public struct Goal: Hashable, Sendable {
    /// Its name.
    public let name: String
    /// Where it stands.
    public let place: ProjectError.Place
    /// What it is called.
    public let label: String?
    /// The KPI that tells whether it is reached.
    public let kpi: KPI.ID?
    /// What is done for it, each with the KPIs that tell of it.
    public let activities: [Activity]
  }

  /// Something that is done for a goal.
  public struct Activity: Hashable, Sendable {
    /// Its name.
    public let name: String
    /// What it is called.
    public let label: String?
    /// The KPIs that tell of it.
    public let kpis: [KPI.ID]
  }

  /// A KPI and where it is defined.
  public struct Entry: Hashable, Sendable {
    /// The definition.
    public let definition: KPIDefinition
    /// Where it stands.
    public let place: ProjectError.Place
    /// Whether the file itself names it, rather than a catalogue that it includes.
    public let isOwn: Bool
  }

  /// A value and where it stands.
  public struct Located<Value: Hashable & Sendable>: Hashable, Sendable {
    /// The value.
    public let value: Value
    /// Where it stands.
    public let place: ProjectError.Place
  }

  /// The definition of a KPI.
  public func definition(of name: KPI.ID) -> KPIDefinition? {
    kpis.first { $0.definition.id == name }?.definition
  }

  /// The measure of a KPI.
  public func measure(of name: KPI.ID) -> KPIMeasure? { measures.first { $0.kpi.id == name } }

  /// The column of a dimension; nil if there is no dimension of that name.
  public func column(of dimension: String) -> String? {
    data.dimensions.first { $0.name == dimension }?.column.value
  }
}
