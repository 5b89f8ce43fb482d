import Forecasting
import TemporalData

/// What `auto` has learned from the series of one quantity in a panel before it forecasts each of them.
public struct PanelKnowledge: Sendable {
  /// How far errors of the past reached; nil for what was learned from other panels alone.
  public let calibration: SpreadCalibration?
  /// How series begin, how large they are and what season they share; nil without enough series.
  public let peers: PeerKnowledge?
  /// How often demands come, and how soon series end.
  public let activity: ActivityPrior
  /// The rates of the series, of shares with denominators; nil for other quantities.
  public let rates: RateKnowledge?

  /// Nothing was learned.
  public static let none = PanelKnowledge(calibration: nil, peers: nil, activity: .standard)

  init(
    calibration: SpreadCalibration?, peers: PeerKnowledge?, activity: ActivityPrior,
    rates: RateKnowledge? = nil
  ) {
    (self.calibration, self.peers, self.activity) = (calibration, peers, activity)
    self.rates = rates
  }

  /// One series of a panel that is learned from.
  public struct Member: Sendable {
    /// Its history.
    public let history: TimeSeries
    /// What is known about it besides.
    public let context: SeriesContext

    /// A series and what is known about it.
    public init(history: TimeSeries, context: SeriesContext = .none) {
      (self.history, self.context) = (history, context)
    }
  }
}
