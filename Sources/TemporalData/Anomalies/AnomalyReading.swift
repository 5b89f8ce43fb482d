/// What the candidates of a search mean: which values are outliers, which levels came back, and what
/// is too recent to tell.
struct AnomalyReading {
  private let search: AnomalySearch
  private let scale: AnomalyScale
  private let values: [Double]
  private let offset: Int

  init(_ search: AnomalySearch, scale: AnomalyScale, values: [Double], offset: Int) {
    (self.search, self.scale, self.values, self.offset) = (search, scale, values, offset)
  }

  /// The anomalies, in the unit of the series and in slots of it.
  func anomalies(known: AnomalySearch.Known) -> Anomalies {
    var result = Anomalies(scale: scale)
    var (slots, stretches, levels) = ([Int](), [Range<Int>](), known.shifts)
    for candidate in search.found {
      switch candidate {
      case .value(let slot): slots.append(slot)
      case .stretch(let stretch): stretches.append(stretch)
      case .level(let slot): levels.append(slot)
      }
    }
    // Two or more wild values at the end, or a level that has just moved, are left as they are: the
    // models follow them, and what they mean is not yet to be seen.
    var end = values.count
    for slot in levels where !known.shifts.contains(slot) && values.count - slot < 4 {
      end = min(end, slot)
    }
    while slots.contains(end - 1) { end -= 1 }
    if end == values.count - 1 { result.unsettled = outlier(at: end) }
    levels = levels.filter { $0 < end }.sorted()
    result.shifts = levels.map { shift(at: $0, isKnown: known.shifts.contains($0)) }
    for stretch in stretches {
      if stretch.count < 3 { slots += Array(stretch) } else { result.shocks.append(shock(stretch)) }
    }
    result.outliers = slots.filter { $0 < end && !values[$0].isNaN }.map { outlier(at: $0) }
    result.outliers += known.outliers.map { outlier(at: $0, isKnown: true) }
    result.outliers.sort { $0.slot < $1.slot }
    result.shocks.sort { $0.slots.lowerBound < $1.slots.lowerBound }
    return result
  }

  private func expected(at slot: Int, within stretch: Range<Int>) -> Double {
    let estimate = search.view.expected(at: slot, within: stretch)
    guard estimate.variance < .infinity else { return values[slot] }
    let value = scale.back(estimate.mean)
    let furthest = Double.greatestFiniteMagnitude
    return min(max(value, -furthest), furthest)
  }

  private func outlier(at slot: Int, isKnown: Bool = false) -> Anomalies.Outlier {
    Anomalies.Outlier(
      slot: slot + offset, value: values[slot],
      expected: expected(at: slot, within: slot..<slot + 1), isKnown: isKnown)
  }

  private func shock(_ stretch: Range<Int>) -> Anomalies.Shock {
    let expected = stretch.map { self.expected(at: $0, within: stretch) }
    var (sum, count) = (0.0, 0.0)
    for (slot, value) in zip(stretch, expected) where !values[slot].isNaN {
      // Scaled, so that the difference of two huge values stays finite.
      sum += values[slot] / scale.unit - value / scale.unit
      count += 1
    }
    return Anomalies.Shock(
      slots: stretch.lowerBound + offset..<stretch.upperBound + offset, expected: expected,
      change: count > 0 ? sum / count * scale.unit : 0)
  }

  private func shift(at slot: Int, isKnown: Bool) -> Anomalies.LevelShift {
    let step = search.step(at: slot)
    let after = search.view.level(at: slot)
    let change = scale.back(after) - scale.back(after - step)
    return Anomalies.LevelShift(
      slot: slot + offset, change: change.isFinite ? change : 0, isKnown: isKnown, step: step)
  }
}
