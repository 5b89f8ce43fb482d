import RealModule

/// The futures of peers that a series may share, each with the level it leads to.
///
/// Every peer whose beginning is known is looked at from the age of the series, others from places in
/// their grown-up life. A peer counts the more, the more alike its latest periods are to those of
/// the series in which of them were zero; those of another group and those of unknown age count as a
/// few. From the weighted peers a fixed number is taken, evenly through the weights (systematic
/// resampling: J. Carpenter, P. Clifford, P. Fearnhead, *Improved particle filter for nonlinear
/// problems*, IEE Proc. Radar Sonar Navig. 146 (1999)).
struct PeerSelection {
  /// One future.
  struct Track: Hashable, Sendable {
    /// The member of the archive.
    let member: Int
    /// The slot that the next period stands for, in the archive.
    let slot: Int
    /// The member's level from that slot on.
    let futureLevel: Double
    /// By how much that level differs from the one before, or from its group's where there is no
    /// before, on the scale that levels are compared on; nil for a peer that has gone silent.
    let change: Double?
  }

  /// The futures, each as likely.
  let tracks: [Track]
  /// The number of peers that an equal weighting would need to say as much.
  let effectivePeers: Double

  /// The number of futures that are taken: a multiple of 40, so that the usual quantiles fall between
  /// two of them.
  static let count = 240
  /// What each period of disagreement about a zero multiplies a weight by.
  static let mismatchFactor = 0.35
  /// Weights below this share of the largest are left out.
  static let leastShare = 1e-4
  /// How many peers of the same group all peers of other groups count as.
  static let otherGroups = 10.0
  /// How many peers of known age all windows of grown-up series count as.
  static let grownUp = 15.0

  init(_ knowledge: PeerKnowledge, age: Int, pattern: UInt16, group: String?, hasValues: Bool) {
    let candidates = Candidates(knowledge, age: age, pattern: pattern, group: group)
    var tracks: [Track] = []
    tracks.reserveCapacity(Self.count)
    var usable: [(track: Track, weight: Double)] = []
    usable.reserveCapacity(candidates.windows.count)
    var (total, squares) = (0.0, 0.0)
    let least = Self.leastShare * (candidates.weights.max() ?? 0)
    for (window, weight) in zip(candidates.windows, candidates.weights) where weight > least {
      guard let track = knowledge.track(window, back: age, hasValues: hasValues) else { continue }
      usable.append((track, weight))
      total += weight
      squares += weight * weight
    }
    effectivePeers = squares > 0 ? total * total / squares : 0
    var (reached, next) = (0.0, 0.5)
    let step = total / Double(Self.count)
    for (track, weight) in usable {
      reached += weight
      while next * step <= reached, tracks.count < Self.count {
        tracks.append(track)
        next += 1
      }
    }
    if let last = usable.last?.track {
      while tracks.count < Self.count { tracks.append(last) }
    }
    self.tracks = tracks
  }
}

/// The windows that come into question, with their weights.
private struct Candidates {
  private(set) var windows: [PeerWindow] = []
  private(set) var weights: [Double] = []

  init(_ knowledge: PeerKnowledge, age: Int, pattern: UInt16, group: String?) {
    let archive = knowledge.archive
    let own = group.flatMap { knowledge.groupNumbers[$0] }
    var launches = 0
    for (number, member) in archive.members.enumerated() {
      let enough = max(age + PeerWindow.leastAhead, PeerWindow.grownUpAge)
      guard member.isLaunch, member.range.count >= enough else { continue }
      windows.append(
        PeerWindow(member: number, slot: member.range.lowerBound + age, weight: 1))
      launches += 1
    }
    let old = knowledge.windows.reduce(0) { $0 + $1.weight }
    windows += knowledge.windows
    let share = [1, old > 0 ? min(1, PeerSelection.grownUp / old) : 0]
    let alike = (0...PeerArchive.memory).map {
      Double.pow(PeerSelection.mismatchFactor, Double($0))
    }
    weights.reserveCapacity(windows.count)
    var (same, other) = (0.0, 0.0)
    for (index, window) in windows.enumerated() {
      let weight = window.weight * share[index < launches ? 0 : 1]
      let isOther = own != nil && archive.members[window.member].group != own
      if isOther { other += weight } else { same += weight }
      let misses = PeerArchive.mismatches(archive.patterns[window.slot], pattern, over: age)
      weights.append((isOther ? -1 : 1) * weight * alike[misses])
    }
    // Peers of other groups carry a minus sign until it is known how many there are.
    let strangers = other > 0 ? min(1, PeerSelection.otherGroups / other) : 0
    for index in weights.indices where weights[index] < 0 { weights[index] *= -strangers }
  }
}

extension PeerKnowledge {
  /// The future of a peer from a window on; nil where its past has no level but one is needed.
  ///
  /// The level from the window on is that of the peer's lively time, one period of the level before
  /// it included. A peer that is silent from the window on has no change of level.
  func track(_ window: PeerWindow, back: Int, hasValues: Bool) -> PeerSelection.Track? {
    let member = archive.members[window.member]
    // Each member has one running sum more than slots.
    let offset = window.member
    let (first, here) = (member.range.lowerBound + offset, window.slot + offset)
    let end = member.livelyEnd + offset
    let shape = shape(member.group)
    var (reference, start) = (scale.level(shape.levelMean), shape.levelMean)
    if hasValues {
      // A peer that was silent for all that time is measured by what was before.
      let before = max(first, here - back)
      guard let past = level(before, here) ?? level(first, here) else { return nil }
      (reference, start) = past
    }
    guard end > here else {
      return PeerSelection.Track(
        member: window.member, slot: window.slot, futureLevel: reference, change: nil)
    }
    let future =
      (sums[end] - sums[here] + reference) / (exposures[end] - exposures[here] + 1)
    guard let coordinate = scale.coordinate(future) else { return nil }
    return PeerSelection.Track(
      member: window.member, slot: window.slot, futureLevel: future, change: coordinate - start)
  }

  /// The level between two running sums, as it is and on the scale that levels are compared on.
  private func level(_ from: Int, _ to: Int) -> (Double, Double)? {
    let exposure = exposures[to] - exposures[from]
    guard exposure > 0 else { return nil }
    let level = (sums[to] - sums[from]) / exposure
    return scale.coordinate(level).map { (level, $0) }
  }
}
