import Forecasting
import TemporalData

/// A share of few cases, smoothed as what it is: so many of so many.
///
/// ``BetaBinomialFilter`` has the equations. The discount ω, the steadiness κ and the season are those
/// of the highest one-step likelihood; odds ratios of the season are drawn towards 1 and used from three
/// seasons on, if the likelihood pays for them. h periods ahead the level keeps its mean and has the
/// strength S/(1 + h(1 − ω)/ω): the variance that one period adds stays what it is.
///
/// A forecast is the beta-binomial distribution of the share, mixed over the denominators expected.
///
/// | Name | Default | Meaning |
/// |---|---|---|
/// | `exposure` | | the denominator of every value |
/// | `seasonLength` | 1 | slots per season |
/// | `upper` | 1 | the whole: 1, or 100 for percentages |
/// | `knowledge` | nil | the rates of the peers |
///
/// A. C. Harvey, C. Fernandes, *Time series models for count or qualitative observations*, J. Business &
/// Economic Statistics 7 (1989), 407–417, doi:10.1080/07350015.1989.10509750; M. West, J. Harrison,
/// *Bayesian Forecasting and Dynamic Models* (1997), section 6.3. The cost is that of 20 to 40 passes.
public struct ShareSmoothing: ForecastModel {
  let exposure: TimeSeries
  let seasonLength: Int
  let upper: Double
  let prior: RateStrength
  let denominators: DenominatorOutlook?

  /// The smoothing of shares with these denominators.
  ///
  /// - Parameter denominators: those ahead; nil to take the last ones for them.
  public init(
    exposure: TimeSeries, seasonLength: Int = 1, upper: Double = 1, rates: RateKnowledge? = nil,
    group: String? = nil, denominators: DenominatorOutlook? = nil
  ) {
    (self.exposure, self.seasonLength, self.upper) = (exposure, max(1, seasonLength), upper)
    prior = rates?.prior(of: group) ?? .vague
    self.denominators = denominators
  }

  /// `BetaBinomial`.
  public var name: String { "BetaBinomial" }

  /// Finds the most likely discount, steadiness and season.
  ///
  /// - Throws: `ModelError` for a history that is not one of whole numbers of whole numbers.
  public func fit(_ history: TimeSeries) throws(ModelError) -> FittedShareSmoothing {
    guard history.observedCount > 0 else { throw .tooFewObservations(needed: 1, found: 0) }
    guard let counts = ShareHistory(history, exposure: exposure, upper: upper) else {
      throw .notWhole(at: history.start)
    }
    let filter = BetaBinomialFilter(history: counts, prior: prior)
    let found = ShareSearch(filter: filter, seasonLength: seasonLength).best()
    return FittedShareSmoothing(
      filter, found.law, parameters: found.parameters, upper: upper, denominators: denominators)
  }
}
