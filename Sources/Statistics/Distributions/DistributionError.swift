/// Why a distribution could not be made.
public enum DistributionError: Error, Hashable, Sendable {
  /// A parameter is outside its range; `allowed` says the range in words.
  case parameterOutOfRange(
    distribution: String, parameter: String, value: Double, allowed: String)
  /// A sample or a list of components has no member.
  case empty(distribution: String)
  /// A member of a sample is NaN or infinite.
  case notFinite(distribution: String, index: Int, value: Double)
  /// Components and weights differ in number.
  case countMismatch(components: Int, weights: Int)
  /// The weights of a mixture add up to zero.
  case noWeight
}

extension DistributionError: CustomStringConvertible {
  /// What is wrong, the value found, what is allowed.
  public var description: String {
    switch self {
    case .parameterOutOfRange(let distribution, let parameter, let value, let allowed):
      "the \(parameter) of a \(distribution) distribution is \(value) but must be \(allowed)"
    case .empty(let distribution):
      "\(distribution) needs at least one member but has 0; leave out what has no data"
    case .notFinite(let distribution, let index, let value):
      "member \(index) of \(distribution) is \(value) but must be finite; "
        + "remove missing values first"
    case .countMismatch(let components, let weights):
      "a mixture has \(components) components but \(weights) weights; give one weight each"
    case .noWeight:
      "the weights of a mixture add up to 0; at least one must be positive"
    }
  }
}

/// Checks shared by the throwing initialisers.
struct ParameterCheck {
  let distribution: String

  func finite(_ value: Double, _ parameter: String) throws(DistributionError) {
    try require(value.isFinite, value, parameter, "finite")
  }

  func nonNegative(_ value: Double, _ parameter: String) throws(DistributionError) {
    try require(value.isFinite && value >= 0, value, parameter, "finite and at least 0")
  }

  func positive(_ value: Double, _ parameter: String) throws(DistributionError) {
    try require(value.isFinite && value > 0, value, parameter, "finite and greater than 0")
  }

  func countMean(_ value: Double) throws(DistributionError) {
    try require(value >= 0 && value <= 1e12, value, "mean", "from the smallest count to 1e12 above")
  }

  func dispersion(_ value: Double) throws(DistributionError) {
    try require(value >= 0 && value <= 1e9, value, "dispersion", "in 0...1e9")
  }

  func count(_ value: Double, _ parameter: String) throws(DistributionError) {
    let isCount = value >= 0 && value <= 1e12 && value == value.rounded()
    try require(isCount, value, parameter, "a whole number in 0...1e12")
  }

  private func require(
    _ holds: Bool, _ value: Double, _ parameter: String, _ allowed: String
  ) throws(DistributionError) {
    guard holds else {
      throw .parameterOutOfRange(
        distribution: distribution, parameter: parameter, value: value, allowed: allowed)
    }
  }
}

extension Decoder {
  /// Runs a throwing initialiser on decoded parameters, so that a decoded value is valid too.
  func checked<Value>(_ make: () throws(DistributionError) -> Value) throws -> Value {
    do {
      return try make()
    } catch {
      throw DecodingError.dataCorrupted(
        .init(codingPath: codingPath, debugDescription: error.description, underlyingError: error))
    }
  }
}
