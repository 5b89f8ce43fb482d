/// Finds what the series of an archive have in common: first the seasons, then the ramps of what the
/// seasons leave, then levels and growth of what both leave.
struct ShapeLearning {
  let archive: PeerArchive
  let scale: PeerScale
  let seasonLength: Int

  init(_ archive: PeerArchive, scale: PeerScale, seasonLength: Int) {
    (self.archive, self.scale, self.seasonLength) = (archive, scale, seasonLength)
  }

  /// The ages that a ramp tells of.
  static let rampLength = 24
  /// The most that a single value counts for, relative to the level: one giant order, or credit, is no
  /// ramp.
  static let largestRatio = 6.0
  /// The fewest values from which a level is taken.
  static let leastForLevel = 6

  /// The shape of the panel and of each group.
  func shapes(groupCount: Int) -> (all: GroupShape, groups: [GroupShape]) {
    let seasons = SeasonLearning(self, groupCount: groupCount)
    let ramps = RampLearning(self, seasons, groupCount: groupCount)
    let levels = LevelLearning(self, seasons, ramps, groupCount: groupCount)
    func shape(_ group: Int?) -> GroupShape {
      let level = levels.level(group)
      return GroupShape(
        series: archive.members.count { group == nil || $0.group == group },
        levelMean: level.mean, levelVariance: level.variance, ramp: ramps.ramp(group),
        rampDeviation: ramps.deviation(group), growth: levels.growth(group),
        season: seasons.profile(group))
    }
    return (shape(nil), (0..<groupCount).map(shape))
  }
}

/// The seasons of the panel and of its groups.
struct SeasonLearning {
  private let all: SeasonProfile
  private let groups: [SeasonProfile]

  init(_ learning: ShapeLearning, groupCount: Int) {
    let (archive, scale) = (learning.archive, learning.scale)
    let length = learning.seasonLength
    var ratios: [(group: Int?, ratios: SeasonRatios)] = []
    if length > 1 {
      for member in archive.members where member.range.count >= 2 * length {
        ratios.append(
          (
            member.group,
            SeasonRatios(
              archive.values[member.range], start: member.start, length: length, scale: scale)
          ))
      }
    }
    let within = Self.varianceWithin(ratios.map(\.ratios))
    var means = GroupMeans(slots: length, groups: groupCount)
    for (group, own) in ratios {
      // A noisy series says less about a slot than a calm one, but never nothing.
      let noise = Self.varianceWithin([own], otherwise: within)
      let weight = within > 0 ? within / (within / 4 + noise) : 1
      for slot in 0..<length {
        guard let mean = own.mean(slot) else { continue }
        means.add(mean, weight: weight, to: slot, of: group)
      }
    }
    let flat = SeasonProfile.flat(length, scale)
    guard ratios.count >= GroupMeans.fewest, let panel = means.panel(toward: scale.neutral) else {
      (all, groups) = (flat, Array(repeating: flat, count: groupCount))
      return
    }
    func profile(_ effects: [Double], _ spread: (Int) -> Double, _ counts: [Int]) -> SeasonProfile {
      let mean = effects.reduce(0, +) / Double(length)
      return SeasonProfile(
        effects: effects.map { scale == .additive ? $0 - mean : max(0.02, $0 / mean) },
        varianceBetween: (0..<length).map { max(0, spread($0) - within) },
        varianceWithin: within, series: counts.min() ?? 0)
    }
    all = profile(panel, { means.all.spread($0) }, means.all.counts)
    let drawn = means.groups(toward: panel)
    groups = (0..<groupCount).map { group in
      profile(
        drawn[group], { means.spread(group, $0) }, means.groups[group].counts)
    }
  }

  /// The profile of a group; the panel's for nil.
  func profile(_ group: Int?) -> SeasonProfile { group.map { groups[$0] } ?? all }

  /// The effect of a slot, by the ordinal of its period.
  func effect(_ ordinal: Int, _ group: Int?) -> Double {
    let effects = profile(group).effects
    let slot = ordinal % effects.count
    return effects[slot < 0 ? slot + effects.count : slot]
  }

  /// The variance of ratios around the mean of their own slot and series.
  private static func varianceWithin(
    _ ratios: [SeasonRatios], otherwise fallback: Double = 0
  ) -> Double {
    var (sum, freedom) = (0.0, 0)
    for own in ratios {
      for slot in own.counts.indices where own.counts[slot] > 1 {
        sum += own.squares[slot] - own.sums[slot] * own.sums[slot] / Double(own.counts[slot])
        freedom += own.counts[slot] - 1
      }
    }
    return freedom > 0 ? max(0, sum) / Double(freedom) : fallback
  }
}

/// How series begin, by age.
struct RampLearning {
  private let all: [Double]
  private let groups: [[Double]]
  private let allDeviation: [Double]
  private let groupDeviations: [[Double]]

