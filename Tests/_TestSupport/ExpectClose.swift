import Testing

/// Expects a number within a tolerance of another one.
///
/// Passes when |actual - expected| ≤ max(absolute, relative · |expected|). Equal infinities agree,
/// and NaN agrees with NaN only.
///
/// - Returns: The difference as a share of the allowed one, so that the worst can be reported.
@discardableResult
public func expectClose(
  _ actual: Double, _ expected: Double, relative: Double = 0, absolute: Double = 0,
  _ comment: @autoclosure () -> Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation
) -> Double {
  if actual == expected || (actual.isNaN && expected.isNaN) { return 0 }
  let allowed = max(absolute, relative * abs(expected))
  let share = abs(actual - expected) / allowed
  if !(share <= 1) || expected.isInfinite {
    let found = "\(actual) is not within \(allowed) of \(expected)"
    Issue.record(
      Comment(rawValue: comment().map { "\($0.rawValue): \(found)" } ?? found),
      sourceLocation: sourceLocation)
  }
  return share
}

/// Expects numbers within a tolerance of others, position by position.
public func expectClose(
  _ actual: [Double], _ expected: [Double], relative: Double = 0, absolute: Double = 0,
  _ comment: @autoclosure () -> Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(actual.count == expected.count, comment(), sourceLocation: sourceLocation)
  for (index, pair) in zip(actual, expected).enumerated() {
    let place = comment().map { "\($0.rawValue), position \(index)" } ?? "position \(index)"
    expectClose(
      pair.0, pair.1, relative: relative, absolute: absolute, Comment(rawValue: place),
      sourceLocation: sourceLocation)
  }
}
