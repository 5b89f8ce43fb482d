import TemporalData

/// The histories of peers from their first value that is not zero, one after the other.
struct PeerArchive: Sendable {
  /// One history.
  struct Member: Hashable, Sendable {
    /// Its group's number; nil without a label.
    let group: Int?
    /// The ordinal of its first value that is not zero.
    let start: Int
    /// Where its values stand in the archive.
    let range: Range<Int>
    /// Where it has gone silent for longer than a usual gap, in the archive.
    let livelyEnd: Int
    /// Whether it began after the panel did, so that its age is known.
    let isLaunch: Bool
  }

  /// The histories in an order that does not depend on the order they came in.
  let members: [Member]
  /// All values over the unit; NaN where missing.
  let values: [Double]
  /// For each slot, which of the periods before it were not zero: bit 0 for the last one.
  let patterns: [UInt16]

  /// The number of periods a pattern looks back.
  static let memory = 12

  init(_ histories: [PeerSource], groups: [String: Int], unit: Double, panelStart: Int) {
    var members: [Member] = []
    var values: [Double] = []
    var patterns: [UInt16] = []
    members.reserveCapacity(histories.count)
    for source in histories {
      let first = values.count
      var pattern: UInt16 = 0
      for value in source.active {
        values.append(value / unit)
        patterns.append(pattern)
        pattern = pattern << 1 | (value == 0 ? 0 : 1)
      }
      members.append(
        Member(
          group: source.group.flatMap { groups[$0] }, start: source.start,
          range: first..<values.count, livelyEnd: first + source.livelyCount,
          isLaunch: source.isLaunch(panelStart: panelStart)))
    }
    (self.members, self.values, self.patterns) = (members, values, patterns)
  }

  /// The number of the latest periods in which two patterns differ, over the last `count`.
  static func mismatches(_ a: UInt16, _ b: UInt16, over count: Int) -> Int {
    let mask = UInt16((1 << min(count, memory)) - 1)
    return ((a ^ b) & mask).nonzeroBitCount
  }
}

/// A history as it comes in, with what the archive asks of it.
struct PeerSource {
  let group: String?
  /// The ordinal of the first value that is not zero.
  let start: Int
  /// The values from there on.
  let active: ArraySlice<Double>
  /// A number that depends on the values relative to the first and on their periods alone.
  let fingerprint: UInt64

  /// Nil for a history without a value other than zero.
  init?(_ history: TimeSeries, group: String?) {
    let storage = history.storage
    guard let first = storage.firstIndex(where: { !$0.isNaN && $0 != 0 }),
      let last = storage.lastIndex(where: { !$0.isNaN })
    else { return nil }
    self.group = group
    start = history.start.advanced(by: first).ordinal
    active = storage[first...last]
    let scale = storage[first].exponent
    fingerprint = active.reduce(UInt64(bitPattern: Int64(start))) { hash, value in
      let size = value.isNaN || value == 0 ? 0 : UInt64(bitPattern: Int64(value.exponent - scale))
      let bits = value.isNaN ? 1 : value.significandBitPattern &+ size
      return (hash ^ bits) &* 0x9E37_79B9_7F4A_7C15 &+ (hash >> 29)
    }
  }

  /// The number of periods up to the last value other than zero, and a usual gap.
  var livelyCount: Int {
    guard let last = active.lastIndex(where: { !$0.isNaN && $0 != 0 }) else { return 0 }
    let span = last - active.startIndex + 1
    let busy = active.count { $0 != 0 }
    return min(active.count, span + (span - busy) / max(1, busy))
  }

  /// Whether the panel was there before the first value for longer than twice the usual gap.
  ///
  /// What began with the panel may be old.
  func isLaunch(panelStart: Int) -> Bool {
    let silence = start - panelStart
    let busy = active.count { $0 != 0 }
    return silence >= 3 && silence * busy > 2 * active.count
  }

  /// Whether it stands before another one, whatever order they came in.
  func precedes(_ other: PeerSource) -> Bool {
    if fingerprint != other.fingerprint { return fingerprint < other.fingerprint }
    if start != other.start { return start < other.start }
    return (group ?? "") < (other.group ?? "")
  }
}
