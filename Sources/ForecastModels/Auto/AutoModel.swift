import Forecasting
import TemporalData

/// The forecast that needs no choice: what kind of history this is, and the model that suits it.
///
/// | History | Model | Whose history the forecast rests on |
/// |---|---|---|
/// | none, or one period | ``PeerRamp`` | peers |
/// | up to a season, at most 12 periods | ``PeerRamp`` | its own and its peers' |
/// | single demands, or silence at the end | ``SparseDemand`` | its own |
/// | fewer than two seasons | ``BorrowedSeason`` around the pool without a season | its own and its peers' |
/// | any other | the pool | its own |
///
/// A ratio whose denominators are known is pooled with a smoothing that counts them (``RatioPool``).
///
/// The pool is made of members that differ in kind, with weights learned from many series
/// (`WeightedCombination`, docs/models/auto.md) and intervals calibrated by errors of the past
/// (`CalibratedModel`), on the scale of the quantity (`RangedModel`).
///
/// | Name | Default | Meaning |
/// |---|---|---|
/// | `seasonLength` | | slots per season; 1 for none |
/// | `horizon` | a season and a half, at least 6 | periods ahead for which members are tried |
/// | `context` | none | what is known about the series besides its history |
/// | `knowledge` | none | what was learned from the panel of the series |
/// | `cleaning` | both | whether outliers are replaced and level shifts adjusted for |
public struct AutoModel: ForecastModel {
  /// Slots per season; 1 for none.
  public let seasonLength: Int
  /// The periods ahead for which members are tried.
  public let horizon: Int
  /// What is known about the series besides its history.
  public let context: SeriesContext
  /// What was learned from the panel of the series.
  public let knowledge: PanelKnowledge

  private let cleaning: CleaningOptions
  private let pool: AutoPool
  private let flatPool: AutoPool

  /// The automatic model of one series.
  ///
  /// - Throws: `SpecificationError` for a season length or horizon below 1.
  public init(
    seasonLength: Int, otherSeasonLengths: [Int] = [], horizon: Int? = nil,
    context: SeriesContext = .none, knowledge: PanelKnowledge = .none,
    cleaning: CleaningOptions = CleaningOptions()
  ) throws(SpecificationError) {
    let steps = horizon ?? max(6, seasonLength + seasonLength / 2)
    (self.seasonLength, self.horizon) = (seasonLength, steps)
    (self.context, self.knowledge, self.cleaning) = (context, knowledge, cleaning)
    pool = try AutoPool(
      seasonLength: seasonLength, otherSeasonLengths: otherSeasonLengths, horizon: steps,
      cleaning: cleaning)
    flatPool =
      seasonLength > 1
      ? try AutoPool(seasonLength: 1, horizon: steps, cleaning: cleaning) : pool
  }

  /// `auto`.
  public var name: String { "auto" }

  /// Looks at the history and fits what suits it.
  public func fit(_ history: TimeSeries) throws(ModelError) -> FittedAuto {
    let read = read(history)
    return FittedAuto(try chosen(for: read.history).fitAny(read.history), notes: read.notes)
  }

  /// The history without what says nothing about what comes.
  private func read(_ history: TimeSeries) -> ReadHistory {
    var read = ReadHistory(history)
    let isShare = context.range.lower != nil && context.range.upper != nil
    guard !isShare, context.exposure == nil else { return read }
    read.leaveOutDeadStretches(seasonLength: seasonLength)
    // The pool treats known events by itself.
    let route = HistoryRoute(read.history, seasonLength: seasonLength, knowledge: knowledge.peers)
    if route == .ramp || DemandKind(read.history)?.isDemand == true {
      read.leaveOutKnown(cleaning)
    }
    return read
  }

  /// The model that suits a history.
  func chosen(for history: TimeSeries) -> any ForecastModel {
    let inner = inner(for: history)
    guard context.exposure != nil, context.range.lower != nil else {
      return RangedModel(inner, range: context.range, exposure: context.exposure)
    }
    return RatioPool(
      inner, context, rates: knowledge.rates, seasonLength: seasonLength, known: cleaning)
  }

