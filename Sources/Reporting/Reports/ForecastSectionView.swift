import PartnerKPI
import TemporalData

/// The heading and the table of one KPI in a forecast report.
struct ForecastSectionView {
  let section: ForecastSection
  let report: ForecastReport

  private var frequency: Frequency { section.last.frequency }
  private var unit: String { frequency.unitName }

  /// The common style of the numbers shown.
  private var numbers: NumberStyle {
    let shown = section.lines.flatMap { [$0.lastValue, $0.ahead.first].compactMap { $0 } }
    return NumberStyle(fitting: shown.filter(\.isFinite), isShare: section.kpi.isRatio)
  }

  /// The KPI, the extent of its history, what was forecast, and the unit.
  var heading: [String] {
    let rhythm = PeriodLabel.rhythm(frequency)
    let (first, last) = (PeriodLabel.dated(section.first), PeriodLabel.dated(section.last))
    let percent = ForecastTable.percentText(report.level)
    return [
      section.kpi.id, counted(section.added, "series"),
      section.isEmpty ? "no values" : "\(rhythm) \(first) to \(last)",
      section.horizon > 0
        ? "next \(counted(section.horizon, unit)) with \(percent) % range" : "no forecast",
      section.isAligned ? "" : "each from its own last \(unit)",
      numbers.unit.map { "in \($0)" } ?? "",
    ]
  }

  /// The table, the most telling columns first.
  var table: TextTable {
    let numbers = numbers
    let parts =
      names + [trend, last(numbers), change(numbers), next(numbers), range(numbers)]
      + [outlook(numbers)].compactMap { $0 } + [model]
    return TextTable(
      columns: parts.map(\.column),
      rows: section.lines.indices.map { line in parts.map { $0.entries[line] } })
  }

  /// A column with its entries.
  private typealias Part = (column: TextTable.Column, entries: [TextTable.Entry])

  private func part(
    _ column: TextTable.Column, _ entry: (ForecastLine) -> TextTable.Entry
  ) -> Part {
    (column, section.lines.map(entry))
  }

  /// The labels, or else the key columns; the one that is not needed is the first to leave.
  private var names: [Part] {
    if report.keyColumns.isEmpty {
      return [part(.init("series", shortest: 8)) { .init($0.label ?? "total") }]
    }
    let keys = report.keyColumns.indices.map { place in
      part(.init(report.keyColumns[place], priority: report.hasLabels ? 7 : 0, shortest: 18)) {
        .init($0.key.values.indices.contains(place) ? $0.key.values[place] : "")
      }
    }
    guard report.hasLabels else { return keys }
    let label = part(.init("name", shortest: 18)) {
      .init($0.label ?? $0.key.values.joined(separator: " / "))
    }
    return [label] + keys
  }

  /// Sparklines, shorter on a narrow terminal.
  private var trend: Part {
    let isWide = report.style.width >= 110
    let known = section.isAligned ? section.last.ordinal - section.first.ordinal + 1 : .max
    let past = min(known, isWide ? ForecastLine.longestHistory : 12)
    let ahead = min(section.horizon, report.style.width >= 130 ? 12 : 6)
    let span = counted(past, unit)
    let heading = ["last \(span)", span, "\(past)"].first { $0.count <= past } ?? ""
    let title = TerminalText.fitted(heading, to: past, .leading)
    let next = ["│next \(ahead)", "│+\(ahead)", "│"].first { $0.count <= ahead + 1 } ?? ""
    return part(.init(ahead > 0 ? title + next : title, priority: 3)) { line in
      let expected = (0..<ahead).map { line.ahead.indices.contains($0) ? line.ahead[$0] : .nan }
      return .init(Sparkline.text(line.history.suffix(past), forecast: expected))
    }
  }

  private func last(_ numbers: NumberStyle) -> Part {
    let style = numbers.adapted(to: section.lines.compactMap(\.lastValue))
    let title = section.isAligned ? PeriodLabel.short(section.last) : "last"
    return part(.init(title, .trailing, priority: 2)) { .init(style.text($0.lastValue)) }
  }

  /// The change against the same period a year before, coloured by the KPI's direction.
  private func change(_ numbers: NumberStyle) -> Part {
    let title = frequency == .index ? "vs \(section.yearLag ?? 0) before" : "YoY"
    let change = Change(inPoints: numbers.isPercent, direction: section.kpi.direction)
    return part(.init(title, .trailing, priority: 4)) { change.entry($0.lastValue, $0.yearAgo) }
  }

  private func next(_ numbers: NumberStyle) -> Part {
    let title = section.isAligned ? PeriodLabel.short(section.last.advanced(by: 1)) : "next"
    return part(.init(title, .trailing)) { line in
      line.model == nil ? .init("refused", .faint) : .init(numbers.text(line.ahead.first), .bold)
    }
  }

  /// The range of the next period, the dashes under each other.
  private func range(_ numbers: NumberStyle) -> Part {
    let ends = section.lines.map { line in
      line.range.map { (low: numbers.text($0.lower), high: numbers.text($0.upper)) }
    }
    let low = ends.compactMap { $0?.low.count }.max() ?? 0
    let high = ends.compactMap { $0?.high.count }.max() ?? 0
    let dash = ends.contains { ($0?.low ?? "").hasPrefix("-") } ? " to " : "–"
    let entries = ends.map { ends -> TextTable.Entry in
      guard let ends else { return "" }
      return .init(
        TerminalText.fitted(ends.low, to: low, .trailing) + dash
          + TerminalText.fitted(ends.high, to: high, .leading))
    }
    let title = "\(ForecastTable.percentText(report.level)) % range"
    return (.init(title, priority: 1), entries)
  }

  /// The expected total over the horizon of what adds up, the expected last value of what does not.
  private func outlook(_ numbers: NumberStyle) -> Part? {
    let horizon = section.horizon
    guard horizon > 1 else { return nil }
    let isTotal = section.kpi.kind == .flow
    let end = section.last.advanced(by: horizon)
    let title =
      isTotal
      ? counted(horizon, unit) : section.isAligned ? PeriodLabel.short(end) : "at +\(horizon)"
    return part(.init(title, .trailing, priority: 6)) { line in
      guard line.model != nil else { return "" }
      guard line.ahead.count == horizon else { return .init(NumberStyle.missing) }
      return .init(numbers.text(isTotal ? line.ahead.reduce(0, +) : line.ahead.last))
    }
  }

  private var model: Part {
    part(.init("model", priority: 5, shortest: 8)) { line in
      let marks = [
        line.source == .own ? nil : line.source.rawValue, line.isFallback ? "fallback" : nil,
      ].compactMap { $0 }
      let mark = marks.isEmpty ? "" : " (\(marks.joined(separator: ", ")))"
      return .init((line.model ?? "") + mark)
    }
  }
}

extension KPI {
  fileprivate var isRatio: Bool { if case .ratio = kind { true } else { false } }
}
