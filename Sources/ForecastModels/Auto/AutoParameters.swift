import Forecasting

/// What `auto` has learned from series of the past, for one class of season lengths.
///
/// The numbers stand in the data file `Resources/auto-parameters.txt`, with where they come from.
struct AutoParameters: Sendable {
  /// The shortest season length of the class.
  let shortestSeason: Int
  /// The names of the members.
  let members: [String]
  /// The observations that must be left before the members are tried on the end of a history.
  let fewestKnown: Int
  /// For every feature of ``SeriesFeatures``, its effect on the log weight of each member.
  let effects: [[Double]]
  /// The exponent of a member's error in its weight.
  let evidence: Double
  /// The spread of standardised errors at two levels.
  let spread: [SpreadCalibration.Law]
  /// How much smaller errors are at the end of a history than in the windows before it, as a logarithm.
  let recency: Double
  /// The number of series that count as much as what was learned.
  let trust: Double

  /// Every class, ascending by season length.
  static let all = parse(String(decoding: PackageResources.auto_parameters_txt, as: UTF8.self))

  /// The class of a season length.
  static func of(seasonLength: Int) -> AutoParameters? {
    all.last { $0.shortestSeason <= max(1, seasonLength) }
  }

  /// The classes of a data file: lines of a key and values, a line `season N` beginning each class.
  static func parse(_ text: String) -> [AutoParameters] {
    var classes: [[String: [Substring]]] = []
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let words = line.split(separator: " ")
      guard let key = words.first else { continue }
      if key == "season" { classes.append([:]) }
      guard !classes.isEmpty else { continue }
      classes[classes.count - 1][String(key)] = Array(words.dropFirst())
    }
    return classes.compactMap(AutoParameters.init)
  }

  /// A class; nil if something is missing or of another length than it should be.
  private init?(_ lines: [String: [Substring]]) {
    func numbers(_ key: String, count: Int) -> [Double]? {
      let values = lines[key]?.compactMap { Double($0) } ?? []
      return values.count == count ? values : nil
    }
    guard let members = lines["members"]?.map(String.init),
      let season = numbers("season", count: 1)?[0],
      let evidence = numbers("evidence", count: 1)?[0],
      let recency = numbers("recency", count: 1)?[0], let trust = numbers("trust", count: 1)?[0],
      let fewest = numbers("trial", count: 1)?[0]
    else { return nil }
    let effects = SeriesFeatures.names.compactMap { numbers("weight-" + $0, count: members.count) }
    let spread = [(0.8, "spread-80"), (0.95, "spread-95")].compactMap { level, key in
      numbers(key, count: 3).map {
        SpreadCalibration.Law(level: level, intercept: $0[0], step: $0[1], length: $0[2])
      }
    }
    guard effects.count == SeriesFeatures.names.count, spread.count == 2 else { return nil }
    (shortestSeason, self.members, self.effects) = (Int(season), members, effects)
    (self.evidence, self.spread, self.recency) = (evidence, spread, recency)
    (self.trust, fewestKnown) = (trust, Int(fewest))
  }
}
