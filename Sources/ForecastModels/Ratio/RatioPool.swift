import Forecasting
import RealModule
import Statistics
import TemporalData

/// A model of a ratio's history and one that knows its denominators, pooled by how well each did.
///
/// With the excess d of the smoothing's one-step log-likelihood over the other's, both from the same
/// observations with the most likely spread (``RatioEvidence``), its share is
///
///     1/(1 + e^(−(d + h)/τ))
///
/// h stands for what the other model, with more parameters, gains by fitting the history it is scored
/// on. A history of few cases leans to the smoothing, one of many to the other.
///
/// J. M. Bernardo, A. F. M. Smith, *Bayesian Theory* (1994), section 6.1. The cost is that of both models.
public struct RatioPool: ForecastModel {
  let base: any ForecastModel
  let context: SeriesContext
  let rates: RateKnowledge?
  let seasonLength: Int
  let known: CleaningOptions
  let handicap: Double
  let temper: Double

  /// A pool of a model with the smoothing that suits the range.
  ///
  /// - Parameters:
  ///   - base: the model of the values, held in their range by this one.
  ///   - known: what is known of the history; of it, the smoothing uses known shifts and values that do not
  ///     follow from the rest.
  /// - Precondition: `temper` is above 0.
  public init(
    _ base: any ForecastModel, _ context: SeriesContext, rates: RateKnowledge? = nil,
    seasonLength: Int, known: CleaningOptions = .none, handicap: Double = 6, temper: Double = 2
  ) {
    precondition(temper > 0, "shares of a pool need a temper above 0")
    (self.base, self.context, self.rates) = (base, context, rates)
    (self.seasonLength, self.known) = (max(1, seasonLength), known)
    (self.handicap, self.temper) = (handicap, temper)
  }

  /// The base model's name.
  public var name: String { base.name }

  /// Fits both, and weighs them.
  public func fit(_ history: TimeSeries) throws(ModelError) -> FittedRatioPool {
    let upper = context.range.upper
    let smoothing = try? ETSSearch(seasonLength: seasonLength)
    let denominators = context.exposure.flatMap { exposure in
      smoothing.flatMap { DenominatorOutlook(exposure, until: history.end, model: $0) }
    }
    let ranged = RangedModel(
      base, range: context.range, exposure: context.exposure, denominators: denominators)
    guard let exposure = context.exposure, let counts = counted(history) else {
      return FittedRatioPool(try ranged.fit(history), smoothing: nil, share: 0)
    }
    let smoothed: (any FittedModel)?
    let evidence: RatioEvidence?
    if let upper {
      let model = ShareSmoothing(
        exposure: exposure, seasonLength: seasonLength, upper: upper, rates: rates,
        group: context.group, denominators: denominators)
      smoothed = context.range.lower == 0 ? try? model.fit(counts) : nil
      evidence = ShareHistory(counts, exposure: exposure, upper: upper).map {
        .shares($0, upper: upper)
      }
    } else {
      let model = RatioSmoothing(
        exposure: exposure, seasonLength: seasonLength, denominators: denominators)
      smoothed = try? model.fit(counts)
      let unit = history.binaryUnit
      let sizes = counts.periods.map { exposure[$0] ?? .nan }
      evidence = RatioLevel(counts.storage.map { $0 / unit }, sizes: sizes).map {
        .ratios($0, unit: unit)
      }
    }
    guard let smoothed, let evidence else {
      return FittedRatioPool(try ranged.fit(history), smoothing: nil, share: 0)
    }
    guard let fitted = try? ranged.fit(history) else {
      return FittedRatioPool(smoothed, smoothing: nil, share: 0)
    }
    return FittedRatioPool(
      fitted, smoothing: smoothed, share: share(evidence, smoothed, fitted, history))
  }

  /// The observations from which the smoothing learns anything after a known shift.
  private static let fewest = 6

  /// The history as the smoothing sees it: without what came before the last known shift, and without
  /// values that do not follow from the rest; nil where too little came after the shift.
  private func counted(_ history: TimeSeries) -> TimeSeries? {
    var storage = history.storage
    for period in known.knownOutliers {
      let slot = period.distance(from: history.start)
      if storage.indices.contains(slot) { storage[slot] = .nan }
    }
    let shifts = known.knownShifts.map { $0.distance(from: history.start) }
    let slot = shifts.filter { storage.indices.contains($0) }.max() ?? 0
    for index in 0..<slot { storage[index] = .nan }
    guard slot == 0 || storage.count(where: { !$0.isNaN }) >= Self.fewest else { return nil }
    return TimeSeries(start: history.start, storage: storage)
  }

  /// The smoothing's share.
  private func share(
    _ evidence: RatioEvidence, _ smoothing: any FittedModel, _ other: any FittedModel,
    _ history: TimeSeries
  ) -> Double {
    let means = [smoothing, other].map { model in
      history.periods.map { model.fittedValues[$0] ?? .nan }
    }
    // Without evidence the few cases that there are speak for the smoothing.
    guard let excess = evidence.excess(of: means[0], over: means[1]) else { return 1 }
    let share = 1 / (1 + Double.exp(-(excess + handicap) / temper))
    return share < 0.02 ? 0 : share > 0.98 ? 1 : share
  }
}
