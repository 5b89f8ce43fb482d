import TemporalData

extension LayoutRecognition {
  /// The columns without the currency or unit that stands behind every period, as in `Jan 2024 (USD)`.
  func withoutUnit(_ found: [AcrossColumn]) -> [AcrossColumn] {
    guard let note = found.first?.kpi, !note.isEmpty, found.allSatisfy({ $0.kpi == note }),
      Self.isUnit(note)
    else { return found }
    return found.map { AcrossColumn(column: $0.column, time: $0.time, kpi: "", split: $0.split) }
  }

  /// Whether a text is a currency or a unit rather than the name of a quantity.
  private static func isUnit(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    let sign = Currency.sign(bytes.span, at: 0, bytes.count)
    let words = ["%", "units", "pcs", "actual", "actuals", "ist"]
    return Currency(code: text) != nil || sign?.end == bytes.count
      || words.contains(text.lowercased())
  }

  /// The columns with the parts of a year that pass its end, such as April to March below 2024, as those of
  /// a fiscal year.
  func inFiscalYears(_ found: [AcrossColumn]) -> [AcrossColumn] {
    let parts = found.map(\.split?.part.number)
    var shifted = found
    for (year, kpi) in Set(
      found.compactMap { column in column.split.map { Block($0.year, column.kpi) } }
    )
    .map({ ($0.year, $0.kpi) }) {
      let block = found.indices.filter { found[$0].split?.year == year && found[$0].kpi == kpi }
      let numbers = block.compactMap { parts[$0] }
      let falls = numbers.indices.dropFirst().filter { numbers[$0] < numbers[$0 - 1] }
      guard falls.count == 1, let first = numbers.first, let last = numbers.last, last < first
      else {
        continue
      }
      for (place, index) in block.enumerated() {
        let real = year + (place < falls[0] ? 0 : 1) - (schema.fiscalName == .end ? 1 : 0)
        guard let part = found[index].split?.part, let period = part.period(in: real) else {
          continue
        }
        shifted[index] = AcrossColumn(
          column: found[index].column, time: .period(period), kpi: kpi, split: found[index].split)
      }
    }
    return shifted
  }

  /// The columns of one year and KPI.
  private struct Block: Hashable {
    let year: Int
    let kpi: String

    init(_ year: Int, _ kpi: String) { (self.year, self.kpi) = (year, kpi) }
  }

  /// The first and the last period, as their columns are called; by time where the header tells the year.
  func extent(of across: PeriodsAcross) -> (first: String, last: String) {
    let dated = across.slots.compactMap { slot in
      slot.ordinal.flatMap { ordinal in slot.columns.first { $0 >= 0 }.map { (ordinal, $0) } }
    }
    let ends =
      dated.count == across.slots.count
      ? (dated.min { $0.0 < $1.0 }?.1, dated.max { $0.0 < $1.0 }?.1)
      : (across.columns.min(), across.columns.max())
    return (columns[ends.0 ?? 0], columns[ends.1 ?? 0])
  }
}

extension LayoutRecognition {
  /// The columns with dates of numbers, `01/02/2024` or `1/24`, that the row of headers reads in one way; empty
  /// if there are fewer than three.
  ///
  /// Throws where the row has two readings.
  func numericAcross() throws(DataError) -> [AcrossColumn] {
    let texts = labels.map { $0.last { !$0.isEmpty } ?? "" }
    let days = texts.indices.filter { Self.isNumericDate(texts[$0]) }
    if days.count >= 3 { return try dayColumns(days, texts) }
    let months = texts.indices.filter { Self.twoNumbers(texts[$0]) != nil }
    return months.count >= 3 ? try monthColumns(months, texts) : []
  }

  private static func isNumericDate(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    var cursor = DateCursor(bytes.span, 0..<bytes.count)
    return NumericDate(&cursor) != nil && cursor.isAtEnd
  }

  private func dayColumns(
    _ found: [Int], _ texts: [String]
  ) throws(DataError) -> [AcrossColumn] {
    var evidence = DateEvidence()
    for column in found { evidence.note(texts[column], line: headerLine) }
    do throws(DateAmbiguity) {
      let form = try evidence.format(name: "", pinned: schema.dateOrder).format.form
      return found.compactMap { column in
        form.ordinal(of: texts[column]).map {
          AcrossColumn(
            column: column, time: .period(Period(form.frequency, ordinal: $0)), kpi: "")
        }
      }
    } catch {
      throw error.error(path: path, column: found[0], name: "the header")
    }
  }

  /// `1/24`: a month and a year, in either order.
  private func monthColumns(
    _ found: [Int], _ texts: [String]
  ) throws(DataError) -> [AcrossColumn] {
    let numbers = found.compactMap { Self.twoNumbers(texts[$0]) }
    let readings = [
      Self.months(numbers.map { (NumericDate.fullYear($0.second), $0.first, $0.secondWidth == 2) }),
      Self.months(numbers.map { (NumericDate.fullYear($0.first), $0.second, $0.firstWidth == 2) }),
    ].compactMap { $0 }
    let regular = readings.filter(Self.areConsecutive)
    let chosen = readings.count == 1 ? readings : regular
    guard !readings.isEmpty else { return [] }
    guard chosen.count == 1 else {
      let ways = readings.map { Period(.month, ordinal: $0[0]).description.prefix(7) }
      throw DataError(
        .badData, at: .init(path: path, line: headerLine, column: found[0] + 1),
        "the headers '\(texts[found[0]])', … are ambiguous (\(ways.joined(separator: " or ")))",
        details: ["columns: " + columns.joined(separator: ", ").shortened],
        fix: "write the years with four digits, such as 2024-01")
    }
    return zip(found, chosen[0]).map { column, ordinal in
      AcrossColumn(column: column, time: .period(Period(.month, ordinal: ordinal)), kpi: "")
    }
  }

  private static func months(_ parts: [(year: Int, month: Int, isWide: Bool)]) -> [Int]? {
    guard parts.allSatisfy({ 1...12 ~= $0.month && $0.isWide }) else { return nil }
    let ordinals = parts.map { ($0.year - 1970) * 12 + $0.month - 1 }
    return Set(ordinals).count == ordinals.count ? ordinals : nil
  }

  private static func areConsecutive(_ ordinals: [Int]) -> Bool {
    let sorted = ordinals.sorted()
    return (sorted.last ?? 0) - (sorted.first ?? 0) == sorted.count - 1
  }

  /// Two numbers of one or two digits with a slash between.
  private static func twoNumbers(
    _ text: String
  ) -> (first: Int, firstWidth: Int, second: Int, secondWidth: Int)? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ 1...2 ~= $0.count && $0.allSatisfy(\.isASCII) }),
      let first = Int(parts[0]), let second = Int(parts[1]), first >= 0, second >= 0
    else { return nil }
    return (first, parts[0].count, second, parts[1].count)
  }
}
