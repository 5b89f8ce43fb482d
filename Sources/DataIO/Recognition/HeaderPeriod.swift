import TemporalData

/// What the header of a column says about a period, whatever stands over it.
struct HeaderPeriod {
  /// A period with its year, or a part of a year without.
  enum Time: Hashable {
    case period(Period)
    case part(PeriodPart)

    var frequency: Frequency {
      switch self {
      case .period(let period): period.frequency
      case .part(let part): part.frequency
      }
    }
  }

  let time: Time
  /// What else stands in the header, such as the name of a KPI; empty if nothing does.
  let rest: String
  /// The part of a year and the year, if these stand in lines of their own.
  let split: Split?

  /// A part of a year below a year.
  struct Split: Hashable {
    let year: Int
    let part: PeriodPart
  }

  /// Reads the lines of a header, from top to bottom; nil if none of them names a period.
  init?(_ labels: [String]) {
    let texts = labels.filter { !$0.isEmpty }
    guard !texts.isEmpty else { return nil }
    if let time = Self.joined(texts) {
      (self.time, rest, split) = (time, "", Self.split(texts))
      return
    }
    if let (text, note) = Self.annotated(texts[texts.count - 1]),
      let time = Self.joined(texts.dropLast() + [text])
    {
      (self.time, rest, split) = (time, note, Self.split(texts.dropLast() + [text]))
      return
    }
    // One line names the period; the others name something else.
    for skipped in texts.indices.reversed() where texts.count > 1 {
      var others = texts
      let rest = others.remove(at: skipped)
      guard !TotalName.isExact(rest), let time = Self.joined(others) else { continue }
      (self.time, self.rest, split) = (time, rest, Self.split(others))
      return
    }
    return nil
  }

  /// A text and what stands behind it in brackets: `Jan 2024 (USD)`.
  static func annotated(_ text: String) -> (text: String, note: String)? {
    for (open, close) in [("(", ")"), ("[", "]")] where text.hasSuffix(close) {
      guard let start = text.lastIndex(of: Character(open)), start > text.startIndex else {
        continue
      }
      let note = String(text[text.index(after: start)...].dropLast()).trimmed
      return note.isEmpty ? nil : (String(text[..<start]).trimmed, note)
    }
    return nil
  }

  /// The year and its part, if lines of their own name them.
  private static func split(_ texts: [String]) -> Split? {
    guard texts.count == 2 else { return nil }
    for (above, below) in [(texts[0], texts[1]), (texts[1], texts[0])] {
      if let year = period(above), year.frequency == .year, let part = PeriodPart(below) {
        return Split(year: year.firstDay.year, part: part)
      }
    }
    return nil
  }

  /// The period that lines name together, the finest of them below or above the others.
  private static func joined(_ texts: [String]) -> Time? {
    let whole = texts.compactMap { period($0) }
    if let finest = whole.max(by: { rank($0.frequency) < rank($1.frequency) }),
      texts.allSatisfy({ period($0) != nil || PeriodPart($0) != nil })
    {
      let parts = texts.compactMap { PeriodPart($0) }
      guard let part = parts.max(by: { rank($0.frequency) < rank($1.frequency) }),
        rank(part.frequency) > rank(finest.frequency)
      else { return .period(finest) }
      return part.period(in: finest.firstDay.year).map { .period($0) }
    }
    if let together = period(texts.joined(separator: " ")) { return .period(together) }
    let parts = texts.compactMap { PeriodPart($0) }
    guard parts.count == texts.count,
      let part = parts.max(by: { rank($0.frequency) < rank($1.frequency) })
    else { return nil }
    return .part(part)
  }

  /// The period that a text names with its year.
  private static func period(_ text: String) -> Period? {
    guard let form = DateForm.of(text), form != .index, form.order == nil,
      let ordinal = form.ordinal(of: text)
    else { return nil }
    return Period(form.frequency, ordinal: ordinal)
  }

  /// How fine a frequency is.
  static func rank(_ frequency: Frequency) -> Int {
    switch frequency.unit {
    case .year: 0
    case .quarter: 1
    case .month: 2
    case .week: 3
    case .day: 4
    case .step: 5
    }
  }
}
