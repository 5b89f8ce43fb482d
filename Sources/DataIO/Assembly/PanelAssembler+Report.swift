import PartnerKPI
import TemporalData

extension PanelAssembler {
  /// What each KPI was taken for.
  mutating func describeKPIs(_ entries: [KPIPanel.Entry]) {
    var seen: Set<KPI> = []
    for kpi in entries.lazy.map(\.series.kpi) where seen.insert(kpi).inserted {
      decisions.append(Decision("kind", "\(kpi.id): \(kpi.kindName)"))
      if kpi.kind == .mean, !isMeasured {
        warnings.append(
          "\(kpi.id) is averaged over time and entities: "
            + "to add it up, give --numerator and --denominator")
      }
    }
  }

  /// What absent periods were taken for.
  mutating func describeGaps(_ rule: GapRule, _ grain: Frequency) {
    let unit = grain.unitName
    let words: [(MissingRule, String)] = [
      (.zero, "taken as 0"), (.carry, "take the value before"), (.notAvailable, "left missing"),
    ]
    for (kind, meaning) in words {
      guard let count = rule.filled[kind] else { continue }
      decisions.append(
        Decision(
          "gaps", "\(count.of("absent \(unit)", "absent \(unit)s")) inside series \(meaning)",
          flag: "--missing \(kind.rawValue)"))
    }
    guard rule.silent > 0 else { return }
    decisions.append(
      Decision(
        "gaps",
        "\(rule.silent.of(unit, unit + "s")) after the last row of a series taken as 0 "
          + "(the panel goes on)", flag: "--missing zero"))
  }

  /// At which rates amounts were converted.
  private mutating func describeMoney() {
    guard let money = collector.money, let rates = schema.rates else { return }
    guard let story = money.story else {
      warnings.append(
        "\(rates.input.path) has no effect: no amount is in another currency than \(money.target)")
      return
    }
    decisions.append(
      Decision(
        "currency", story,
        flag: "--rates \(ColumnLookup.quoted(rates.input.path)) --currency \(money.target)"))
  }

  /// What happened to rows that are not cells of their own.
  mutating func describeRows() {
    let tally = collector.tally
    if let currency = collector.currency?.code, let column = layout.currency {
      decisions.append(Decision("currency", "\(currency) in all rows (\(layout.columns[column]))"))
    }
    describeMoney()
    if tally.addedUp > 0 {
      let perCell = 1 + Double(tally.addedUp) / Double(collector.store.count)
      let tenths = Int((perCell * 10).rounded())
      let names = layout.keys.map { layout.columns[$0] } + [layout.columns[layout.period]]
      decisions.append(
        Decision(
          "rows",
          "\(tenths / 10).\(tenths % 10) rows per \(names.joined(separator: " and ")): "
            + "added up"))
    }
    if tally.duplicates > 0 {
      warnings.append(
        "\(tally.duplicates.of("row is a copy", "rows are copies")) of earlier ones: dropped")
    }
    if tally.replaced > 0 {
      warnings.append(
        "\(tally.replaced.of("row contradicts", "rows contradict")) earlier ones: the last stands")
    }
    let revised = collector.revisions.count
    if revised > 0 {
      warnings.append(
        "\(revised.of("value", "values")) of earlier files \(revised == 1 ? "is" : "are") told "
          + "otherwise by later ones, which stand; --out DIR lists them in revisions.csv")
      decisions.append(
        Decision(
          "files", "later ones revise earlier ones (\(revised.of("value", "values")))",
          flag: "--on-conflict last"))
    }
    if tally.filtered > 0 {
      decisions.append(Decision("where", "\(tally.filtered) of \(tally.rows) rows left out"))
    }
    if tally.afterAsOf > 0 {
      decisions.append(
        Decision(
          "as-of", "\(tally.afterAsOf.of("row lies", "rows lie")) after it: not used",
          flag: "--as-of"))
    }
    if let first = collector.log.rows.first {
      let place = [first.file, String(first.line), first.column].filter { !$0.isEmpty }
      warnings.append(
        "\(collector.log.count) of \(tally.rows) rows were rejected, the first at "
          + "\(place.joined(separator: ":")): \"\(first.value)\", \(first.reason); "
          + "--out DIR lists them all")
    }
  }
}

extension Int {
  /// The number with the word for one or for many.
  func of(_ one: String, _ many: String) -> String { "\(self) \(self == 1 ? one : many)" }
}
