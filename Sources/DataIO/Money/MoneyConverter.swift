import TemporalData

/// Converts amounts of money to one currency, and remembers at which rates.
struct MoneyConverter {
  /// The currency of the result.
  let target: String
  private let rates: RateTable
  /// The days whose rates stand for all others; nil for each amount's own.
  private let constant: ClosedRange<Int>?
  private let frequency: Frequency
  private var known: [Key: Double] = [:]
  private(set) var used: [String: Use] = [:]

  private struct Key: Hashable {
    let currency: String
    let slot: Int32
  }

  /// The first and the last rate of a currency.
  struct Use {
    var first: (slot: Int32, rate: Double)
    var last: (slot: Int32, rate: Double)
    var amounts: Int
  }

  init(_ rates: RateTable, to target: String, constant: ClosedRange<Int>?, _ frequency: Frequency) {
    (self.rates, self.target, self.constant) = (rates, target, constant)
    self.frequency = frequency
  }

  /// What one unit of a currency is worth at a date; nil without a rate.
  mutating func rate(of currency: String, at slot: Int32) -> Double? {
    if currency == target { return 1 }
    let key = Key(currency: currency, slot: slot)
    if let known = known[key] {
      used[currency]?.amounts += 1
      return known
    }
    guard let rate = rates.rate(from: currency, to: target, days: days(slot))?.value else {
      return nil
    }
    known[key] = rate
    var use = used[currency] ?? Use(first: (slot, rate), last: (slot, rate), amounts: 0)
    if slot < use.first.slot { use.first = (slot, rate) }
    if slot > use.last.slot { use.last = (slot, rate) }
    use.amounts += 1
    used[currency] = use
    return rate
  }

  private func days(_ slot: Int32) -> ClosedRange<Int>? {
    if let constant { return constant }
    guard frequency != .index else { return nil }
    let period = Period(frequency, ordinal: Int(slot))
    return period.firstDay.daysSince1970...period.lastDay.daysSince1970
  }

  /// The error of an amount without a rate.
  func noRate(_ currency: String, at slot: Int32, _ place: DataError.Location) -> DataError {
    guard Currency.shared(sign: currency) == nil else {
      return DataError(
        .badData, at: place, "'\(currency)' is the sign of several currencies",
        details: ["neither a column of codes nor another cell of the column tells which"],
        fix: "write codes such as USD in the data, or give '\(currency)' a rate in "
          + rates.input.path)
    }
    let when =
      constant.map { CivilDate(daysSince1970: $0.lowerBound).description + " (--constant-rates)" }
      ?? Period(frequency, ordinal: Int(slot)).description
    return DataError(
      .badData, at: place, "there is no rate of \(currency) to \(target) for \(when)",
      details: ["\(rates.input.path): " + rates.story(of: currency, to: target)],
      fix: "add a row to \(rates.input.path): a rate without a period holds always")
  }

  /// The rates in words.
  var story: String? {
    guard !used.isEmpty else { return nil }
    let texts = used.keys.sorted().map { currency -> String in
      guard let use = used[currency] else { return currency }
      if use.first.rate == use.last.rate { return "\(currency) at \(use.first.rate)" }
      let periods = [use.first, use.last].map {
        "\($0.rate) (\(Period(frequency, ordinal: Int($0.slot))))"
      }
      return "\(currency) at " + periods.joined(separator: " to ")
    }
    return "\(texts.joined(separator: ", ")) → \(target), by \(rates.input.path)"
      + (constant == nil ? "" : " (constant rates)")
  }
}
