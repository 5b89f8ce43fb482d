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

  /// Reads the tables and writes all into a schema.
  func apply(to schema: inout PanelSchema) throws(DataError) {
    if let aliases { schema.aliases = try AliasTable.read(.file(aliases)) }
    schema.asReported = asReported
  }

  /// The options that were given.
  var settings: [OptionSetting] {
    [
      OptionSetting("aliases", aliases), OptionSetting("as-reported", asReported),
    ].compactMap { $0 }
  }
}
