import TemporalData

/// Where the parts of an event stand in a row, and how they are read.
struct EventColumns {
  /// What a row says.
  enum Row {
    case event(EventTable.Entry)
    case holidays([CivilDate])
  }

  private static let own = ["date", "event", "end", "kind", "weight"]
  /// The share of a temporary change that is left one period later.
  private static let decay = 0.7

  private var places: [String: Int] = [:]
  private var scope: [(name: String, place: Int)] = []
  private let header: [String]
  private let isIndexed: Bool

  init(_ table: TableInput, scopeColumns: [String], isIndexed: Bool) throws(DataError) {
    (header, self.isIndexed) = (table.header, isIndexed)
    for (place, name) in table.header.enumerated() {
      let word = name.lowercased()
      if Self.own.contains(word) {
        places[word] = place
      } else if let column = scopeColumns.first(where: { $0.lowercased() == word }) {
        scope.append((column, place))
      } else {
        throw DataError(
          .badData, at: .init(path: table.name, line: table.line, column: place + 1),
          "the column '\(name.shortened)' has no meaning in a table of events",
          details: ["columns are " + (Self.own + scopeColumns).joined(separator: ", ")],
          fix: "rename the column or remove it")
      }
    }
    for name in ["date", "event"] where places[name] == nil {
      throw DataError(
        .badData, at: .init(path: table.name, line: table.line),
        "a table of events needs a column '\(name)'",
        details: ["columns: " + table.header.joined(separator: ", ").shortened],
        fix: "name the columns in the first line, such as date,event,end")
    }
  }

  /// Reads the current record.
  func row(_ table: TableInput) throws(DataError) -> Row {
    guard table.fields.count == header.count else {
      throw DataError(
        .badData, at: .init(path: table.name, line: table.line),
        "the row has \(table.fields.count) fields where the header has \(header.count)",
        fix: "give every row a field per column, or quote fields with commas")
    }
    guard let first = try days("date", table) else { throw fault("date", table, "is empty") }
    let last = try days("end", table)
    if let last, last.upperBound < first.lowerBound {
      throw fault("end", table, "lies before the date")
    }
    guard let kind = try kind(table) else {
      let end = min((last ?? first).upperBound, first.lowerBound + 366)
      return .holidays((first.lowerBound...end).map { CivilDate(daysSince1970: $0) })
    }
    let name = text("event", table)
    guard !name.isEmpty else { throw fault("event", table, "is empty") }
    let spansPeriod = kind != .shift && first.count > 1
    let end = last?.upperBound ?? (spansPeriod ? first.upperBound : nil)
    let event = CalendarEvent(
      name, start: CivilDate(daysSince1970: first.lowerBound),
      end: end.map { CivilDate(daysSince1970: $0) }, kind: kind, weight: try weight(table))
    var values: [String: String] = [:]
    for (column, place) in scope {
      let value = table.text(place).trimmed
      if !value.isEmpty { values[column] = value }
    }
    return .event(
      .init(event: event, scope: values, cleansHistory: Self.cleaning.contains(word(table))))
  }

  private func text(_ name: String, _ table: TableInput) -> String {
    places[name].map { table.text($0).trimmed } ?? ""
  }

  /// The days that a date names; nil for an empty field.
  private func days(
    _ name: String, _ table: TableInput
  ) throws(DataError) -> ClosedRange<Int>? {
    let text = text(name, table)
    guard !text.isEmpty else { return nil }
    let bytes = Array(text.utf8)
    if isIndexed {
      guard let number = DateForm.index.ordinal(of: text) else {
        throw fault(name, table, "is not a whole number, as the periods are")
      }
      return number...number
    }
    guard let days = DateForm.days(bytes.span, 0..<bytes.count) else {
      throw fault(name, table, "is not a date", details: [DateForm.supported])
    }
    return days
  }

  /// Kinds that say what a history can be cleaned of.
  private static let cleaning = ["level", "one-off"]

  private func word(_ table: TableInput) -> String { text("kind", table).lowercased() }

  /// The kind of event; nil for a holiday.
  private func kind(_ table: TableInput) throws(DataError) -> CalendarEvent.Kind? {
    switch word(table) {
    case "", "pulse", "promo", "one-off": return .pulse
    case "shift", "level": return .shift
    case "temporary": return .temporary(decay: Self.decay)
    case "holiday": return nil
    default:
      throw fault(
        "kind", table, "is no kind of event",
        details: ["kinds are pulse, promo, one-off, shift, level, temporary, holiday"])
    }
  }

  private func weight(_ table: TableInput) throws(DataError) -> Double {
    let text = text("weight", table)
    if text.isEmpty { return 1 }
    let bytes = Array(text.utf8)
    guard case .value(let weight) = NumberField.read(bytes.span, 0..<bytes.count) else {
      throw fault(
        "weight", table, "is not a number", details: ["numbers are plain: 1, 0.5, -2"])
    }
    return weight
  }

  private func fault(
    _ name: String, _ table: TableInput, _ what: String, details: [String] = []
  ) -> DataError {
    DataError(
      .badData,
      at: .init(path: table.name, line: table.line, column: (places[name] ?? 0) + 1),
      "'\(name)' \"\(text(name, table).shortened)\" \(what)", details: details,
      fix: "correct the field, or remove the row")
  }
}
