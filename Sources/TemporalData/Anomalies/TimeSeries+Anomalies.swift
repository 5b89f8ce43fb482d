extension TimeSeries {
  /// Outliers, level shifts and shocks of the history.
  ///
  /// Season (medians), slope (median of differences) and level (local level model, whose noise is
  /// estimated by absolute errors) are estimated together without what was already found. A value is
  /// compared with the level by its past and its future; a shift is the difference of the two, over
  /// the standard deviation that the movement of the level explains, so that a random walk has none;
  /// a shock is a stretch whose mean stands out while the level before and after agree. The most
  /// striking candidate is taken out, everything is estimated again, and it counts if it then lies
  /// beyond a limit of about five robust standard deviations; outliers also have to be larger than
  /// tails as heavy as those of Student's t with five degrees of freedom would explain. In the spirit
  /// of C. Chen, L.-M. Liu, *Joint estimation of model parameters and outlier effects in time
  /// series*, J. Am. Stat. Assoc. 88 (1993), doi:10.1080/01621459.1993.10594321.
  ///
  /// Positive values whose spread grows with the level are compared by their ratios, unless a shift alone made
  /// it seem so: then by their differences, if the errors are clearly smaller that way. Fewer than 20
  /// observed values (24 slots for shifts), a history with more than a fifth of zeros, or one that hardly varies has no
  /// anomalies. What is known is taken as it is, without a test. O(n log n) where little is found.
  ///
  /// - Parameters:
  ///   - seasonLength: slots per season; 1 for none.
  ///   - outliers: whether to look for outliers and shocks.
  ///   - shifts: whether to look for level shifts.
  ///   - knownShifts: periods from which the level is known to be another.
  ///   - knownOutliers: periods whose values are known not to follow from the rest.
  public func anomalies(
    seasonLength: Int, outliers: Bool = true, shifts: Bool = true, knownShifts: [Period] = [],
    knownOutliers: [Period] = []
  ) -> Anomalies {
    let first = storage.firstIndex { !$0.isNaN } ?? 0
    let last = storage.lastIndex { !$0.isNaN } ?? -1
    let y = first <= last ? Array(storage[first...last]) : []
    let seasonLength = Swift.max(1, Swift.min(seasonLength, y.count))
    let scale = AnomalyScale(y, seasonLength: seasonLength)
    let result = Anomalies(scale: scale)
    let known = AnomalySearch.Known(
      shifts: slots(of: knownShifts, from: first, among: 1..<Swift.max(1, y.count)),
      outliers: slots(of: knownOutliers, from: first, among: y.indices).filter { !y[$0].isNaN })
    var kinds: AnomalyKinds = []
    if outliers { kinds.insert(.outliers) }
    if shifts && y.count >= 24 { kinds.insert(.shifts) }
    let isSearched = !kinds.isEmpty && Self.canBeSearched(y)
    guard isSearched || !known.isEmpty else { return result }
    func search(_ scale: AnomalyScale) -> AnomalySearch {
      var search = AnomalySearch(
        y.map(scale.forward), seasonLength: seasonLength, kinds: kinds, known: known)
      if isSearched { search.run() }
      return search
    }
    var (found, used) = (search(scale), scale)
    // The stretch in which the level moves has a large spread and a level of its own.
    if scale.isLogarithmic, found.hasBreak {
      let plain = search(scale.plain)
      if plain.hasBreak, plain.meanError < Self.clearly * found.meanError * scale.meanSize(y) {
        (found, used) = (plain, scale.plain)
      }
    }
    return AnomalyReading(found, scale: used, values: y, offset: first).anomalies(known: known)
  }

  /// The share of an error that a clearly smaller one stays below.
  private static let clearly = 0.8

  /// The places of periods among the slots that count from `first` on.
  private func slots(of periods: [Period], from first: Int, among slots: Range<Int>) -> [Int] {
    Set(periods.map { $0.distance(from: start) - first }).filter(slots.contains).sorted()
  }

  /// Whether there is enough to see and it is not a demand that is mostly zero.
  private static func canBeSearched(_ y: [Double]) -> Bool {
    var (observed, zeros) = (0, 0)
    for value in y where !value.isNaN {
      observed += 1
      if value == 0 { zeros += 1 }
    }
    return observed >= 20 && 5 * zeros <= observed
  }
}
