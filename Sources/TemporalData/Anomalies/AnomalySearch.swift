import Statistics

/// Looks for the anomalies of a series one after the other, each tested with all others left out.
struct AnomalySearch {
  /// What may be wrong with a series.
  enum Candidate: Hashable {
    case value(Int)
    case level(Int)
    case stretch(Range<Int>)
  }

  /// What is known beforehand, and not tested.
  struct Known: Hashable {
    /// Slots from which the level is another, in order.
    let shifts: [Int]
    /// Slots whose values take no part, in order.
    let outliers: [Int]

    var isEmpty: Bool { shifts.isEmpty && outliers.isEmpty }
  }

  private let values: [Double]
  private let seasonLength: Int
  private let limits: AnomalyLimits
  private let kinds: AnomalyKinds
  private var exceptions: AnomalyView.Exceptions
  private(set) var view: AnomalyView
  private(set) var found: [Candidate] = []

  init(_ values: [Double], seasonLength: Int, kinds: AnomalyKinds, known: Known) {
    (self.values, self.seasonLength, self.kinds) = (values, seasonLength, kinds)
    var observed = 0
    for value in values where !value.isNaN { observed += 1 }
    limits = AnomalyLimits(observed: observed)
    exceptions = AnomalyView.Exceptions(count: values.count)
    for slot in known.shifts { exceptions.breaks[slot] = true }
    for slot in known.outliers { exceptions.isLeftOut[slot] = true }
    view = AnomalyView(values, exceptions, seasonLength: seasonLength)
    if !known.isEmpty { refresh() }
  }

  /// Adds anomalies until none is left that stands out, then drops those that no longer do.
  mutating func run() {
    var tries = 0
    while found.count < limits.most, tries < limits.most + 4 {
      let proposals = proposals()
      guard !proposals.isEmpty else { break }
      var isAccepted = false
      for proposal in proposals.prefix(3) {
        tries += 1
        if accept(proposal) {
          isAccepted = true
          break
        }
      }
      guard isAccepted else { break }
    }
    while let weakest = found.min(by: { strength($0) < strength($1) }), strength(weakest) < 1 {
      found.removeAll { $0 == weakest }
      mark(weakest, false)
      refresh()
    }
  }

  /// Takes a candidate as found if it stands out once it is left out of the estimates.
  private mutating func accept(_ candidate: Candidate) -> Bool {
    let (before, seen) = (exceptions, view)
    mark(candidate, true)
    refresh()
    guard strength(candidate) >= 1 else {
      (exceptions, view) = (before, seen)
      return false
    }
    found.append(candidate)
    return true
  }

  private mutating func mark(_ candidate: Candidate, _ isFound: Bool) {
    switch candidate {
    case .value(let slot): exceptions.isLeftOut[slot] = isFound
    case .level(let slot):
      exceptions.breaks[slot] = isFound
      if !isFound { exceptions.steps[slot] = 0 }
    case .stretch(let slots):
      for slot in slots { exceptions.isLeftOut[slot] = isFound }
    }
  }

  /// Estimates everything again; where the level breaks, season and slope need the steps first.
  ///
  /// The level around a break is a mean over a season, so that a step that is not taken out is taken for
  /// a part of the season. Steps and season are therefore estimated in turns, from the changes over a
  /// season on, until the steps stay.
  private mutating func refresh() {
    view = AnomalyView(values, exceptions, seasonLength: seasonLength)
    guard exceptions.breaks.contains(true) else { return }
    beginWithSeasonalChanges()
    for _ in 0..<Self.mostTurns {
      var isSettled = true
      for slot in values.indices where exceptions.breaks[slot] {
        let step = view.level.step(at: slot)
        guard step.variance < .infinity else { continue }
        exceptions.steps[slot] += step.mean
        let error = view.errorScale * step.variance.squareRoot()
        if abs(step.mean) > Self.settled * error { isSettled = false }
      }
      view = AnomalyView(values, exceptions, seasonLength: seasonLength)
      if isSettled { break }
    }
  }

  /// The most turns in which steps and season are estimated.
  private static let mostTurns = 8
  /// A step moves by less than this share of its standard error once it stays.
  private static let settled = 0.05

