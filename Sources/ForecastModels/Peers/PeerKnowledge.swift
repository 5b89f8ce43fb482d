import TemporalData

/// What the histories of a panel teach about a series that has little history of its own.
///
/// Learned once from many histories of one quantity, with an optional group label each: how series
/// of a group begin, how high they end up, how they grow, which season they share, and their
/// trajectories themselves, from which `PeerRamp` draws. The order of the histories does not matter.
///
/// Groups are drawn toward the panel by how well they are known (normal–normal empirical Bayes).
/// Series whose first value other than zero comes well after the panel's first period are taken to
/// have begun then; the age of all others is not known.
public struct PeerKnowledge: Sendable {
  /// Slots per season.
  public let seasonLength: Int
  /// What the whole panel has in common.
  public let all: GroupShape
  /// What the groups have in common, by label.
  public let groups: [String: GroupShape]
  /// Whether every value is a whole number from 0 on.
  public let isWhole: Bool

  let scale: PeerScale
  /// The power of two that values are divided by.
  let unit: Double
  let archive: PeerArchive
  /// Sums of values (amounts: of values less their effects) before each slot of a member.
  let sums: [Double]
  /// Sums of effects (amounts: numbers of observed values) before each slot of a member.
  let exposures: [Double]
  /// The effect of each slot of the archive: ramp and season.
  let effects: [Double]
  /// The level of each member on the scale that levels are compared on, by the shape of its group.
  let shapes: [GroupShape]
  let groupNumbers: [String: Int]
  /// The ordinal of the first period of the panel.
  let panelStart: Int
  /// Windows of grown-up series.
  let windows: [PeerWindow]

  /// The largest number of series that are learned from; of more, a sample is taken that depends on
  /// their values alone.
  public static let largestSample = 2_000
  /// The fewest series with a value other than zero that teach anything.
  public static let fewestSeries = 5

  /// Learns from histories of one quantity, at one frequency, with their group labels.
  ///
  /// Complexity: O(total length), of at most ``largestSample`` series.
  ///
  /// - Returns: nil where there are too few series, or none with a value other than zero.
  public static func learn(
    from histories: [(history: TimeSeries, group: String?)], seasonLength: Int
  ) -> PeerKnowledge? {
    let length = max(1, seasonLength)
    guard let panelStart = histories.lazy.map(\.history.start.ordinal).min() else { return nil }
    var sources = histories.compactMap { PeerSource($0.history, group: $0.group) }
    guard sources.count >= fewestSeries else { return nil }
    sources.sort { $0.precedes($1) }
    if sources.count > largestSample { sources.removeLast(sources.count - largestSample) }
    return PeerKnowledge(sources, panelStart: panelStart, seasonLength: length)
  }

  private init?(_ sources: [PeerSource], panelStart: Int, seasonLength: Int) {
    let lesson = PeerLesson(sources)
    guard let unit = lesson.unit else { return nil }
    let labels = Set(sources.compactMap(\.group)).sorted()
    let numbers = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, $0) })
    let archive = PeerArchive(sources, groups: numbers, unit: unit, panelStart: panelStart)
    let shaper = ShapeLearning(archive, scale: lesson.scale, seasonLength: seasonLength)
    let learned = shaper.shapes(groupCount: labels.count)
    (all, shapes) = (learned.all, learned.groups)
    groups = Dictionary(uniqueKeysWithValues: zip(labels, learned.groups))
    (self.seasonLength, self.unit, self.archive) = (seasonLength, unit, archive)
    (scale, isWhole, groupNumbers) = (lesson.scale, lesson.isWhole, numbers)
    let sums = PeerSums(archive, scale: lesson.scale, all: learned.all, groups: learned.groups)
    (self.sums, exposures, effects) = (sums.sums, sums.exposures, sums.effects)
    windows = PeerWindow.grownUp(archive)
    self.panelStart = panelStart
  }

  /// The shape of a group, the panel's for a group that is not known.
  public func shape(of group: String?) -> GroupShape {
    group.flatMap { groups[$0] } ?? all
  }

  /// The shape that a member follows.
  func shape(_ group: Int?) -> GroupShape { group.map { shapes[$0] } ?? all }
}

/// What kind of values a panel has.
private struct PeerLesson {
  let scale: PeerScale
  let isWhole: Bool
  /// The power of two below the median of the series' mean sizes; nil where that is no number.
  let unit: Double?

  init(_ sources: [PeerSource]) {
    var (observed, negative, whole) = (0, 0, true)
    var sizes: [Double] = []
    for source in sources {
      var (largest, sum, count) = (0.0, 0.0, 0)
      for value in source.active where !value.isNaN { largest = max(largest, value.magnitude) }
      for value in source.active where !value.isNaN {
        count += 1
        sum += value.magnitude / largest
        if value < 0 { negative += 1 }
        whole = whole && value >= 0 && value <= 1e6 && value == value.rounded()
      }
      observed += count
      sizes.append(largest * (sum / Double(count)))
    }
    scale = 20 * negative > observed ? .additive : .proportional
    isWhole = whole
    sizes.sort()
    let median = sizes[sizes.count / 2]
    let isSafe = median > 1e-290 && median < 1e290
    unit = isSafe ? Double(sign: .plus, exponent: median.exponent, significand: 1) : nil
  }
}

/// A place in the history of a peer from which its future can be told.
struct PeerWindow: Hashable, Sendable {
  /// The number of the member.
  let member: Int
  /// The first slot that counts as the future, in the archive.
  let slot: Int
  /// One over the number of the member's windows.
  let weight: Double

  /// The fewest periods ahead of a window.
  static let leastAhead = 6
  /// The age from which a series counts as grown up.
  static let grownUpAge = 12

  /// A few evenly spaced windows of every member that is long enough, about 1,500 in all.
  static func grownUp(_ archive: PeerArchive) -> [PeerWindow] {
    let most = max(1, min(8, 1_500 / max(1, archive.members.count)))
    return archive.members.enumerated().flatMap { number, member -> [PeerWindow] in
      let places = member.range.count - grownUpAge - leastAhead + 1
      guard places > 0 else { return [] }
      let count = min(most, places)
      return (0..<count).map { index in
        let age = grownUpAge + (2 * index + 1) * places / (2 * count)
        return PeerWindow(
          member: number, slot: member.range.lowerBound + age, weight: 1 / Double(count))
      }
    }
  }
}

/// Running sums over the archive, so that the level over any stretch takes O(1).
private struct PeerSums {
  private(set) var sums: [Double] = []
  private(set) var exposures: [Double] = []
  private(set) var effects: [Double] = []

  init(_ archive: PeerArchive, scale: PeerScale, all: GroupShape, groups: [GroupShape]) {
    // One entry more per member than it has slots: what stands before its end.
    for member in archive.members {
      let shape = member.group.map { groups[$0] } ?? all
      var (sum, exposure) = (0.0, 0.0)
      for (age, slot) in member.range.enumerated() {
        let effect =
          member.isLaunch
          ? shape.effect(age: age, ordinal: member.start + age, scale)
          : shape.season(member.start + age)
        sums.append(sum)
        exposures.append(exposure)
        effects.append(effect)
        let value = archive.values[slot]
        guard !value.isNaN else { continue }
        sum += scale == .proportional ? value : value - effect
        exposure += scale == .proportional ? effect : 1
      }
      sums.append(sum)
      exposures.append(exposure)
    }
  }
}
