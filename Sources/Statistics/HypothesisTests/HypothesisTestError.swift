/// Why a test could not be made.
public enum HypothesisTestError: Error, Hashable, Sendable {
  /// There are fewer values than the test needs.
  case tooFewValues(needed: Int, found: Int)
  /// There are no more lags than fitted parameters.
  case tooFewLags(needed: Int, found: Int)
  /// A value is NaN or infinite.
  case notFinite(index: Int, value: Double)
  /// All values are equal, so that nothing is left to test.
  case constant(value: Double)
}

extension HypothesisTestError: CustomStringConvertible {
  /// What is wrong, the value found, what is allowed.
  public var description: String {
    switch self {
    case .tooFewValues(let needed, let found):
      "the test needs \(needed) values but there are \(found); use fewer lags or more values"
    case .tooFewLags(let needed, let found):
      "the test needs \(needed) lags or more but was asked for \(found)"
    case .notFinite(let index, let value):
      "value \(index) is \(value) but must be finite; remove missing values first"
    case .constant(let value):
      "all values are \(value), so that nothing is left to test"
    }
  }
}

extension [Double] {
  /// Throws for the first value that is NaN or infinite.
  func checkFinite() throws(HypothesisTestError) {
    if let index = firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(index: index, value: self[index])
    }
  }
}
