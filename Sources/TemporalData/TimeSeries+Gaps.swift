extension TimeSeries {
  /// The series with missing values filled.
  ///
  /// Inside the series a gap is bridged by a straight line between its neighbours. With a season
  /// length above 1 the line is drawn between the nearest observed values of the same slot of the
  /// season instead, where there is one on either side. Ends take the nearest value. A series
  /// without any observation stays as it is. O(n).
  ///
  /// - Parameter seasonLength: slots per season; 1 for none.
  public func interpolated(seasonLength: Int = 1) -> TimeSeries {
    guard hasMissing, observedCount > 0 else { return self }
    var filled = storage
    if seasonLength > 1 {
      for season in 0..<Swift.min(seasonLength, filled.count) {
        bridge(&filled, from: season, step: seasonLength, extend: false)
      }
    }
    bridge(&filled, from: 0, step: 1, extend: true)
    return TimeSeries(start: start, storage: filled)
  }

  /// Straight lines over the gaps of every `step`-th value.
  private func bridge(_ values: inout [Double], from first: Int, step: Int, extend: Bool) {
    var previous: Int?
    for index in stride(from: first, to: values.count, by: step) where !values[index].isNaN {
      let gapStart = (previous ?? (first - step)) + step
      for gap in stride(from: gapStart, to: index, by: step) {
        guard let previous else {
          if extend { values[gap] = values[index] }
          continue
        }
        let share = Double(gap - previous) / Double(index - previous)
        values[gap] = values[previous] * (1 - share) + values[index] * share
      }
      previous = index
    }
    guard extend, let last = previous else { return }
    for gap in stride(from: last + step, to: values.count, by: step) { values[gap] = values[last] }
  }
}
