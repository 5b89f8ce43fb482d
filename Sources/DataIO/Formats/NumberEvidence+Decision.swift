extension NumberEvidence {
  /// What settled the decimal mark of a column.
  enum MarkSource: Hashable, Sendable {
    /// No number has a mark.
    case notNeeded
    /// `--decimal`.
    case option
    /// The first number that only this mark reads.
    case own(CellExample)
    /// All numbers are written by one rule.
    case rule
    /// Another column, or the same one of another file, in words.
    case other(String)
  }

  /// The format of the column.
  ///
  /// - Parameters:
  ///   - pinned: the mark that `--decimal` gives.
  ///   - others: the marks of other columns with words that name them, the nearest first; they count
  ///     only if the column's own numbers tell nothing.
  ///   - converts: whether amounts of several currencies are converted, rather than refused.
  /// - Throws: the ambiguity if numbers read two ways, or contradict each other.
  func format(
    pinned: DecimalMark? = nil, others: [(mark: DecimalMark, name: String)] = [],
    converts: Bool = false
  ) throws(NumberAmbiguity) -> (format: NumberFormat, source: MarkSource) {
    let (mark, source) = try decimalMark(pinned, others)
    try checkUnits(converts: converts)
    let currency = converts && hasSeveralCurrencies ? nil : try currency()
    var format = NumberFormat(mark: mark, isPercent: percent != nil, currency: currency)
    format.readsAnyMoney = converts && hasSeveralCurrencies
    return (format, source)
  }

  /// Whether the amounts are in currencies that cannot be one.
  var hasSeveralCurrencies: Bool { (try? currency()) == nil && !currencies.isEmpty }

  /// Whether percentages or money are among the numbers.
  var hasUnits: Bool { percent != nil || !currencies.isEmpty }

  /// Throws if percentages stand beside other numbers, or amounts of several currencies.
  ///
  /// - Parameter converts: whether the amounts are converted.
  func checkUnits(converts: Bool = false) throws(NumberAmbiguity) {
    if let percent, let bare { throw .percent(percent, bare: bare) }
    if !converts { _ = try currency() }
  }

  /// The decimal mark and what settled it.
  func decimalMark(
    _ pinned: DecimalMark?, _ others: [(mark: DecimalMark, name: String)]
  ) throws(NumberAmbiguity) -> (DecimalMark?, MarkSource) {
    if let pinned { return (pinned, .option) }
    if let point, let comma {
      throw .bothMarks(point: point, comma: comma, open: either)
    }
    if let point { return (.point, .own(point)) }
    if let comma { return (.comma, .own(comma)) }
    guard let either else { return (nil, .notNeeded) }
    guard let first = others.first else {
      if let mark = writersMark { return (mark, .rule) }
      throw .open(either)
    }
    guard others.allSatisfy({ $0.mark == first.mark }) else { throw .open(either) }
    return (first.mark, .other(first.name))
  }

  private func currency() throws(NumberAmbiguity) -> Currency? {
    guard let first = currencies.first else { return nil }
    let named = currencies.first { !$0.currency.isShared } ?? first
    if let other = currencies.first(where: { !$0.currency.agrees(with: named.currency) }) {
      let pair = [named.example, other.example].sorted { $0.line < $1.line }
      throw .currencies(pair[0], pair[1])
    }
    return named.currency
  }

  /// What was decided about a column, in words; nil if its numbers are plain.
  func description(_ format: NumberFormat, _ source: MarkSource) -> String? {
    var parts: [String] = []
    if let mark = format.mark, mark == .comma || either != nil || firstStyled != nil {
      parts.append("decimal mark \(mark.rawValue)\(Self.reason(source))")
    } else if let firstStyled {
      parts.append("such as \(firstStyled.description)")
    }
    if format.isPercent { parts.append("percentages, 12 % is 0.12") }
    if let currency = format.currency { parts.append("in \(currency.name)") }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  private static func reason(_ source: MarkSource) -> String {
    switch source {
    case .notNeeded, .option: ""
    case .own(let example): " (\(example.description))"
    case .rule: " (from how all numbers of the column are written)"
    case .other(let name): " (as in \(name))"
    }
  }
}
