import PartnerKPI

/// A table or view of a database.
struct DatabaseTable {
  /// The schema it is in; nil where that goes without saying.
  let schema: String?
  let name: String

  /// What a user types.
  var path: String { (schema.map { $0 + "." } ?? "") + name }

  /// The statement that reads all of it.
  var query: String {
    "SELECT * FROM " + [schema, name].compactMap { $0.map(Self.quoted) }.joined(separator: ".")
  }

  /// A name as SQL writes one, whatever characters it has.
  private static func quoted(_ name: String) -> String {
    "\"" + name.replacing("\"", with: "\"\"") + "\""
  }

  /// The table that a user names, or the only one; throws `usage` with those there are.
  static func find(
    _ name: String?, among tables: [DatabaseTable], of path: String
  ) throws(DataError) -> DatabaseTable {
    let names = tables.prefix(50).map(\.path).joined(separator: ", ")
    let list = names.isEmpty ? "the database has no tables" : "tables: " + names
    guard let name else {
      if let only = tables.first, tables.count == 1 { return only }
      throw DataError(
        .usage, at: .init(path: path),
        tables.isEmpty
          ? "there is no table" : "there are \(tables.count) tables, which one is meant?",
        details: [list],
        fix: tables.isEmpty
          ? "check that this is the right database" : "pass --table NAME, or --query \"select …\"")
    }
    let word = name.lowercased()
    let found = tables.first { $0.path == name } ?? tables.first { $0.path.lowercased() == word }
    if let found { return found }
    let guess = NameSuggestion.closest(to: name, among: tables.map(\.path))
    throw DataError(
      .usage, at: .init(path: path), "there is no table '\(name)' (--table)", details: [list],
      fix: guess.map { "did you mean '\($0)'?" } ?? "name one of the tables")
  }
}
