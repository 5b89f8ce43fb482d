/// Which part of an input is the table, as far as the user says so.
struct TablePart: Hashable, Sendable {
  /// The sheet of a workbook; the first that holds a table if nil.
  var sheet: String?
  /// The table of a database; its only one if nil.
  var table: String?
  /// The statement whose rows are the table.
  var query: String?

  /// The option that was given, with what it names; nil without one.
  var option: (name: String, meaning: String)? {
    if sheet != nil { return ("--sheet", "names a sheet of a workbook") }
    if table != nil { return ("--table", "names a table of a database") }
    return query == nil ? nil : ("--query", "asks a database")
  }
}

/// What the user says about how an input is to be read.
struct InputForm: Hashable, Sendable {
  var text = TextForm()
  var part = TablePart()
}
