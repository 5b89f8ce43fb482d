import Testing
import _TestSupport

/// The content of References/distributions/expected.json.
struct DistributionReferences: Decodable, Sendable {
  struct Value: Decodable, Sendable {
    let at: Double
    let value: Double
  }

  struct NormalCase: Decodable, Sendable {
    let cdf: [Value]
    let quantile: [Value]
    let logDensity: [Value]
  }

  struct LogNormalCase: Decodable, Sendable {
    let logMean: Double
    let logStandardDeviation: Double
    let mean: Double
    let standardDeviation: Double
    let quantile: [Value]
    let cdf: [Value]
    let logDensity: [Value]
  }

  struct StudentTCase: Decodable, Sendable {
    let degreesOfFreedom: Double
    let survival: [Value]
    let quantile: [Value]
    let logDensity: [Value]
  }

  struct GammaCase: Decodable, Sendable {
    let shape: Double
    let cdf: [Value]
    let survival: [Value]
    let quantile: [Value]
    let logDensity: [Value]
  }

  struct BetaCase: Decodable, Sendable {
    let alpha: Double
    let beta: Double
    let cdf: [Value]
    let survival: [Value]
    let quantile: [Value]
    let logDensity: [Value]
  }

  struct MixtureCase: Decodable, Sendable {
    let means: [Double]
    let standardDeviations: [Double]
    let weights: [Double]
    let quantile: [Value]
  }

  let normal: NormalCase
  let logNormal: [LogNormalCase]
  let studentT: [StudentTCase]
  let gamma: [GammaCase]
  let beta: [BetaCase]
  let mixtures: [MixtureCase]

  static func load() throws -> Self { try Reference<Self>.load("distributions") }
}

/// Compares a function with a table, and says where it failed.
func expectClose(
  _ name: String, _ table: [DistributionReferences.Value], relative: Double = 0,
  absolute: Double = 0, sourceLocation: SourceLocation = #_sourceLocation,
  _ function: (Double) -> Double
) {
  for row in table {
    expectClose(
      function(row.at), row.value, relative: relative, absolute: absolute, "\(name) at \(row.at)",
      sourceLocation: sourceLocation)
  }
}
