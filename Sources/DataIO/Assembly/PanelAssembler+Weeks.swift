import TemporalData

extension PanelAssembler {
  /// The frequency in the calendar of weeks that was asked for: months, quarters and years of whole weeks,
  /// and weeks that end when their years do.
  ///
  /// Throws where the dates do not tell the week of a value.
  mutating func inWeeks(
    _ grain: Frequency, _ found: GrainDetection
  ) throws(DataError) -> Frequency {
    guard let weeks = schema.weekYear, grain != .index, grain != .day else { return grain }
    guard let calendar = schema.retail else {
      if case .week = grain { return try week(weeks) }
      return grain
    }
    if case .week = grain { return try week(weeks) }
    let own = layout.form.frequency
    let isLabelled = layout.form.form.isFiscal
    guard isLabelled || own == .day || own == weeks.week, isLabelled || !found.isOfMonths else {
      throw weeksUntold(calendar, own == .day ? "dates of whole months" : layout.form.name)
    }
    describe(calendar)
    return calendar.frequency(like: grain)
  }

  /// Weeks of these years; labels such as 2026-W09 are those of ISO 8601.
  private func week(_ weeks: WeekYear) throws(DataError) -> Frequency {
    guard layout.form.frequency == .day || layout.form.frequency == weeks.week else {
      throw weeksUntold(nil, layout.form.name)
    }
    return weeks.week
  }

  private func weeksUntold(_ calendar: RetailCalendar?, _ form: String) -> DataError {
    let what =
      calendar.map { "months of \($0.pattern.rawValue) weeks" } ?? "weeks that end as years do"
    return DataError(
      .usage, at: .init(path: path),
      "--weeks \(schema.weeks.kind.rawValue) does not fit the periods",
      details: [
        "'\(layout.columns[layout.period])' is \(form), which does not tell in which of the \(what) "
          + "a value falls"
      ],
      fix: "give dates of days or weeks, fiscal labels such as FY26 P03, or --weeks none")
  }

  /// The periods of the dates that occur.
  ///
  /// A fiscal label such as FY26 P03 names a part of the calendar of weeks, if there is one.
  func slots(_ used: [Int32], to grain: Frequency) -> SlotMap {
    let own = layout.form.frequency
    guard let calendar = grain.retailCalendar, layout.form.form.isFiscal,
      case .retail(let part, _) = calendar.frequency(like: own)
    else { return SlotMap(used, from: own, to: grain) }
    // Both count the parts of a year one by one, from different ones.
    let name = 2000
    let year = calendar.weeks.year(named: name)
    let first = Period(.month, ordinal: DateForm.firstMonth(ofYear: name, schema.fiscal)).firstDay
    return SlotMap(
      used, from: .retail(part, calendar), to: grain,
      shift: (year - 1970) * part.perYear - Period(own, containing: first).ordinal)
  }

  /// Says which calendar it is, with the real dates of its newest year.
  private mutating func describe(_ calendar: RetailCalendar) {
    let (weeks, pattern) = (calendar.weeks, calendar.pattern.rawValue.map { "\($0)" })
    let slots = slots(collector.store.usedSlots(), to: calendar.frequency(.year))
    guard let newest = slots.newestDay else { return }
    let year = weeks.week(of: newest).year
    let days = weeks.days(ofYear: year)
    decisions.append(
      Decision(
        "calendar",
        "months of \(pattern.joined(separator: "-")) weeks, years end on \(weeks.endInWords): "
          + "\(calendar.label(Period(calendar.frequency(.year), ordinal: year - 1970)) ?? "") = "
          + "\(days.first) to \(days.last), \(weeks.weekCount(ofYear: year)) weeks",
        flag: "--weeks \(schema.weeks.kind.rawValue)"))
  }

  /// The first period, if the data covers it only in part, and says so.
  ///
  /// Periods of weeks seldom begin with the export. The first one is incomplete if its first date is farther
  /// from its start than usual: more than 3 days beyond the median distance of the 12 periods after it.
  mutating func incompleteFirst(_ slots: SlotMap, _ grain: Frequency) -> Int? {
    guard grain.retailCalendar != nil, slots.from != slots.to else { return nil }
    var oldest: [Int: Int] = [:]
    for date in slots.usedDates.reversed() {
      let day = Period(slots.from, ordinal: date).firstDay.daysSince1970
      oldest[slots.ordinal(slots.slot(date))] = day
    }
    let distances = oldest.keys.sorted().prefix(13).map { ordinal in
      (oldest[ordinal] ?? 0) - Period(grain, ordinal: ordinal).firstDay.daysSince1970
    }
    let after = distances.dropFirst().sorted()
    guard let first = oldest.keys.min(), let day = oldest[first], let distance = distances.first,
      !after.isEmpty, distance > after[after.count / 2] + 3
    else { return nil }
    let name = Period(grain, ordinal: first).name
    warnings.append(
      "\(name) begins before the data does (\(CivilDate(daysSince1970: day))): left out")
    return first
  }

  /// Says what a fiscal quarter or year is called, with its real months.
  mutating func describeFiscalYear(_ slots: SlotMap, _ grain: Frequency) {
    let fiscal = schema.fiscal
    guard fiscal.firstMonth > 1, grain == fiscal.quarter || grain == fiscal.year,
      let newest = slots.newestDay
    else { return }
    let period = Period(grain, containing: newest)
    let month = Period(.month, ordinal: fiscal.firstMonth - 1).name.prefix(3)
    decisions.append(
      Decision(
        "calendar",
        "fiscal years begin with \(month), named by their \(fiscal.yearName.rawValue): "
          + "\(fiscal.label(period)) = \(fiscal.months(period))",
        flag: "--fiscal-start \(fiscal.firstMonth)"))
  }

  /// Says which 53rd weeks stand outside of the months, quarters and years.
  mutating func describeExtraWeeks(_ slots: SlotMap, _ grain: Frequency) {
    guard let calendar = grain.retailCalendar, !slots.extraDates.isEmpty else { return }
    let weeks = calendar.weeks
    let dates = slots.extraDates.map { Period(slots.from, ordinal: $0).firstDay }
    let found = dates.reduce(into: [Period]()) { found, date in
      let week = Period(weeks.week, containing: date)
      if found.last != week { found.append(week) }
    }
    let listed = found.suffix(3).map { "\(weeks.label($0)) = \($0.firstDay) to \($0.lastDay)" }
    let more = found.count > 3 ? " and \(found.count - 3) before" : ""
    decisions.append(
      Decision(
        "week 53",
        "\(listed.joined(separator: ", "))\(more): a week of its own, outside the "
          + "\(grain.unitName)s, so that years compare over 52 weeks",
        flag: "--week53 \(weeks.extraWeek.rawValue)"))
  }
}
