import ArgumentParser
import DataIO

/// What is known of partners and money beside the table itself.
struct PartnerOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Table of renamed and merged partners, with the columns old, new and maybe from and kind.",
      valueName: "file"), completion: .file(extensions: ["csv"]))
  var aliases: String?

  @Flag(help: "Keep names as they stand in the data, for an audit.")
  var asReported = false

  @Option(
    help: ArgumentHelp(
      "Table of attributes of partners: the partner, maybe from, then type, region, tier, …",
      valueName: "file"), completion: .file(extensions: ["csv"]))
  var attributes: String?

  @Option(
    help: ArgumentHelp(
      "Attributes that rows are given: at-the-time or current. (default: at-the-time)",
      valueName: "which"))
  var attributesAs: AttributeTime?

  @Option(
    help: ArgumentHelp(
      "Table of rates of exchange, with the columns currency, rate and maybe period and to.",
      valueName: "file"), completion: .file(extensions: ["csv"]))
  var rates: String?

  @Option(
    help: ArgumentHelp("Currency of the result, such as USD, for --rates.", valueName: "code"))
  var currency: String?

  @Option(
    help: ArgumentHelp(
      "Convert all amounts at the rates of one period, such as 2024.", valueName: "period"))
  var constantRates: String?

  @Option(
    help: ArgumentHelp(
      "Columns or KPIs that are amounts of money; told by unit, name and signs otherwise.",
      valueName: "name,…"))
  var money: [String] = []

  /// Reads the tables and writes all into a schema.
  func apply(to schema: inout PanelSchema) throws(DataError) {
    if let aliases { schema.aliases = try AliasTable.read(.file(aliases)) }
    schema.asReported = asReported
    if let attributes { schema.attributes = try AttributeTable.read(.file(attributes)) }
    schema.attributeTime = attributesAs ?? .atTheTime
    if let rates { schema.rates = try RateTable.read(.file(rates)) }
    schema.currency = currency ?? schema.currency
    schema.constantRates = constantRates
    if !money.isEmpty { schema.moneyColumns = OptionValue.names(money) }
  }

  /// Options that do nothing for want of another one, in words.
  var unused: [String] {
    let needs: [(option: String, isGiven: Bool, other: String, isThere: Bool)] = [
      ("--attributes-as", attributesAs != nil, "--attributes", attributes != nil),
      ("--currency", currency != nil, "--rates", rates != nil),
      ("--constant-rates", constantRates != nil, "--rates", rates != nil),
      ("--money", !money.isEmpty, "--rates", rates != nil),
    ]
    return needs.filter { $0.isGiven && !$0.isThere }.map {
      "\($0.option) has no effect without \($0.other)"
    }
  }

  /// The options that were given.
  var settings: [OptionSetting] {
    [
      OptionSetting("aliases", aliases), OptionSetting("as-reported", asReported),
      OptionSetting("attributes", attributes),
      OptionSetting("attributes-as", attributesAs?.rawValue), OptionSetting("rates", rates),
      OptionSetting("currency", currency),
      OptionSetting("constant-rates", constantRates),
      OptionSetting("money", OptionValue.names(money)),
    ].compactMap { $0 }
  }
}

extension AttributeTime: ExpressibleByArgument {}
