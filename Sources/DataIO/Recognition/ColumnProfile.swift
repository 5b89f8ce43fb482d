/// What the head of a table shows about one column.
struct ColumnProfile {
  let name: String
  let index: Int
  /// The number of fields that are not empty.
  let present: Int
  /// The number of different texts.
  let distinct: Int
  /// What the fields are as numbers.
  let numbers: NumberEvidence
  /// What the fields are as dates.
  let dateEvidence: DateEvidence
  /// The form that reads most of the fields, and how many it reads.
  let dates: (form: DateForm, count: Int)?

  init(_ name: String, index: Int, rows: [TableInput.SampleRow]) {
    (self.name, self.index) = (name, index)
    let values = rows.map { $0.values[index] }
    present = values.count { !$0.isEmpty }
    distinct = Set(values).count
    var (numbers, dates) = (NumberEvidence(), DateEvidence())
    for row in rows {
      let bytes = Array(row.values[index].utf8)
      numbers.note(bytes.span, 0..<bytes.count, line: row.line)
      dates.note(bytes.span, 0..<bytes.count, line: row.line)
    }
    (self.numbers, dateEvidence) = (numbers, dates)
    let serial = dates.forms.contains(.serial) ? (form: DateForm.serial, count: dates.dates) : nil
    self.dates = dates.dates == 0 ? nil : DateForm.recognised(in: values) ?? serial
  }

  /// The number of fields that are numbers.
  var numeric: Int { numbers.numbers }
  /// The number of fields that are neither numbers nor missing.
  var text: Int { numbers.texts }
  /// Whether the column holds numbers: at least one, and next to no text.
  var isNumeric: Bool { numbers.isNumeric }

  /// Whether nearly every field is a date beyond doubt.
  var isUnmistakableDate: Bool {
    guard let dates else { return false }
    let isSerial = dateEvidence.forms.contains(.serial) && DateEvidence.speaksOfDates(name)
    guard dates.form.isUnmistakable || isSerial else { return false }
    return dates.count * 20 >= present * 19
  }

  /// Whether the name says that the column identifies something rather than measures it.
  var isIdentifierByName: Bool {
    let name = name.lowercased()
    return ["id", "key", "code", "zip", "postcode", "phone"].contains { word in
      name == word || name.hasSuffix("_" + word) || name.hasSuffix(" " + word)
    }
  }
}
