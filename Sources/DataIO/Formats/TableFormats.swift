import TemporalData

/// How the periods and values of one table are read.
struct TableFormats: Sendable {
  let dates: DateFormat
  /// One per column of values.
  let numbers: [NumberFormat]
  /// The first date of the table.
  let firstDate: CellExample?
  /// What was decided, for the user.
  let decisions: [Decision]
  /// Whether more rows could show that another format is right.
  let isProvisional: Bool

  /// Decides from the fields of a table, and of other tables with the same columns where its own tell
  /// nothing; throws the ambiguity with its lines.
  init(
    _ evidence: TableEvidence, _ layout: TableLayout, _ schema: PanelSchema,
    beside others: [TableEvidence] = []
  ) throws(DataError) {
    let (dates, source) = try Self.dates(evidence, layout, schema, others)
    (self.dates, firstDate) = (dates, evidence.period.first)
    var (numbers, decisions) = ([NumberFormat](), [Decision]())
    decisions.append(Self.decision(dates, source, layout, schema))
    var isProvisional = source.isProvisional
    for place in layout.values.indices {
      let (format, source, text) = try Self.numbers(evidence, place, layout, schema, others)
      numbers.append(format)
      if source.isProvisional { isProvisional = true }
      guard let text else { continue }
      decisions.append(
        Decision("numbers", "\(layout.valueNames[place]): \(text)"))
    }
    // One option pins all columns, if they agree.
    let marks = Set(numbers.compactMap(\.mark))
    if decisions.count > 1, marks.count == 1, let mark = marks.first {
      decisions[1] = Decision(
        decisions[1].subject, decisions[1].finding, flag: "--decimal \(mark.rawValue)")
    }
    (self.numbers, self.decisions, self.isProvisional) = (numbers, decisions, isProvisional)
  }

  private static func dates(
    _ evidence: TableEvidence, _ layout: TableLayout, _ schema: PanelSchema,
    _ others: [TableEvidence]
  ) throws(DataError) -> (DateFormat, DateEvidence.FormSource) {
    if layout.across != nil { return (layout.form, .own) }
    let name = layout.columns[layout.period]
    let elsewhere = others.filter { $0.path != evidence.path }.compactMap { other in
      order(of: other, name).map { (order: $0, name: other.path) }
    }
    do throws(DateAmbiguity) {
      let decided = try evidence.period.format(
        name: name, fiscal: schema.fiscal, pinned: schema.dateOrder,
        others: evidence.orders + elsewhere)
      return (decided.format, decided.source)
    } catch {
      throw error.error(path: evidence.path, column: layout.period, name: name)
    }
  }

  private static func order(of table: TableEvidence, _ name: String) -> DateOrder? {
    guard table.period.isSettled, let decided = try? table.period.format(name: name) else {
      return nil
    }
    return decided.format.form.order
  }

  private static func numbers(
    _ evidence: TableEvidence, _ place: Int, _ layout: TableLayout, _ schema: PanelSchema,
    _ others: [TableEvidence]
  ) throws(DataError) -> (NumberFormat, NumberEvidence.MarkSource, String?) {
    let names = layout.valueNames
    let elsewhere = others.filter { $0.path != evidence.path }.compactMap { other in
      other.values[place].ownMark.map { (mark: $0, name: other.path) }
    }
    let own = evidence.values[place]
    do throws(NumberAmbiguity) {
      var marks = evidence.marks(but: place, names: names) + elsewhere
      if marks.isEmpty, layout.isWrittenByPrograms { marks = [(.point, "tables of these columns")] }
      guard layout.kpiColumn != nil else {
        let decided = try own.format(
          pinned: schema.decimal, others: marks, converts: schema.rates != nil)
        return (decided.format, decided.source, own.description(decided.format, decided.source))
      }
      let decided = try own.decimalMark(schema.decimal, marks)
      for kpi in evidence.kpis { try kpi.checkUnits(converts: schema.rates != nil) }
      var format = NumberFormat(mark: decided.0, readsAnyUnit: own.hasUnits)
      format.readsAnyMoney = schema.rates != nil && !own.currencies.isEmpty
      return (format, decided.1, own.description(format, decided.1))
    } catch {
      throw error.error(
        path: evidence.path, column: layout.values[place], name: names[place])
    }
  }

  /// The column of periods and how it is written, with the options that pin both.
  private static func decision(
    _ dates: DateFormat, _ source: DateEvidence.FormSource, _ layout: TableLayout,
    _ schema: PanelSchema
  ) -> Decision {
    let lookup = ColumnLookup(layout.columns, path: "")
    var flags = ["--period \(lookup.quoted([layout.period]))"]
    if let order = dates.form.order { flags.append("--date-order \(order.rawValue)") }
    var text = "\(layout.columns[layout.period]) (\(dates.name)\(DateEvidence.reason(source)))"
    if dates.form.isFiscal {
      if schema.fiscalStart == 1 { flags.append("--fiscal-start 1") }
      text += ", " + dates.fiscalNote
    }
    return Decision("period", text, flag: flags.joined(separator: " "))
  }
}

extension DateFormat {
  /// Which months fiscal labels stand for.
  fileprivate var fiscalNote: String {
    let names = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December",
    ]
    let start = names[fiscal.firstMonth - 1]
    guard fiscal.firstMonth > 1 else { return "fiscal years taken for calendar years" }
    return "fiscal years begin in \(start) and are named by their \(fiscal.yearName.rawValue)"
  }
}

extension DateEvidence.FormSource {
  /// Whether later rows could tell better.
  fileprivate var isProvisional: Bool {
    switch self {
    case .own, .option, .exclusion, .serial: false
    case .months, .spread, .points, .other: true
    }
  }
}

extension NumberEvidence.MarkSource {
  /// Whether later rows could tell better.
  fileprivate var isProvisional: Bool {
    switch self {
    case .notNeeded, .option, .own: false
    case .rule, .other: true
    }
  }
}
