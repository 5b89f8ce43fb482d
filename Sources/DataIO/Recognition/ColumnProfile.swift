/// What the head of a table shows about one column.
struct ColumnProfile {
  let name: String
  let index: Int
  /// The number of fields that are not empty.
  let present: Int
  /// The number of different texts.
  let distinct: Int
  /// The number of fields that are numbers.
  let numeric: Int
  /// The number of fields that are neither numbers nor missing.
  let text: Int
  /// The number of those that look like numbers with separators or signs of money.
  let localized: Int
  /// The form that reads most of the fields, and how many it reads.
  let dates: (form: DateForm, count: Int)?

  init(_ name: String, index: Int, values: [String]) {
    (self.name, self.index) = (name, index)
    present = values.count { !$0.isEmpty }
    distinct = Set(values).count
    var (numeric, text, localized) = (0, 0, 0)
    for value in values {
      let bytes = Array(value.utf8)
      switch NumberField.read(bytes.span, 0..<bytes.count) {
      case .value: numeric += 1
      case .missing: break
      case .invalid(let fault):
        text += 1
        if fault == .localized { localized += 1 }
      }
    }
    (self.numeric, self.text, self.localized) = (numeric, text, localized)
    dates = DateForm.recognised(in: values)
  }

  /// Whether the column holds numbers: at least one, and next to no text.
  var isNumeric: Bool { numeric > 0 && text * 20 <= numeric }

  /// Whether the column holds numbers in a form that is not read.
  var isLocalized: Bool { localized * 2 > text }

  /// Whether nearly every field is a date beyond doubt.
  var isUnmistakableDate: Bool {
    guard let dates, dates.form.isUnmistakable else { return false }
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
