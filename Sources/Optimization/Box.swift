/// The box of allowed points, `lower[i] <= x[i] <= upper[i]`, and projection onto it.
struct Box: Sendable {
  var lower: [Double] = []
  var upper: [Double] = []

  /// Copies the bounds, checking that they fit a point of `dimension` entries.
  mutating func set(lower newLower: [Double], upper newUpper: [Double], dimension: Int) {
    precondition(
      newLower.count == dimension && newUpper.count == dimension,
      "bounds have \(newLower.count) and \(newUpper.count) entries, the point has \(dimension)")
    for i in 0..<dimension {
      precondition(
        newLower[i] <= newUpper[i],
        "bounds of variable \(i) are empty: lower \(newLower[i]), upper \(newUpper[i])")
    }
    lower = newLower
    upper = newUpper
  }

  /// Moves `x` to the nearest allowed value of variable `i`; NaN stays NaN.
  @inline(__always)
  func clamp(_ x: Double, at i: Int) -> Double {
    x < lower[i] ? lower[i] : (x > upper[i] ? upper[i] : x)
  }

  /// Projects a whole point.
  func project(_ point: inout [Double]) {
    for i in point.indices { point[i] = clamp(point[i], at: i) }
  }
}