  private func inner(for history: TimeSeries) -> any ForecastModel {
    // Shares are modelled as logits, on which peers and demands mean nothing.
    let isShare = context.range.lower != nil && context.range.upper != nil
    let hasNegative = history.storage.contains { $0 < 0 }
    let peers = isShare || hasNegative ? nil : knowledge.peers
    let route = HistoryRoute(history, seasonLength: seasonLength, knowledge: peers)
    let demand = isShare ? nil : DemandKind(history)
    let hasGaps = demand.map { $0.silence > 0 || $0.meanInterval > 1 } ?? false
    if peers == nil, !history.isConstant, isTooShort(history, isShare: isShare) {
      return ShortOwn()
    }
    if peers == nil, !isShare, isFirstOfMany(history) { return Hurdle() }
    switch route {
    case .peers, .ramp:
      let ramp = PeerRamp(knowledge: peers, group: context.group)
      return hasGaps && route == .ramp ? joined(ramp, history, demandShare: 0.25) : ramp
    case .season, .own:
      if demand?.isDemand == true { return sparse(history) }
      guard route == .season, !history.isConstant else {
        let own = pool.calibrated(knowledge.calibration, range: context.range)
        // A few empty periods in a long history say less than its season does.
        let isOftenEmpty = demand.map { $0.meanInterval > Self.fewGaps } ?? false
        guard isOftenEmpty else { return own }
        return withPeers(own, history, demand) ?? joined(own, history, demandShare: 0.5)
      }
      // Without its season a history keeps no bound but 0.
      let range = peers == nil || context.range.lower == 0 ? context.range : .any
      let borrowed = BorrowedSeason(
        flatPool.calibrated(nil, range: range), seasonLength: seasonLength,
        knowledge: peers, group: context.group)
      return withPeers(borrowed, history, demand)
        ?? (demand == nil ? borrowed : joined(borrowed, history, demandShare: 0.5))
    }
  }

  /// The mean interval between demands up to which a history of two seasons and more is taken as regular.
  private static let fewGaps = 1.1

  /// Whether a history without peers shows nothing but a level.
  ///
  /// A slope on the logit scale takes a share to one of its bounds, so that shares need more.
  private func isTooShort(_ history: TimeSeries, isShare: Bool) -> Bool {
    let fewest = isShare ? HistoryRoute.rampEnd(seasonLength: seasonLength) : 5
    return history.observedCount > 1 && history.observedCount < fewest
  }

  /// Whether one or two values follow a year and more of zeros: they may have been the only ones.
  private func isFirstOfMany(_ history: TimeSeries) -> Bool {
    guard let events = DemandEvents(history), !history.storage.contains(where: { $0 < 0 }) else {
      return false
    }
    let before = history.storage.prefix { !($0 > 0) }.count { $0 == 0 }
    return events.demands < 3 && before >= 12 && events.silence == 0
  }

  private func sparse(_ history: TimeSeries) -> SparseDemand {
    let shape = knowledge.peers.flatMap { DemandShape(history, $0, group: context.group) }
    return SparseDemand(prior: knowledge.activity, seasonLength: seasonLength, shape: shape)
  }

  /// A model of the history alone, one of peers and the one for demands, a third each; nil but for amounts
  /// in panels in which demands were seen.
  ///
  /// For histories short of two seasons, or with gaps; others show their own trend and season best.
  ///
  /// Their errors differ in kind: trend and season of its own, level and ramp of its group, and the level
  /// of its demands. Chosen on generated programs (docs/models/sparse.md).
  private func withPeers(
    _ model: any ForecastModel, _ history: TimeSeries, _ demand: DemandKind?
  ) -> (any ForecastModel)? {
    guard demand != nil, knowledge.activity != .standard, let peers = knowledge.peers else {
      return nil
    }
    let (range, exposure) = (context.range, context.exposure)
    let held = [model, PeerRamp(knowledge: peers, group: context.group)].map {
      RangedModel($0, range: range, exposure: exposure)
    }
    return try? Combination(
      name: "auto", members: held + [sparse(history)], weights: [1, 1, 1])
  }

  /// A model beside the one for demands, in panels in which demands were seen; else that model.
  ///
  /// The shares were chosen on generated programs (docs/models/sparse.md).
  private func joined(
    _ model: any ForecastModel, _ history: TimeSeries, demandShare: Double
  ) -> any ForecastModel {
    guard knowledge.activity != .standard else { return model }
    // Held in the range by itself, so that the mixture keeps its zeros.
    let held = RangedModel(model, range: context.range, exposure: context.exposure)
    let both = try? Combination(
      name: "auto", members: [held, sparse(history)], weights: [1 - demandShare, demandShare])
    return both ?? model
  }
}
