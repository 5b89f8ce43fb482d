/// Reads which part of a workbook or database is the table, and the address of a server.
struct DatabasePlace {
  /// The keys of `data:` that say so.
  static let keys = ["sheet", "table", "query", "source"]

  private let fields: MappingReader

  init(_ fields: MappingReader) { self.fields = fields }

  /// Writes what the keys say; throws where they contradict each other or an address says a password.
  func read(into data: inout Project.DataPlace) throws(ProjectError) {
    for pattern in data.files where pattern.value.contains("://") {
      throw ProjectError(
        at: pattern.place, "'files' names an address, which is no file",
        fix: "put the address of a server under 'source', without its password")
    }
    data.sheet = try fields.located("sheet")
    data.table = try fields.located("table")
    data.query = try fields.located("query")
    data.source = try fields.located("source")
    if let source = data.source { try Self.check(source) }
    try exclude(
      data.source, "source", !data.files.isEmpty, "files", "name either files or a server")
    try exclude(data.query, "query", data.table != nil, "table", "name the table in the query")
    try exclude(
      data.sheet, "sheet", data.table != nil || data.query != nil || data.source != nil,
      "a database", "leave 'sheet' out, which names a sheet of a workbook")
  }

  private func exclude(
    _ value: Project.Located<String>?, _ key: String, _ isOther: Bool, _ other: String,
    _ remedy: String
  ) throws(ProjectError) {
    guard let value, isOther else { return }
    throw ProjectError(
      at: value.place,
      "'\(key)' of 'data' excludes \(other == "a database" ? other : "'\(other)'")",
      fix: remedy)
  }

  /// Refuses an address with a password, which would lie in a file that is passed on, and what is none.
  private static func check(_ source: Project.Located<String>) throws(ProjectError) {
    let text = source.value
    let start = text.firstRange(of: "://")?.upperBound ?? text.startIndex
    let user = text[start...].lastIndex(of: "@").map { text[start..<$0] } ?? ""
    guard !user.contains(":"), !text.lowercased().contains("pass") else {
      throw ProjectError(
        at: source.place, "'source' of 'data' says a password",
        details: ["a project file is read by many and kept for long"],
        fix: "leave the password out; PGPASSWORD or ~/.pgpass tells it")
    }
    guard ["postgres://", "postgresql://"].contains(where: text.hasPrefix) else {
      throw ProjectError(
        at: source.place, "'source' of 'data' is no address of a server",
        details: ["PostgreSQL is read; files of SQLite stand under 'files'"],
        fix: "write source: postgres://user@host/database")
    }
  }
}
