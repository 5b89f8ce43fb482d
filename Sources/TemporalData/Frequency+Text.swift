extension Frequency: LosslessStringConvertible {
  private static let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  /// The unit, and where slots begin if that is not the usual place: `month`, `week-sun`,
  /// `quarter-feb`, `year-jul`.
  public var description: String {
    switch self {
    case .day: "day"
    case .month: "month"
    case .index: "index"
    case .week(let start): Self.text("week", start, Self.weekdays)
    case .quarter(let anchor): Self.text("quarter", anchor, Self.months)
    case .year(let anchor): Self.text("year", anchor, Self.months)
    }
  }

  /// The frequency with this ``description``, or nil if there is none.
  public init?(_ description: String) {
    let all =
      [Frequency.day, .month, .index] + (1...7).map { .week(startingOn: $0) }
      + (1...3).map { .quarter(anchor: $0) } + (1...12).map { .year(anchor: $0) }
    guard let match = all.first(where: { $0.description == description }) else { return nil }
    self = match
  }

  private static func text(_ unit: String, _ anchor: Int, _ names: [String]) -> String {
    if anchor == 1 { return unit }
    return names.indices.contains(anchor - 1)
      ? "\(unit)-\(names[anchor - 1])" : "\(unit)-\(anchor)"
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