  /// Takes the median change over a season across a break for its step, where none is known.
  ///
  /// The season is not in it. What the slope adds is: the turns take it out.
  private mutating func beginWithSeasonalChanges() {
    guard seasonLength > 1 else { return }
    let before = exceptions.steps
    for slot in values.indices where exceptions.breaks[slot] && before[slot] == 0 {
      let last = min(slot + seasonLength, values.count)
      guard slot >= seasonLength, !exceptions.breaks[(slot + 1)..<last].contains(true) else {
        continue
      }
      var changes: [Double] = []
      for place in slot..<last where !exceptions.isLeftOut[place] {
        let earlier = place - seasonLength
        let change = values[place] - values[earlier]
        if !change.isNaN, !exceptions.isLeftOut[earlier] { changes.append(change) }
      }
      // Another break in that season would be in the change.
      guard changes.count > 2, !exceptions.breaks[(slot - seasonLength + 1)..<slot].contains(true)
      else { continue }
      exceptions.steps[slot] = OrderStatistics.median(of: &changes)
    }
    guard exceptions.steps != before else { return }
    view = AnomalyView(values, exceptions, seasonLength: seasonLength)
  }

  /// How far the level moves into the slot of a break.
  func step(at slot: Int) -> Double { exceptions.steps[slot] }

  /// Whether the level breaks anywhere, found or known.
  var hasBreak: Bool { exceptions.breaks.contains(true) }

  /// The mean absolute difference of a value from what the others lead to expect, outliers aside.
  var meanError: Double {
    var (sum, count) = (0.0, 0.0)
    for slot in values.indices where !values[slot].isNaN && !exceptions.isLeftOut[slot] {
      let expected = view.expected(at: slot, within: slot..<slot + 1)
      guard expected.variance < .infinity else { continue }
      sum += abs(values[slot] - expected.mean)
      count += 1
    }
    return count > 0 ? sum / count : .infinity
  }

  // MARK: Tests

  /// How far a found candidate lies beyond its limit: 1 is at the limit.
  private func strength(_ candidate: Candidate) -> Double {
    let spread = spreads()
    switch candidate {
    case .value(let slot): return abs(view.distance(at: slot)) / spread.valueLimit
    case .level(let slot): return abs(view.move(at: slot)) / spread.levelLimit
    case .stretch(let slots): return abs(view.departure(slots)) / spread.stretchLimit
    }
  }

  private struct Spreads {
    /// The limit of a value without regard to tails.
    var valueBase = Double.infinity
    var valueLimit = Double.infinity
    var levelLimit = Double.infinity
    var stretchLimit = Double.infinity
    var middleMove = 0.0
    var distances: [Double] = []
    var moves: [Double] = []
  }

  /// The limits under the present view: multiples of the robust spread of what is left.
  private func spreads() -> Spreads {
    var spread = Spreads()
    let slots = values.indices
    spread.distances = slots.map { exceptions.isLeftOut[$0] ? .nan : view.distance(at: $0) }
    spread.moves = slots.map { exceptions.breaks[$0] ? .nan : view.move(at: $0) }
    var sizes: [Double] = []
    sizes.reserveCapacity(values.count)
    for distance in spread.distances where !distance.isNaN { sizes.append(abs(distance)) }
    let middle = OrderStatistics.median(of: &sizes) * 1.4826
    let scale = max(middle, view.errorScale)
    guard sizes.count > 8, middle > 0 else { return spread }
    let freedom = view.seasonFactor
    let largest = OrderStatistics.value(ranked: sizes.count - 1 - limits.spared, in: &sizes)
    let tail = limits.tail(largest: largest, scale: freedom.squareRoot() * middle)
    spread.valueBase = freedom * limits.value * middle
    spread.valueLimit = max(spread.valueBase, tail)
    spread.stretchLimit = max(freedom * limits.stretch * scale, tail)
    sizes.removeAll(keepingCapacity: true)
    for move in spread.moves where !move.isNaN { sizes.append(move) }
    spread.middleMove = OrderStatistics.median(of: &sizes)
    for index in sizes.indices { sizes[index] = abs(sizes[index] - spread.middleMove) }
    let moving = OrderStatistics.median(of: &sizes) * 1.4826
    guard sizes.count > limits.spared else { return spread }
    let furthest = OrderStatistics.value(ranked: sizes.count - 1 - limits.spared, in: &sizes)
    spread.levelLimit = max(
      freedom * limits.level * max(view.errorScale, moving),
      moving > 0 ? limits.moveTail(largest: furthest, scale: moving) : 0)
    if view.errorScale <= 0 { spread.levelLimit = .infinity }
    return spread
  }

