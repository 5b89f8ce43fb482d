import TemporalData

extension LayoutRecognition {
  /// A column whose header names a period.
  struct AcrossColumn {
    let column: Int
    let time: HeaderPeriod.Time
    /// The KPI that the header names besides; empty if it names none.
    let kpi: String
    /// The year above and the part of it, where they stand in lines of their own.
    var split: HeaderPeriod.Split?
  }

  /// The columns whose header names a period; empty if there are fewer than three, or if the user names a
  /// column of periods.
  func acrossColumns() throws(DataError) -> [AcrossColumn] {
    guard schema.period == nil else { return [] }
    let found = labels.indices.compactMap { column in
      HeaderPeriod(labels[column]).map {
        AcrossColumn(column: column, time: $0.time, kpi: $0.rest, split: $0.split)
      }
    }
    guard found.count < 3 else { return inFiscalYears(withoutUnit(found)) }
    return try numericAcross()
  }

  /// The layout of a table with periods across.
  func acrossLayout(_ found: [AcrossColumn]) throws(DataError) -> TableLayout {
    let finest = found.map { HeaderPeriod.rank($0.time.frequency) }.max() ?? 0
    let periods = found.filter { HeaderPeriod.rank($0.time.frequency) == finest }
    let names = periods.map(\.kpi).reduce(into: [String]()) { names, name in
      if !names.contains(name) { names.append(name) }
    }
    let totals = try totalColumns(
      periods,
      coarser: found.filter { column in
        !periods.contains { $0.column == column.column }
      })
    var across = PeriodsAcross(
      slots: try slots(periods, names), frequency: periods[0].time.frequency, yearColumn: nil,
      year: nil, yearName: schema.fiscalName, totals: totals)
    var taken = Set(across.columns + totals.map(\.column))
    var source = ""
    if across.slots.contains(where: { $0.part != nil }) {
      across.yearColumn = yearColumn(taken)
      if let column = across.yearColumn {
        taken.insert(column)
        source = " beside \(columns[column])"
      } else {
        let (year, place) = try statedYear(across)
        try refuseOtherYears(year, taken)
        across.year = year
        source = " of \(year) (from the \(place))"
      }
      if across.turnOfYear != nil {
        source += ", a fiscal year named by its \(schema.fiscalName.rawValue)"
      }
    }
    return try acrossLayout(across, names, taken, source)
  }

  private func acrossLayout(
    _ across: PeriodsAcross, _ names: [String], _ taken: Set<Int>, _ source: String
  ) throws(DataError) -> TableLayout {
    let kpiColumn = try kpiColumn().flatMap { taken.contains($0) ? nil : $0 }
    let by = try byColumns()
    let others = taken.union([kpiColumn, currencyColumn()].compactMap { $0 })
    let series = try acrossSeries(taken: others, before: across.columns.min() ?? 0)
    let keys = series.columns + (by ?? []).filter { !series.columns.contains($0) }
    let peers = try peerColumns()
    let used = others.union(keys + peers)
    let free = profiles.filter { !used.contains($0.index) }
    let (valueNames, kpiDecision) = valueNames(names, kpiColumn: kpiColumn)
    let (first, last) = extent(of: across)
    let unit = across.frequency.unitName
    let period = Decision(
      "period",
      "\(across.slots.count.of(unit, unit + "s")) across, \(first) to \(last)\(source)")
    var layout = TableLayout(
      columns: columns, period: across.yearColumn ?? across.columns.min() ?? 0,
      form: DateFormat(across.form),
      keys: keys, by: by, label: series.label,
      groups: by == nil ? groupColumns(chosen: peers, taken: used, values: across.columns) : [],
      kpiColumn: kpiColumn, values: across.firstColumns(valueNames.count),
      valueNames: valueNames, numbers: valueNames.map { _ in NumberFormat(mark: nil) },
      details: free.filter { $0.text > 0 }.map(\.index), otherNumbers: [], otherDates: [],
      valuesAreChosen: true,
      across: across,
      decisions: [
        period, seriesDecision(series.columns, by: by, note: series.note), kpiDecision,
      ])
    layout.partnerKeys = series.columns.count
    layout.plans =
      kpiColumn == nil
      ? plans(measures(of: valueNames), valueNames) : schema.measures.map { .inRows($0) }
    return layout
  }

