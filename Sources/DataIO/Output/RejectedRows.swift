/// The text of `rejected.csv`.
public enum RejectedRows {
  /// A CSV table `file,line,column,value,reason` of the rows.
  public static func csv(_ rows: [RejectedRow]) -> String {
    let lines = rows.map { row in
      [row.file, String(row.line), row.column, row.value, row.reason]
        .map(CSVField.escaped).joined(separator: ",")
    }
    return (["file,line,column,value,reason"] + lines).joined(separator: "\n") + "\n"
  }
}
