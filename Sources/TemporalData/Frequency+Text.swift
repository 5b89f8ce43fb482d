extension Frequency: LosslessStringConvertible {
  static let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
  static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  /// The unit, and where slots begin if that is not the usual place: `month`, `week-sun`,
  /// `quarter-feb`, `year-jul`.
  ///
  /// A month of a 4-4-5 calendar is `month-445-last-sat-sep-end-restate`.
  public var description: String {
    switch self {
    case .day: "day"
    case .month: "month"
    case .index: "index"
    case .week(let start): Self.text("week", start, Self.weekdays)
    case .quarter(let anchor): Self.text("quarter", anchor, Self.months)
    case .year(let anchor): Self.text("year", anchor, Self.months)
    case .retail(_, let calendar): "\(unitName)-\(calendar)"
    }
  }

  /// The frequency with this ``description``, or nil if there is none.
  public init?(_ description: String) {
    let all =
      [Frequency.day, .month, .index] + (1...7).map { .week(startingOn: $0) }
      + (1...3).map { .quarter(anchor: $0) } + (1...12).map { .year(anchor: $0) }
    if let match = all.first(where: { $0.description == description }) {
      self = match
      return
    }
    // An empty text has no parts at all.
    let halves = description.split(separator: "-", maxSplits: 1).map(String.init)
    guard halves.count == 2,
      let part = RetailCalendar.Part.allCases.first(where: { "\($0)" == halves[0] }),
      let calendar = RetailCalendar(halves[1])
    else { return nil }
    self = .retail(part, calendar)
  }

  private static func text(_ unit: String, _ anchor: Int, _ names: [String]) -> String {
    if anchor == 1 { return unit }
    return names.indices.contains(anchor - 1)
      ? "\(unit)-\(names[anchor - 1])" : "\(unit)-\(anchor)"
  }
}

extension RetailCalendar: LosslessStringConvertible {
  /// The pattern, where years end, what they are called after and what becomes of the 53rd week:
  /// `445-last-sat-sep-end-restate`.
  public var description: String {
    let day = Frequency.weekdays[weeks.endsOn - 1]
    let month = Frequency.months[weeks.month - 1]
    return [
      pattern.rawValue, weeks.anchor.rawValue, day, month, weeks.yearName.rawValue,
      weeks.extraWeek.rawValue,
    ].joined(separator: "-")
  }

  /// The calendar with this ``description``, or nil if there is none.
  public init?(_ description: String) {
    let parts = description.split(separator: "-", maxSplits: 5).map(String.init)
    guard parts.count == 6, let pattern = Pattern(rawValue: parts[0]),
      let anchor = WeekYear.Anchor(rawValue: parts[1]),
      let day = Frequency.weekdays.firstIndex(of: parts[2]),
      let month = Frequency.months.firstIndex(of: parts[3]),
      let name = FiscalCalendar.YearName(rawValue: parts[4]),
      let extra = WeekYear.ExtraWeek(rawValue: parts[5]),
      let weeks = WeekYear(
        endsOn: day + 1, anchor: anchor, month: month + 1, yearName: name, extraWeek: extra)
    else { return nil }
    self.init(pattern, weeks: weeks)
  }
}

extension Frequency: Codable {
  /// Writes the ``description``.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }

  /// Reads a ``description``.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let frequency = Frequency(text) else {
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "'\(text)' is not a frequency; write day, week, week-sun, month, "
          + "quarter, quarter-feb, year, year-jul or index")
    }
    self = frequency
  }
}