  /// The periods with their columns; throws if two columns name the same.
  private func slots(
    _ periods: [AcrossColumn], _ names: [String]
  ) throws(DataError) -> [PeriodsAcross.Slot] {
    var order: [HeaderPeriod.Time] = []
    var places: [HeaderPeriod.Time: [Int]] = [:]
    for period in periods {
      var columns = places[period.time] ?? Array(repeating: -1, count: names.count)
      if places[period.time] == nil { order.append(period.time) }
      let value = names.firstIndex(of: period.kpi) ?? 0
      if columns[value] >= 0 {
        throw DataError(
          .badData, at: .init(path: path, line: headerLine, column: period.column + 1),
          "'\(self.columns[period.column])' names the same period as "
            + "'\(self.columns[columns[value]])'",
          fix: "rename one of them in the header")
      }
      columns[value] = period.column
      places[period.time] = columns
    }
    return order.map { time in
      let columns = places[time] ?? []
      return switch time {
      case .period(let period): .init(columns: columns, ordinal: period.ordinal, part: nil)
      case .part(let part): .init(columns: columns, ordinal: nil, part: part)
      }
    }
  }

  /// The names of the KPIs whose values stand in the columns.
  private func valueNames(_ names: [String], kpiColumn: Int?) -> ([String], Decision) {
    if let kpiColumn {
      let decision = Decision(
        "kpi", "names in \(columns[kpiColumn])", flag: "--kpi-column \(quoted([kpiColumn]))")
      return (["value"], decision)
    }
    guard names == [""] else {
      let named = names.map { $0.isEmpty ? "value" : $0 }
      return (named, Decision("kpi", named.joined(separator: ", ") + " (from the header)"))
    }
    let (name, source) = schema.kpis.first.map { ($0, "") } ?? MeasureName.found(titles, path)
    let flag = "--kpi \(ColumnLookup.quoted(name))"
    return ([name], Decision("kpi", name + source, flag: flag))
  }

  /// The column of years beside parts of a year.
  private func yearColumn(_ taken: Set<Int>) -> Int? {
    let named = [
      "year", "jahr", "année", "annee", "año", "ano", "anno", "jaar", "fiscal year", "fy",
    ]
    .compactMap { lookup.find($0) }.filter { !taken.contains($0) }
    return named.first
      ?? profiles.first { profile in
        !taken.contains(profile.index) && profile.dates?.form == .year
          && profile.dates?.count == profile.present && profile.present > 0
      }?.index
  }

  /// Refuses the year of a title that dates the report (`as of Jan 2025`), where a column of dates tells
  /// another one.
  private func refuseOtherYears(_ year: Int, _ taken: Set<Int>) throws(DataError) {
    let isOfReport = titles.contains { title in
      let text = " " + title.lowercased()
      return Self.years(title).contains(year)
        && Self.reportPhrases.contains { text.contains(" " + $0) }
    }
    guard isOfReport else { return }
    for profile in profiles where !taken.contains(profile.index) && profile.isUnmistakableDate {
      for row in rows {
        let text = row.values[profile.index]
        let bytes = Array(text.utf8)
        guard let days = DateForm.days(bytes.span, 0..<bytes.count),
          CivilDate(daysSince1970: days.lowerBound).year != year
        else { continue }
        throw DataError(
          .badData, at: .init(path: path, line: row.line, column: profile.index + 1),
          "the title tells the year \(year), but '\(profile.name)' is \"\(text.shortened)\"",
          details: ["the columns name parts of a year and no year"],
          fix: "name the column of dates with --period, or add a column 'year'")
      }
    }
  }

  private static let reportPhrases = [
    "as of", "as at", "stand ", "status", "état au", "situation au", "generated", "exported",
    "created",
    "printed", "run on", "erstellt", "exportiert", "a fecha", "al ", "per ",
  ]

  /// The only year that titles tell, or else the name of the file.
  private func statedYear(_ across: PeriodsAcross) throws(DataError) -> (Int, String) {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    let name = file.split(separator: ".").first.map(String.init) ?? file
    for (texts, place) in [(titles, "title"), ([name], "name of the file")] {
      let years = Set(texts.flatMap(Self.years))
      if let year = years.first, years.count == 1 { return (year, place) }
    }
    throw DataError(
      .badData, at: .init(path: path, line: headerLine, column: (across.columns.min() ?? 0) + 1),
      "the columns name parts of a year (\(columns[across.columns.min() ?? 0]), …), but no year",
      details: ["columns: " + columns.joined(separator: ", ").shortened],
      fix: "add a column 'year', or write the year in a line above the header")
  }

