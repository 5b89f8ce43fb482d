/// One future of a short series: a peer's values from a slot on, brought to the level of the series.
///
/// Where the peer's history ends, another peer takes over from a place in its grown-up life before
/// which its zeros fell as those of the future so far.
struct PeerTrajectory {
  private let knowledge: PeerKnowledge
  private let shape: GroupShape
  private let start: Int
  private let level: Double
  private let number: Int
  private var member: PeerArchive.Member
  private var index: Int
  private var slot: Int
  private var peerLevel: Double
  private var pattern: UInt16
  private var age: Int

  /// How many windows are looked at for one to go on with.
  static let searched = 24

  init(
    _ track: PeerSelection.Track, number: Int, coordinate: Double, _ own: ShortHistory,
    _ knowledge: PeerKnowledge, _ shape: GroupShape
  ) {
    (self.knowledge, self.shape, self.number) = (knowledge, shape, number)
    (start, age, pattern) = (own.start, own.age, own.pattern)
    level = knowledge.scale.level(coordinate)
    (index, slot, peerLevel) = (track.member, track.slot, track.futureLevel)
    member = knowledge.archive.members[track.member]
  }

  /// The value of the next period, in the unit of the series.
  mutating func next() -> Double {
    if slot >= member.range.upperBound { goOn() }
    let scale = knowledge.scale
    let effect = shape.effect(age: age, ordinal: start + age, scale)
    let value = knowledge.archive.values[slot]
    let own = value.isNaN ? peerLevel : scale.without(knowledge.effects[slot], value)
    let relative = scale.joined(scale.without(peerLevel, own), effect)
    let result = scale.joined(level, relative)
    (slot, age) = (slot + 1, age + 1)
    pattern = pattern << 1 | (value == 0 ? 0 : 1)
    return (result * knowledge.unit).limited
  }

  /// Takes another peer in place of the one that ended.
  private mutating func goOn() {
    let windows = knowledge.windows
    guard !windows.isEmpty else {
      slot = max(member.range.lowerBound, member.range.upperBound - PeerWindow.leastAhead)
      return
    }
    var (best, misses) = (windows[0], Int.max)
    let first = (number &* 7_919 &+ age &* 104_729) % windows.count
    for step in 0..<min(Self.searched, windows.count) {
      let window = windows[(first + step * 31) % windows.count]
      let found = PeerArchive.mismatches(
        knowledge.archive.patterns[window.slot], pattern, over: min(age, PeerArchive.memory))
      if found < misses { (best, misses) = (window, found) }
      if misses == 0 { break }
    }
    let track = knowledge.track(best, back: PeerArchive.memory, hasValues: false)
    (index, slot) = (best.member, best.slot)
    member = knowledge.archive.members[index]
    peerLevel = track?.futureLevel ?? peerLevel
  }
}

extension Double {
  /// The number itself, or the end of the range of doubles that it lies beyond.
  var limited: Double {
    // A quarter of the range: sums and differences of two of them stay inside.
    let furthest = Double.greatestFiniteMagnitude / 4
    return isNaN ? 0 : Swift.min(Swift.max(self, -furthest), furthest)
  }
}
