import ArgumentParser

/// `kpi-forecast catalog`: the bundled KPIs, and the checks of a project file.
struct CatalogCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "catalog",
    abstract: "List, show and export KPIs; check a project file.",
    discussion: """
      Bundled are the KPIs of a partner's life in a program and of ten industries, each with unit, \
      kind, direction, aggregation, formula and range.

        kpi-forecast catalog list
        kpi-forecast catalog show partner-program
        kpi-forecast catalog show win_rate
        kpi-forecast catalog check kpis.yml
        kpi-forecast catalog export kpis.yml --format metricflow
      """,
    subcommands: [List.self, Show.self, Check.self, Export.self])

  /// `catalog list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List every bundled KPI, one row each.",
      discussion: """
        The table has the columns catalog, kpi, label, stage, type, unit, better, entities, time, \
        min, max, role, formula: how a KPI combines over entities and over time, and its range.

          kpi-forecast catalog list
          kpi-forecast catalog list --catalog retail --format csv
          kpi-forecast catalog list --stage onboard
        """)

    @Option(help: ArgumentHelp("Only the KPIs of this catalogue.", valueName: "name"))
    var catalog: String?

    @Option(
      help: ArgumentHelp("Only the KPIs of this stage of a partner's life.", valueName: "stage"))
    var stage: String?

    @OptionGroup(title: "Output") var output: ListOptions

    func run() throws { try CatalogListing.list(self) }
  }

  /// `catalog show`.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show a catalogue, or a KPI, in full.")

    @Argument(help: ArgumentHelp("A catalogue or a KPI.", valueName: "name"))
    var name: String

    @OptionGroup(title: "Output") var output: ListOptions

    func run() throws { try CatalogListing.show(self) }
  }

  /// `catalog check`.
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check a project file: that it can be read, and that its KPIs are a good set.",
      discussion: """
        A file that cannot be used ends with exit code 78 and says where and why. Otherwise the \
        table has the columns check, kpi, severity, finding, evidence, remedy; errors end with \
        exit code 2, such as a goal without a leading or without a lagging KPI. With \
        --fail-on warn, warnings do too: a KPI without owner, unit or goal.

          kpi-forecast catalog check
          kpi-forecast catalog check kpis.yml --fail-on warn
        """)

    @Argument(
      help: ArgumentHelp(
        "Project file, or builtin/NAME; kpis.yml in the working folder otherwise.",
        valueName: "file"),
      completion: .file(extensions: ["yml", "yaml"]))
    var file: String?

    @Option(
      help: ArgumentHelp("What ends with exit code 2: error, or warn too.", valueName: "severity"))
    var failOn: FailOn = .error

    @OptionGroup(title: "Output") var output: ListOptions

    func run() throws { try CatalogCheck(self).perform() }
  }

  /// `catalog export`.
  struct Export: ParsableCommand {
    /// The formats of a metric layer.
    enum Format: String, CaseIterable, ExpressibleByArgument {
      case metricflow, ossie
    }

    static let configuration = CommandConfiguration(
      abstract: "Export the KPIs of a project file or a catalogue for a metric layer.",
      discussion: """
        metricflow is the YAML of dbt's semantic layer, ossie that of Apache Ossie (incubating). \
        What they have no place for, such as which way is better, stands under config: meta: and \
        custom_extensions:.

          kpi-forecast catalog export kpis.yml --format metricflow
          kpi-forecast catalog export builtin/retail --format ossie -o retail.yml
        """)

    @Argument(
      help: ArgumentHelp(
        "Project file, or builtin/NAME; kpis.yml in the working folder otherwise.",
        valueName: "file"),
      completion: .file(extensions: ["yml", "yaml"]))
    var file: String?

    @Option(help: ArgumentHelp("Format of the export.", valueName: "format"))
    var format: Format

    @Option(
      name: .shortAndLong,
      help: ArgumentHelp("Write to a file instead of standard output.", valueName: "file"),
      completion: .file(extensions: ["yml", "yaml"]))
    var output: String?

    func run() throws { try CatalogExport.perform(self) }
  }
}

/// What makes a check fail.
enum FailOn: String, CaseIterable, ExpressibleByArgument {
  case error, warn
}