  // MARK: Proposals

  /// The most striking candidate of each kind, the most striking first; none where nothing is.
  private func proposals() -> [Candidate] {
    let spread = spreads()
    var best: [(candidate: Candidate, size: Double)] = []
    if kinds.contains(.outliers), spread.valueLimit < .infinity {
      // The others, and the tails they make, may be anomalies too: whether they are, the test tells.
      var (place, most) = (-1, limits.interest * spread.valueBase)
      for slot in values.indices where abs(spread.distances[slot]) > most {
        (place, most) = (slot, abs(spread.distances[slot]))
      }
      if place >= 0 { best.append((.value(place), most / spread.valueBase)) }
    }
    let level = bestLevel(spread)
    if kinds.contains(.shifts), let level { best.append(level) }
    // A stretch moves the level at its ends: without a value or a level that stands out there is none.
    if kinds.contains(.outliers), !best.isEmpty || level != nil, spread.stretchLimit < .infinity {
      let limit = limits.stretch * view.errorScale
      if let stretch = bestStretch(limit) { best.append(stretch) }
    }
    return best.sorted { $0.size > $1.size }.map(\.candidate)
  }

  /// The slot into which the level moves furthest.
  private func bestLevel(_ spread: Spreads) -> (candidate: Candidate, size: Double)? {
    let base = limits.level * view.errorScale * view.seasonFactor
    guard base > 0 else { return nil }
    var (place, most) = (-1, limits.interest * base)
    for slot in levelSlots() {
      let move = abs(spread.moves[slot] - spread.middleMove)
      if move > most, isFree(slot) { (place, most) = (slot, move) }
    }
    return place >= 0 ? (.level(place), most / base) : nil
  }

  private func levelSlots() -> Range<Int> {
    let first = limits.fewestOnLevel
    return first..<max(first, values.count - 1)
  }

  /// Whether a break at a slot would leave enough on both of its sides.
  private func isFree(_ slot: Int) -> Bool {
    let near =
      max(0, slot - limits.fewestOnLevel + 1)..<min(values.count, slot + limits.fewestOnLevel)
    return !near.contains { exceptions.breaks[$0] } && !exceptions.isLeftOut[slot]
  }

  /// The stretch that stands out most, first among lengths that grow by a quarter, then among all
  /// near the best of these.
  private func bestStretch(_ limit: Double) -> (Candidate, Double)? {
    let longest = min(values.count / 6, max(8, seasonLength + seasonLength / 2))
    guard limit > 0, longest >= 2 else { return nil }
    var (best, most) = (0..<0, limits.interest * limit)
    func look(_ start: Int, _ length: Int) {
      let end = start + length
      guard start >= 2, length >= 2, length <= longest, end <= values.count - limits.fewestBehind
      else { return }
      let size = abs(view.departure(start..<end))
      if size > most, !isTouched(start..<end), view.isDeparture(start..<end) {
        (best, most) = (start..<end, size)
      }
    }
    var length = 2
    while length <= longest {
      for start in 2..<max(3, values.count - 1 - length) { look(start, length) }
      length += max(1, length / 4)
    }
    guard !best.isEmpty else { return nil }
    let (start, around) = (best.lowerBound, max(1, best.count / 4))
    let first = best.count
    for start in (start - around)...(start + around) {
      for length in (first - 2 * around)...(first + 2 * around) { look(start, length) }
    }
    return (.stretch(best), most / limit)
  }

  private func isTouched(_ slots: Range<Int>) -> Bool {
    slots.contains { exceptions.isLeftOut[$0] || exceptions.breaks[$0] }
      || exceptions.breaks[slots.upperBound]
  }
}