  /// The numbers of a text that are years and no part of a date.
  private static func years(_ text: String) -> [Int] {
    text.split { !$0.isLetter && !$0.isNumber && $0 != "." && $0 != "-" && $0 != "/" }
      .compactMap { word in
        let digits = word.hasPrefix("FY") ? word.dropFirst(2) : word
        guard digits.count == 4, let year = Int(digits), 1950...2100 ~= year else { return nil }
        return year
      }
  }
}

extension LayoutRecognition {
  /// The columns that identify a series of a table with periods across.
  ///
  /// Rows need not come back, as they do in a long table; without a text, whole numbers that stand before
  /// the periods identify.
  private func acrossSeries(
    taken: Set<Int>, before first: Int
  ) throws(DataError) -> (columns: [Int], label: Int?, note: String) {
    if !schema.series.isEmpty { return try seriesColumns(period: 0, taken: Array(taken)) }
    let named = Self.seriesNames.compactMap { lookup.find($0) }.filter { !taken.contains($0) }
    if let key = named.first { return ([key], label(for: [key], taken: Array(taken)), "") }
    let free = profiles.filter {
      !taken.contains($0.index) && !attributes.contains($0.index) && $0.present > 0
    }
    if let key = free.first(where: { $0.isIdentifierByName }) {
      return ([key.index], label(for: [key.index], taken: Array(taken)), " (by its name)")
    }
    let texts = free.filter { $0.text > 0 && !$0.isNumeric && !$0.isUnmistakableDate }
    if !texts.isEmpty {
      return (texts.map(\.index), nil, texts.count > 1 ? " (every column of text)" : "")
    }
    let numbers = free.filter { $0.index < first }
    return (numbers.map(\.index), nil, numbers.isEmpty ? "" : " (before the periods)")
  }

  /// The columns that add up others: of longer periods, and those called totals.
  private func totalColumns(
    _ periods: [AcrossColumn], coarser: [AcrossColumn]
  ) throws(DataError) -> [PeriodsAcross.TotalColumn] {
    var totals: [PeriodsAcross.TotalColumn] = []
    for column in coarser {
      let addends = Self.parts(of: column.time, in: periods.filter { $0.kpi == column.kpi })
      guard !addends.isEmpty else {
        throw DataError(
          .badData, at: .init(path: path, line: headerLine, column: column.column + 1),
          "'\(columns[column.column])' is a \(column.time.frequency.unitName) beside columns of "
            + "\(periods[0].time.frequency.unitName)s, and none of them is part of it",
          details: ["columns: " + columns.joined(separator: ", ").shortened],
          fix: "leave the column out of the export, or export one length of periods")
      }
      totals.append(.init(column: column.column, choices: [addends]))
    }
    let known = Set((periods + coarser).map(\.column))
    for column in columns.indices where !known.contains(column) {
      guard profiles[column].isTotalLike, let choices = choices(column, periods) else { continue }
      totals.append(.init(column: column, choices: choices))
    }
    return totals
  }

  /// What a column called a total may add up.
  private func choices(_ column: Int, _ periods: [AcrossColumn]) -> [[Int]]? {
    let texts = labels[column].filter { !$0.isEmpty }
    guard let name = texts.last, let kind = TotalName.kind(name) ?? TotalName.kind(columns[column])
    else { return nil }
    var choices = [periods.map(\.column)]
    // `Q1 2024 Total`, `Total` below `2024`, `Revenue Total`.
    var scopes = texts.dropLast().map { String($0) }
    if case .named(let scope) = kind { scopes.append(scope) }
    for scope in scopes {
      if let time = HeaderPeriod([scope])?.time {
        choices.insert(Self.parts(of: time, in: periods), at: 0)
      }
      choices.insert(periods.filter { $0.kpi == scope }.map(\.column), at: 0)
    }
    for kpi in Set(periods.map(\.kpi)) where !kpi.isEmpty {
      choices.append(periods.filter { $0.kpi == kpi }.map(\.column))
    }
    return choices.filter { !$0.isEmpty }
  }

  /// The columns whose periods are parts of a longer one.
  private static func parts(of time: HeaderPeriod.Time, in periods: [AcrossColumn]) -> [Int] {
    periods.filter { column in
      switch (time, column.time) {
      case (.period(let long), .period(let short)):
        long.firstDay <= short.firstDay && short.lastDay <= long.lastDay
      case (.part(.quarter(let quarter)), .part(.month(let month))):
        (month - 1) / 3 + 1 == quarter
      default: false
      }
    }.map(\.column)
  }
}

extension ColumnProfile {
  /// Whether a column can hold sums: numbers in any style, and next to no text.
  var isTotalLike: Bool { text * 20 <= present && present > 0 }
}
