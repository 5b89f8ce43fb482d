import Forecasting
import RealModule
import Statistics
import TemporalData

/// A short series with the futures of peers that it may share.
public struct FittedPeerTracks: FittedModel {
  /// `PeerRamp`.
  public var name: String { "PeerRamp" }
  /// The level, the share of the series' own evidence in it, and the number of peers.
  public let summary: FitSummary
  /// The means before each period: the level so far drawn toward the group's, with ramp and season.
  public let fittedValues: TimeSeries

  private let own: ShortHistory
  private let level: PeerLevel
  private let knowledge: PeerKnowledge
  private let shape: GroupShape
  private let group: String?
  private let end: Period

  init(
    _ history: TimeSeries, _ own: ShortHistory, _ level: PeerLevel, _ knowledge: PeerKnowledge,
    group: String?
  ) {
    (self.own, self.level, self.knowledge) = (own, level, knowledge)
    shape = knowledge.shape(of: group)
    self.group = group
    end = history.end
    let before = Self.means(own, level, knowledge, shape)
    let lead = Array(repeating: Double.nan, count: history.count - before.count)
    fittedValues = TimeSeries(start: history.start, storage: lead + before)
    var (squares, count) = (0.0, 0.0)
    for (value, mean) in zip(own.values, before) where !value.isNaN {
      let error = value - mean / knowledge.unit
      squares += error * error
      count += 1
    }
    let isAlone = own.observed < 2 || !own.hasValues
    summary = FitSummary(
      observations: own.observed,
      parameters: [
        .init("level", knowledge.scale.level(level.mean) * knowledge.unit),
        .init("own share", level.ownShare), .init("peers", level.selection.effectivePeers),
      ],
      residualStandardDeviation: ((squares / max(1, count)).squareRoot() * knowledge.unit).limited,
      source: isAlone ? .peers : .blended)
  }

  private static func means(
    _ own: ShortHistory, _ level: PeerLevel, _ knowledge: PeerKnowledge, _ shape: GroupShape
  ) -> [Double] {
    let scale = knowledge.scale
    let center = shape.levelMean + (scale == .proportional ? shape.levelVariance / 2 : 0)
    var sum = level.priorExposure * scale.level(center)
    var exposure = level.priorExposure
    return own.values.enumerated().map { age, value in
      let effect = shape.effect(age: age, ordinal: own.start + age, scale)
      let mean = scale.joined(sum / exposure, effect)
      if !value.isNaN {
        sum += scale == .proportional ? value : value - effect
        exposure += scale == .proportional ? effect : 1
      }
      return (mean * knowledge.unit).limited
    }
  }

  /// For each period the values of the futures, each as likely.
  public func forecast(horizon: Int) -> Forecast {
    let count = level.selection.tracks.count
    var columns = Array(repeating: [Double](), count: horizon)
    for step in 0..<horizon { columns[step].reserveCapacity(count) }
    for track in 0..<count {
      // Stratified normal numbers in an order that has nothing to do with that of the tracks.
      let place = (track &* 101) % count
      let normal = StandardNormal.quantile((Double(place) + 0.5) / Double(count))
      var trajectory = trajectory(track, normal: normal)
      var fraction = Double((track &* 157) % count) / Double(count)
      for step in 0..<horizon {
        columns[step].append(whole(trajectory.next(), fraction))
        fraction = (fraction + 0.618_033_988_749_895).truncatingRemainder(dividingBy: 1)
      }
    }
    return Forecast(model: name, start: end, distributions: columns.map { .sample($0) })
  }

  /// The level with the ramp's next value as the level, what the ramp adds since as the trend, and the
  /// season of the group.
  public func components(horizon: Int) -> ForecastComponents {
    let scale = knowledge.scale
    let means = forecast(horizon: horizon).means
    let middle = scale.level(level.mean)
    let now = shape.ramp(age: own.age, scale)
    var (levels, trends, seasons) = ([Double](), [Double](), [Double]())
    for step in 0..<horizon {
      let ramp = shape.ramp(age: own.age + step, scale)
      let season = shape.season(own.start + own.age + step)
      let grown = scale.joined(middle, ramp)
      trends.append(((grown - scale.joined(middle, now)) * knowledge.unit).limited)
      seasons.append(((scale.joined(grown, season) - grown) * knowledge.unit).limited)
      levels.append(means[step] - trends[step] - seasons[step])
    }
    return ForecastComponents(level: levels, trend: trends, season: seasons)
  }

  /// Futures of peers drawn with equal chances; the level is drawn once per path.
  public func simulate(
    horizon: Int, paths: Int, using generator: inout some RandomNumberGenerator
  ) -> SamplePaths {
    let count = level.selection.tracks.count
    return SamplePaths(from: end, horizon: horizon, paths: paths) { values in
      let track = min(count - 1, Int(generator.uniform() * Double(count)))
      var trajectory = trajectory(track, normal: generator.normal())
      for _ in 0..<horizon { values.append(whole(trajectory.next(), generator.uniform())) }
    }
  }

  private func trajectory(_ track: Int, normal: Double) -> PeerTrajectory {
    PeerTrajectory(
      level.selection.tracks[track], number: track,
      coordinate: level.coordinate(track, normal: normal), own, knowledge, shape)
  }

  /// A value brought to one of the two whole numbers beside it, with its mean kept over fractions.
  private func whole(_ value: Double, _ fraction: Double) -> Double {
    knowledge.isWhole ? (value + fraction).rounded(.down) : value
  }

  /// What was found: a short history, and how much of the level is its own.
  public func account(horizon: Int) -> ModelAccount? {
    let whose = group.map { knowledge.groups[$0] == nil ? "of the panel" : "of group \($0)" }
    let peers = "\(shape.series) peers \(whose ?? "of the panel")"
    let share = Int((100 * level.ownShare).rounded())
    return ModelAccount(
      findings: [
        .shortHistory(observations: own.observed),
        .note("level: \(share) % own evidence, \(100 - share) % that of \(peers)"),
        .note("ramp, season and noise: from \(peers)"),
      ],
      intervalReasons: ["\(own.observed) observed periods leave the level uncertain"])
  }
}
