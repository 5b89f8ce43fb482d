/// How a forecast came about: what was found in the history, what each member said and how well it
/// did on the past, and why the interval is as wide as it is.
public struct ModelAccount: Hashable, Sendable {
  /// One member of a combination.
  public struct Member: Hashable, Sendable {
    /// The fitted model's name.
    public let name: String
    /// Its share of the forecast, 0…1.
    public let weight: Double
    /// Its means of the periods ahead.
    public let means: [Double]
    /// Its mean absolute error over the windows of the past, in the unit of the series; nil if none was
    /// scored.
    public internal(set) var backtestError: Double?

    /// A member with its share, its means and its error.
    public init(name: String, weight: Double, means: [Double], backtestError: Double? = nil) {
      (self.name, self.weight) = (name, weight)
      (self.means, self.backtestError) = (means, backtestError)
    }
  }

  /// How far errors of past forecasts reached, as multiples of what the model itself says.
  public struct Calibration: Hashable, Sendable {
    /// The multiples of one period ahead and of the last one, at one probability.
    public struct Reach: Hashable, Sendable {
      /// One period ahead; 1 if errors reached as far as the model says.
      public let first: Double
      /// As far ahead as was asked for.
      public let last: Double

      /// Multiples of the first and the last period.
      public init(first: Double, last: Double) { (self.first, self.last) = (first, last) }
    }

    /// Of 80 % of the errors.
    public let at80: Reach
    /// Of 95 % of the errors.
    public let at95: Reach
    /// The number of series of the panel that it rests on, beside what was learned from other panels; 0 if
    /// the panel had none to learn from.
    public let series: Int

    /// A calibration by errors of the past.
    public init(at80: Reach, at95: Reach, series: Int) {
      (self.at80, self.at95, self.series) = (at80, at95, series)
    }

    /// The multiples at the probability next to a level.
    public func reach(level: Double) -> Reach { level < 0.875 ? at80 : at95 }
  }

  /// What was found in the history.
  public var findings: [Finding]
  /// The members, in the order of the combination.
  public var members: [Member]
  /// The number of windows of the past on which errors were measured.
  public var windows: Int
  /// The mean absolute error of the whole over those windows; nil if none was scored.
  public var backtestError: Double?
  /// That of the seasonal naive method over the same windows.
  public var naiveError: Double?
  /// Why the interval is as wide as it is, sentence by sentence, the largest cause first.
  public var intervalReasons: [String]
  /// What the history shows before any model; nil if nobody looked.
  public var history: HistoryFindings?
  /// What the means are made of; nil if nobody asked.
  public var components: ForecastComponents?
  /// The number of periods forecast in each window of the past.
  public var testHorizon = 0
  /// Why no window of the past could be scored, in words; nil if one was or nobody tried.
  public var untested: String?
  /// The share of the values of the windows inside the 80 % interval; nil if none was scored.
  public var coverage80: Double?
  /// The share of the values of the windows inside the 95 % interval; nil if none was scored.
  public var coverage95: Double?
  /// How far errors of the past reached, which set the interval; nil if it is the model's own.
  public var calibration: Calibration?

  /// An account of these parts.
  public init(
    findings: [Finding] = [], members: [Member] = [], windows: Int = 0,
    backtestError: Double? = nil, naiveError: Double? = nil, intervalReasons: [String] = []
  ) {
    (self.findings, self.members, self.windows) = (findings, members, windows)
    (self.backtestError, self.naiveError) = (backtestError, naiveError)
    self.intervalReasons = intervalReasons
  }

  /// The share by which the error is below the seasonal naive method's; negative if it is above.
  public var skill: Double? {
    guard let backtestError, let naiveError, naiveError > 0 else { return nil }
    return 1 - backtestError / naiveError
  }
}
