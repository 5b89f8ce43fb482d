/// The text of `revisions.csv`.
public enum RevisedValues {
  /// A CSV table of the values that a later file tells otherwise.
  ///
  /// Its columns are `series,kpi,period,old,new,old_file,old_line,new_file,new_line`.
  public static func csv(_ revisions: [Revision]) -> String {
    let number = { (value: Double?) in value.map { "\($0)" } ?? "" }
    let lines = revisions.map { revision in
      [
        revision.series, revision.kpi, revision.period, number(revision.old),
        number(revision.new), revision.earlier.path, revision.earlier.line.map(String.init) ?? "",
        revision.later.path, revision.later.line.map(String.init) ?? "",
      ].map(CSVField.escaped).joined(separator: ",")
    }
    let header = "series,kpi,period,old,new,old_file,old_line,new_file,new_line"
    return ([header] + lines).joined(separator: "\n") + "\n"
  }
}
