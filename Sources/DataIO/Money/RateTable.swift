import TemporalData

/// Rates of exchange: how much of one currency a unit of another is worth.
///
/// | Column | Also called | Meaning |
/// |---|---|---|
/// | `currency` | `from` | the currency that is converted, by its ISO 4217 code; `$`, `¥` or `kr` says what a bare sign is worth |
/// | `rate` | | how much of the target currency one unit is |
/// | `period` | `date`, `month`, `quarter`, `year` | when the rate holds; always if left out |
/// | `to` | | the target currency; the one asked for if left out |
///
/// The rate of an amount is that of the shortest period that contains its date whole, or else the one that
/// holds always. There is no interpolation: an amount without a rate is an error.
public struct RateTable: Hashable, Sendable {
  /// One rate.
  struct Rate: Hashable {
    let value: Double
    /// The days on which it holds; nil for all.
    let days: ClosedRange<Int>?
    let line: Int
  }

  /// The file.
  public let input: InputFile
  private let rates: [Pair: [Rate]]

  private struct Pair: Hashable {
    let from: String
    let to: String?
  }

  private static let columns = [
    ["currency", "from", "from_currency"], ["rate"],
    ["period", "date", "month", "quarter", "year", "ds"], ["to", "to_currency"],
  ]

  /// Reads a table of rates.
  ///
  /// - Throws: `missingInput` if the file cannot be read; `badData` with line and column for a missing
  ///   or unknown column, a field that cannot be read, and two rates of one currency and period.
  public static func read(_ source: InputSource) throws(DataError) -> RateTable {
    var records = try NamedRecords(
      source, "a table of rates", columns: columns, needed: ["currency", "rate"])
    var rates: [Pair: [Rate]] = [:]
    while try records.advance() {
      if records.text("currency").isEmpty, records.text("rate").isEmpty { continue }
      let pair = Pair(
        from: try currency("currency", records, signs: true),
        to: records.text("to").isEmpty ? nil : try currency("to", records, signs: false))
      let rate = Rate(
        value: try rate(records), days: try records.days("period"), line: records.table.line)
      if let other = rates[pair]?.first(where: { $0.days == rate.days }) {
        guard other.value == rate.value else {
          throw DataError(
            .badData, at: records.location,
            "'\(pair.from)' has another rate for the same period in line \(other.line)",
            details: ["\(other.value) there, \(rate.value) here"], fix: "keep one of the rows")
        }
        continue
      }
      rates[pair, default: []].append(rate)
    }
    return RateTable(input: records.input, rates: rates)
  }

  private static func currency(
    _ column: String, _ records: NamedRecords, signs: Bool
  ) throws(DataError) -> String {
    let text = records.text(column)
    if let currency = Currency(code: text) { return currency.name }
    if signs, let sign = Currency.shared(sign: text) { return sign.name }
    throw records.fault(
      column, "is no currency",
      details: ["currencies are ISO 4217 codes such as EUR"])
  }

  private static func rate(_ records: NamedRecords) throws(DataError) -> Double {
    let bytes = Array(records.text("rate").utf8)
    var found = NumberField.read(bytes.span, 0..<bytes.count)
    if case .invalid = found, let cell = NumberCell(bytes.span, 0..<bytes.count),
      case .comma = cell.marks
    {
      found = cell.value(bytes.span, with: .comma)
    }
    guard case .value(let rate) = found, rate > 0, rate.isFinite else {
      throw records.fault(
        "rate", "is no rate", details: ["rates are numbers above 0, such as 1.0812"])
    }
    return rate
  }

  /// The rate of an amount of these days; nil if there is none.
  func rate(from: String, to: String, days: ClosedRange<Int>?) -> Rate? {
    let own = (rates[Pair(from: from, to: to)] ?? []) + (rates[Pair(from: from, to: nil)] ?? [])
    let dated = own.filter { rate in
      guard let span = rate.days, let days else { return false }
      return span.lowerBound <= days.lowerBound && days.upperBound <= span.upperBound
    }
    return dated.min { ($0.days?.count ?? 0) < ($1.days?.count ?? 0) }
      ?? own.first { $0.days == nil }
  }

  /// What the table holds of a currency, for an error.
  func story(of currency: String, to target: String) -> String {
    let own = rates.filter { $0.key.from == currency }
    guard !own.isEmpty else {
      let known = Set(rates.keys.map(\.from)).sorted().prefix(12)
      return "the table has rates of \(known.joined(separator: ", "))"
    }
    let spans = own.filter { $0.key.to == nil || $0.key.to == target }.values.joined()
      .compactMap(\.days)
    guard let first = spans.map(\.lowerBound).min(), let last = spans.map(\.upperBound).max()
    else { return "the table has no rates of \(currency) to \(target)" }
    return "its rates of \(currency) lie between \(CivilDate(daysSince1970: first)) and "
      + "\(CivilDate(daysSince1970: last)), each for a period that has to contain the amount's"
  }
}
