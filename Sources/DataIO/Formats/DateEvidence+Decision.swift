import TemporalData

/// Why the dates of a column cannot be read without being told more.
enum DateAmbiguity: Error, Hashable {
  /// No field is a date.
  case none(CellExample?)
  /// Day and month can be exchanged in every date.
  case order(CellExample, [DateOrder])
  /// Dates such as `Mar 26` whose number takes the values of days.
  case withoutYear(CellExample)
  /// Two dates that no form reads both.
  case conflict(DateForm, CellExample, DateForm, CellExample)

  /// The error with its place.
  func error(path: String, column: Int, name: String) -> DataError {
    let place = { DataError.Location(path: path, line: $0, column: column + 1) }
    switch self {
    case .none(let cell):
      return DataError(
        .badData, at: .init(path: path, line: cell?.line, column: column + 1),
        "'\(name)' \"\(cell?.text.shortened ?? "")\" is not a date",
        details: [DateForm.supported], fix: "name the column of dates with --period COL")
    case .order(let cell, let orders):
      return DataError(
        .badData, at: place(cell.line),
        "'\(name)' \"\(cell.text.shortened)\" is ambiguous (\(Self.readings(cell.text, orders)))",
        details: ["no date of the column has a part over 12 that would tell"],
        fix: "pass " + orders.map { "--date-order \($0.rawValue)" }.joined(separator: " or "))
    case .withoutYear(let cell):
      return DataError(
        .badData, at: place(cell.line),
        "'\(name)' \"\(cell.text.shortened)\" is ambiguous (a month and its year, or a day)",
        details: ["the numbers take more values than the months, as days do"],
        fix: "write the year with four digits")
    case .conflict(let first, let early, let second, let late):
      let isOrder = first.order != nil && second.order != nil
      return DataError(
        .badData, at: place(late.line),
        "'\(name)' \"\(late.text.shortened)\" is \(second.name), but "
          + (isOrder ? "others are \(first.name)" : "the column began as \(first.name)"),
        details: [early.description, DateForm.supported],
        fix: isOrder
          ? "write all dates in one order, or pass --date-order (then the other rows are rejected)"
          : "write all dates of the column in one form")
    }
  }

  private static func readings(_ text: String, _ orders: [DateOrder]) -> String {
    let bytes = Array(text.utf8)
    let days = orders.compactMap { order -> String? in
      var cursor = DateCursor(bytes.span, 0..<bytes.count)
      return NumericDate(&cursor)?.day(order).map { CivilDate(daysSince1970: $0).description }
    }
    return days.joined(separator: " or ")
  }
}

extension DateEvidence {
  /// What settled the form of a column.
  enum FormSource: Hashable, Sendable {
    /// The texts have one reading.
    case own
    /// `--date-order`.
    case option
    /// The first date that no other order reads.
    case exclusion(CellExample)
    /// All dates are the first of a month.
    case months
    /// The first number of two digits takes the values of days or of years.
    case spread
    /// Points stand between the numbers.
    case points
    /// Another column, in words.
    case other(String)
    /// Five digits under a name that speaks of dates.
    case serial
  }

  /// The format of the column.
  ///
  /// - Parameters:
  ///   - name: the column's name; day numbers of a spreadsheet are read only under one that speaks of
  ///     dates.
  ///   - pinned: the order that `--date-order` gives.
  ///   - others: the orders of other columns with words that name them.
  /// - Throws: the ambiguity if dates read two ways, or contradict each other.
  func format(
    name: String, fiscal: FiscalCalendar = .calendarYear, pinned: DateOrder? = nil,
    others: [(order: DateOrder, name: String)] = []
  ) throws(DateAmbiguity) -> (format: DateFormat, source: FormSource) {
    guard dates > 0, let first else { throw .none(firstText) }
    if let pinned, let form = numericForm(pinned) { return (DateFormat(form), .option) }
    if let (early, earlyCell, late, lateCell) = conflict {
      throw .conflict(
        early.elements.first ?? .index, earlyCell, late.elements.first ?? .index, lateCell)
    }
    if forms.isOrderOpen {
      let (order, source) = try order(first, others)
      return (DateFormat(Self.form(order)), source)
    }
    let isNumber = forms.isSubset(of: [DateForms(.serial), DateForms(.index)])
    if isNumber, forms.contains(.serial), Self.speaksOfDates(name) {
      return (DateFormat(.serial), .serial)
    }
    guard let form = forms.elements.first(where: { $0 != .serial }) else { throw .none(first) }
    if form == .namedMonth, shortYears.areRatherDays { throw .withoutYear(first) }
    // The later of the dates that shut out the other orders.
    let decisive = form.order.flatMap { _ in
      [.dayFirst, .monthFirst].filter { $0 != form }.compactMap { exclusions[$0] }
        .max { $0.line < $1.line }
    }
    return (
      DateFormat(form, fiscal: form.isFiscal ? fiscal : .calendarYear),
      decisive.map { .exclusion($0) } ?? .own
    )
  }

  /// The form of a pinned order, if the dates are numbers whose order could be another.
  private func numericForm(_ order: DateOrder) -> DateForm? {
    let isNumeric = { (forms: DateForms) in forms.elements.contains { $0.order != nil } }
    guard isNumeric(forms) || conflict.map({ isNumeric($0.0) && isNumeric($0.2) }) ?? false else {
      return nil
    }
    return Self.form(order)
  }

  private static func form(_ order: DateOrder) -> DateForm {
    switch order {
    case .dayMonthYear: .dayFirst
    case .monthDayYear: .monthFirst
    case .yearMonthDay: .shortYearFirst
    }
  }

  private func order(
    _ first: CellExample, _ others: [(order: DateOrder, name: String)]
  ) throws(DateAmbiguity) -> (DateOrder, FormSource) {
    let open = forms.elements.compactMap(\.order)
    guard parts.areDifferent else { return (open[0], .own) }
    if let order = parts.orderOfMonths, open.contains(order) { return (order, .months) }
    if let order = parts.orderOfSpread, open.contains(order) { return (order, .spread) }
    let settled = others.filter { open.contains($0.order) }
    if settled.isEmpty, parts.havePoints { return (.dayMonthYear, .points) }
    guard let other = settled.first, settled.allSatisfy({ $0.order == other.order }) else {
      throw .order(first, open)
    }
    return (other.order, .other(other.name))
  }

  /// Whether a column's name says that it holds dates.
  static func speaksOfDates(_ name: String) -> Bool {
    let words = name.lowercased().split { !$0.isLetter }.map(String.init)
    return words.contains { word in
      let isCompound = word.hasSuffix("date") || word.hasSuffix("datum") || word.hasSuffix("fecha")
      return dateWords.contains(word) || isCompound && !otherWords.contains(word)
    }
  }

  private static let dateWords: Set<String> = [
    "period", "periode", "ds", "day", "month", "week", "dates", "data", "tag", "monat", "woche",
    "jour", "mois", "dia", "mes", "giorno", "mese", "dag", "maand",
  ]
  private static let otherWords: Set<String> = ["update", "candidate", "mandate", "validate"]

  /// What was decided about a column, in words; empty if its texts have one reading.
  static func reason(_ source: FormSource) -> String {
    switch source {
    case .own, .option: ""
    case .exclusion(let example): ", from \(example.description)"
    case .months: ", all dates being the first of a month"
    case .spread: ", from the spread of the numbers"
    case .points: ", as dates with points are"
    case .other(let name): ", as in \(name)"
    case .serial: ", 1 being 1900-01-01"
    }
  }
}