  init(_ learning: ShapeLearning, _ seasons: SeasonLearning, groupCount: Int) {
    let (archive, scale) = (learning.archive, learning.scale)
    let length = ShapeLearning.rampLength
    var means = GroupMeans(slots: length, groups: groupCount)
    for member in archive.members where member.isLaunch && member.range.count >= 18 {
      let values = Self.deseasonalized(member, archive, seasons, scale)
      let grownUp = values.dropFirst(PeerWindow.grownUpAge).filter { !$0.isNaN }
      let level = grownUp.reduce(0, +) / Double(grownUp.count)
      guard scale == .additive ? level.isFinite : level > 0 else { continue }
      for (age, value) in values.prefix(length).enumerated() where !value.isNaN {
        let ratio = scale.without(level, value)
        means.add(
          scale == .additive
            ? ratio : max(-ShapeLearning.largestRatio, min(ShapeLearning.largestRatio, ratio)),
          to: age, of: member.group)
      }
    }
    guard let panel = means.panel(toward: scale.neutral) else {
      (all, allDeviation) = ([], [])
      groups = Array(repeating: [], count: groupCount)
      groupDeviations = groups
      return
    }
    let floor = scale == .additive ? -Double.infinity : 0.02
    all = Self.smoothed(panel).map { max(floor, $0) }
    groups = means.groups(toward: panel).map { Self.smoothed($0).map { max(floor, $0) } }
    allDeviation = (0..<length).map { means.all.spread($0).squareRoot() }
    groupDeviations = (0..<groupCount).map { group in
      (0..<length).map { means.spread(group, $0).squareRoot() }
    }
  }

  /// The ramp of a group; the panel's for nil.
  func ramp(_ group: Int?) -> [Double] { group.map { groups[$0] } ?? all }
  /// Its standard deviation between series.
  func deviation(_ group: Int?) -> [Double] { group.map { groupDeviations[$0] } ?? allDeviation }

  /// Each age after the first averaged with its neighbours: gaps between values are no ramp.
  private static func smoothed(_ ramp: [Double]) -> [Double] {
    ramp.indices.map { age in
      guard age > 0 else { return ramp[0] }
      let near = ramp[max(1, age - 1)...min(ramp.count - 1, age + 1)]
      return near.reduce(0, +) / Double(near.count)
    }
  }

  private static func deseasonalized(
    _ member: PeerArchive.Member, _ archive: PeerArchive, _ seasons: SeasonLearning,
    _ scale: PeerScale
  ) -> [Double] {
    member.range.enumerated().map { age, slot in
      scale.without(seasons.effect(member.start + age, member.group), archive.values[slot])
    }
  }
}

/// How high series end up and how they grow.
struct LevelLearning {
  private let means: GroupMeans
  private let levels: [Double]
  private let growths: [Double]
  private let panel: [Double]
  private let slope: [Double]

  init(
    _ learning: ShapeLearning, _ seasons: SeasonLearning, _ ramps: RampLearning, groupCount: Int
  ) {
    let (archive, scale) = (learning.archive, learning.scale)
    var means = GroupMeans(slots: 1, groups: groupCount)
    var slopes = means
    for member in archive.members {
      let ramp = member.isLaunch ? ramps.ramp(member.group) : []
      let (sums, exposures) = Self.halves(member, archive, scale) { age in
        scale.joined(
          seasons.effect(member.start + age, member.group),
          age < ramp.count ? ramp[age] : scale.neutral)
      }
      let count = member.livelyEnd - member.range.lowerBound
      guard count >= ShapeLearning.leastForLevel, exposures.0 + exposures.1 > 0,
        let level = scale.coordinate((sums.0 + sums.1) / (exposures.0 + exposures.1))
      else { continue }
      means.add(level, to: 0, of: member.group)
      guard count >= 24, let early = scale.coordinate(sums.0 / exposures.0),
        let late = scale.coordinate(sums.1 / exposures.1)
      else { continue }
      slopes.add((late - early) / Double(count / 2), to: 0, of: member.group)
    }
    self.means = means
    panel = [means.all.counts[0] > 0 ? means.all.mean(0) : 0]
    slope = [slopes.all.counts[0] > 0 ? slopes.all.mean(0) : 0]
    levels = means.groups(toward: panel).map { $0[0] }
    growths = slopes.groups(toward: slope).map { $0[0] }
  }

  /// The mean level of a group and the variance between its series; the panel's for nil.
  func level(_ group: Int?) -> (mean: Double, variance: Double) {
    guard means.all.counts[0] > 1 else { return (panel[0], 1) }
    guard let group else { return (panel[0], means.all.spread(0)) }
    let mean = levels[group]
    return (mean, means.groups[group].counts[0] > 1 ? means.spread(group, 0) : means.all.spread(0))
  }

  /// The mean growth per period.
  func growth(_ group: Int?) -> Double {
    group.map { growths[$0] } ?? slope[0]
  }

  /// Sums of values and of exposures over the first and the second half of the lively periods.
  private static func halves(
    _ member: PeerArchive.Member, _ archive: PeerArchive, _ scale: PeerScale,
    effect: (Int) -> Double
  ) -> (sums: (Double, Double), exposures: (Double, Double)) {
    var (sums, exposures) = ((0.0, 0.0), (0.0, 0.0))
    let count = member.livelyEnd - member.range.lowerBound
    for age in 0..<count {
      let value = archive.values[member.range.lowerBound + age]
      guard !value.isNaN else { continue }
      let effect = effect(age)
      let amount = scale == .proportional ? value : value - effect
      let exposure = scale == .proportional ? effect : 1
      if age < count / 2 {
        sums.0 += amount
        exposures.0 += exposure
      } else {
        sums.1 += amount
        exposures.1 += exposure
      }
    }
    return (sums, exposures)
  }
}
