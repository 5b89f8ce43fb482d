/// A series less its regression, as the recursion of an ARIMA model carries it on.
struct ARIMARest: Sendable {
  /// The values, missing ones at their expectation.
  let filled: [Double]
  /// The expected innovations of the differenced values.
  private let innovations: [Double]

  /// A series with innovations; an empty one has been 0 for ever.
  init(levels: [Double], innovations: [Double]) {
    (filled, self.innovations) = (levels, innovations)
  }

  /// What is left of a series when multiples of columns are taken off.
  init(levels: [Double], columns: [[Double]], _ weights: [Double], innovations: [Double]) {
    var rest = levels
    for (column, weight) in zip(columns, weights) {
      for slot in rest.indices { rest[slot] -= weight * column[slot] }
    }
    self.init(levels: rest, innovations: innovations)
  }

  /// The next values.
  func extended(by extrapolation: ARIMAExtrapolation, _ steps: Int) -> [Double] {
    extrapolation.extend(filled, innovations: innovations, horizon: steps)
  }
}
