import ArgumentParser
import DataIO

/// Which table to read and what its columns are.
struct DataOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "CSV or TSV files, plain or .gz, .xlsx workbooks, SQLite databases; '-' reads standard input.",
      valueName: "files"),
    completion: .file(extensions: ["csv", "tsv", "txt", "gz", "xlsx", "sqlite", "db"]))
  var files: [String] = []

  @Option(
    help: ArgumentHelp(
      "Database server to read with --query or --table: postgres://user@host/database. "
        + "A password belongs in PGPASSWORD or ~/.pgpass.", valueName: "address"))
  var source: String?

  @Option(
    help: ArgumentHelp(
      "Sheet of a workbook; otherwise the first that holds a table.", valueName: "name"))
  var sheet: String?

  @Option(
    help: ArgumentHelp("Table of a database; otherwise its only one.", valueName: "name"))
  var table: String?

  @Option(
    help: ArgumentHelp("Rows of a database: one SELECT. Nothing is ever written.", valueName: "sql")
  )
  var query: String?

  @Option(
    help: ArgumentHelp(
      "Column of dates or periods. Recognised: period, ds, date, month, quarter, week, year, day.",
      valueName: "col"))
  var period: String?

  @Option(
    help: ArgumentHelp(
      "KPIs to use: numeric columns, or values of the KPI column of a long table.",
      valueName: "name,…"))
  var kpi: [String] = []

  @Option(
    help: ArgumentHelp(
      "Column that holds KPI names in a long table. Recognised: kpi, metric, measure.",
      valueName: "col"))
  var kpiColumn: String?

  @Option(
    help: ArgumentHelp(
      "Columns that identify one series. Recognised: unique_id, partner_id, partner, entity, …",
      valueName: "col,…"))
  var series: [String] = []

  @Option(
    help: ArgumentHelp(
      "Add up to these columns first, by each KPI's own rule; 'total' for one series.",
      valueName: "col,…"))
  var by: [String] = []

  @Option(
    help: ArgumentHelp(
      "Columns whose values name the group of a series, from which short histories borrow. "
        + "Recognised: partner_type, type, segment, tier, region, …", valueName: "col,…"))
  var peers: [String] = []

  @Option(help: ArgumentHelp("Numerator of a ratio KPI.", valueName: "col"))
  var numerator: String?

  @Option(
    help: ArgumentHelp(
      "Denominator of a ratio KPI; the ratio of sums in every aggregate.", valueName: "col"))
  var denominator: String?

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "Rows to keep, such as \"type = 'VAR' and region != 'APAC'\".", valueName: "expr"))
  var condition: String?

  @Option(
    help: ArgumentHelp(
      "Encoding of text: utf-8, utf-16le, utf-16be or windows-1252; recognised otherwise.",
      valueName: "name"))
  var encoding: TextEncoding?

  @Option(
    help: ArgumentHelp(
      "What separates fields: ',', ';', '|' or 'tab'; recognised otherwise.", valueName: "char"),
    transform: Self.delimiter)
  var delimiter: Character?

  @Option(
    help: ArgumentHelp(
      "Rows and columns called totals: check them and leave them out, drop them unchecked, or keep "
        + "them as data. (default: check)", valueName: "rule"))
  var totals: TotalsRule?

  @Option(
    help: ArgumentHelp(
      "Decimal mark of the numbers, ',' or '.'; otherwise told by all rows of each column.",
      valueName: "mark"))
  var decimal: DecimalMark?

  @Option(
    help: ArgumentHelp(
      "Order of dates written in numbers: dmy, mdy or ymd; otherwise told by all rows.",
      valueName: "order"))
  var dateOrder: DateOrder?

  @OptionGroup(title: "Partners and money") var partners: PartnerOptions

  /// The inputs; throws `usage` without any.
  func sources() throws(DataError) -> [InputSource] {
    if let server = try server() { return [server] }
    guard !files.isEmpty else {
      throw DataError(
        .usage, "no input was named", details: ["inputs are files, or '-' for standard input"],
        fix: "kpi-forecast history.csv")
    }
    return files.map { $0 == "-" ? .standardInput : .file($0) }
  }

  /// The server that is asked; nil without one.
  ///
  /// An address is told without its password, or not at all.
  private func server() throws(DataError) -> InputSource? {
    if let address = files.lazy.compactMap({ ServerAddress($0) }).first {
      throw DataError(
        .usage, "\(address) is no file", fix: "put the address behind --source")
    }
    guard let source else { return nil }
    guard let address = ServerAddress(source) else {
      throw DataError(
        .usage, "--source is no address of a server",
        details: ["PostgreSQL is read; files of SQLite are named like other files"],
        fix: "pass --source postgres://user@host/database")
    }
    guard files.isEmpty else {
      throw DataError(
        .usage, "--source and the file \(files[0]) were both given",
        fix: "give either a server or files")
    }
    return .server(address)
  }

  /// The files that are read: the data and the tables beside it.
  var inputs: [String] {
    files + [partners.aliases, partners.attributes, partners.rates].compactMap { $0 }
  }

  /// Writes these options into a schema.
  func apply(to schema: inout PanelSchema) throws(DataError) {
    guard (numerator == nil) == (denominator == nil) else {
      throw DataError(
        .usage, "a ratio needs both --numerator and --denominator, but one is missing",
        fix: "name both columns, such as --numerator won --denominator decided")
    }
    schema.period = period ?? schema.period
    schema.kpis = OptionValue.names(kpi)
    schema.kpiColumn = kpiColumn ?? schema.kpiColumn
    schema.series = series.isEmpty ? schema.series : OptionValue.names(series)
    schema.by = OptionValue.names(by)
    schema.peers = OptionValue.names(peers)
    (schema.decimal, schema.dateOrder) = (decimal, dateOrder)
    (schema.numerator, schema.denominator) = (numerator, denominator)
    (schema.encoding, schema.delimiter) = (encoding, delimiter)
    schema.totals = totals ?? .check
    (schema.sheet, schema.table, schema.query) = (sheet, table, query)
    if let condition { schema.filter = try RowFilter(condition) }
    try partners.apply(to: &schema)
  }

  /// The options that were given.
  var settings: [OptionSetting] {
    [
      OptionSetting("source", source.flatMap { ServerAddress($0)?.description }),
      OptionSetting("sheet", sheet),
      OptionSetting("table", table), OptionSetting("query", query),
      OptionSetting("period", period), OptionSetting("kpi", OptionValue.names(kpi)),
      OptionSetting("kpi-column", kpiColumn), OptionSetting("series", OptionValue.names(series)),
      OptionSetting("by", OptionValue.names(by)),
      OptionSetting("peers", OptionValue.names(peers)), OptionSetting("numerator", numerator),
      OptionSetting("denominator", denominator), OptionSetting("where", condition),
      OptionSetting("encoding", encoding?.rawValue),
      OptionSetting("delimiter", delimiter.map { $0 == "\t" ? "tab" : String($0) }),
      OptionSetting("totals", totals?.rawValue),
      OptionSetting("decimal", decimal?.rawValue), OptionSetting("date-order", dateOrder?.rawValue),
    ].compactMap { $0 } + partners.settings
  }

  private static func delimiter(_ text: String) throws -> Character {
    if ["tab", "\\t", "\t"].contains(text.lowercased()) { return "\t" }
    guard let character = text.first, text.count == 1, ",;|".contains(character) else {
      throw OptionError("',', ';', '|' or 'tab' is needed")
    }
    return character
  }
}

extension TextEncoding: ExpressibleByArgument {}
extension TotalsRule: ExpressibleByArgument {}
extension DecimalMark: ExpressibleByArgument {}
extension DateOrder: ExpressibleByArgument {}
