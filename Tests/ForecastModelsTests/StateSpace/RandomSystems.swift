import LinearAlgebra
import Statistics

@testable import ForecastModels

/// A system and a series from a seed.
struct RandomSystem {
  let name: String
  let system: LinearGaussianSystem
  let values: [Double]

  static let count = 8

  /// One of several kinds of system, with 20 to 50 values of which some are missing.
  init(_ number: Int) {
    var stream = RandomStream(seed: 31, key: "system \(number)")
    let kind = number % Self.count
    let n = Int.random(in: 20...50, using: &stream)
    name = Self.names[kind]
    system = Self.make(kind, n, &stream)
    let share = [0, 0.1, 0.3][number / Self.count % 3]
    var level = 0.0
    values = (0..<n).map { slot in
      level += stream.normal()
      let value = 10 + level + Double(slot % 4) + 0.5 * stream.normal()
      return slot > 0 && stream.uniform() < share ? .nan : value
    }
  }

  static let names = [
    "local level", "local linear trend", "basic structural", "autoregression", "dense map",
    "columns", "damped trend with a long season", "arma with a level",
  ]

  private static func make(
    _ kind: Int, _ n: Int, _ stream: inout RandomStream
  ) -> LinearGaussianSystem {
    func variance() -> Double { Double.random(in: 0.05...2, using: &stream) }
    func structural(
      _ trend: StructuralModel.Trend, _ period: Int, columns: [[Double]] = []
    ) -> LinearGaussianSystem {
      let season = period > 1 ? StructuralModel.Season.dummy(period: period) : .none
      let model = StructuralModel(unchecked: trend, season, .none)
      let plain = StructuralLayout(model, columnCount: columns.count)
        .system(columns: columns, phi: 0.85)
      return plain.with(
        noise: variance(), variances: plain.disturbances.map { _ in variance() })
    }
    switch kind {
    case 0: return structural(.level, 1)
    case 1: return structural(.linear, 1)
    case 2: return structural(.linear, 4)
    case 3:
      return LinearGaussianSystem(
        stateCount: 2, observation: [.state(0)],
        transition: [.companion(first: 0, coefficients: [0.5, 0.2])],
        disturbances: [.init([.state(0), .state(1, weight: 0.4)], variance: variance())],
        initialMean: [1, -1], initialVariance: Matrix(rows: [[2, 0.3], [0.3, 1]]))
    case 4:
      return LinearGaussianSystem(
        stateCount: 3, observation: [.state(0), .state(2, weight: 0.5)],
        observationVariance: variance(),
        transition: [.dense(Matrix(rows: [[1, 0.3, 0], [0, 0.9, 0.1], [-0.2, 0, 0.7]]))],
        disturbances: [
          .init([.state(0), .state(2, weight: -1)], variance: variance()),
          .init([.state(1)], variance: variance()),
        ], initialVariance: Matrix(diagonal: [0, 1, 2]),
        diffuse: Matrix(columns: [[1, 0, 0.5]]))
    case 5:
      let columns = (0..<2).map { _ in (0..<n).map { _ in stream.normal() } }
      return structural(.level, 1, columns: columns)
    case 6: return structural(.damped, 7)
    default:
      return LinearGaussianSystem(
        stateCount: 3, observation: [.state(0), .state(2)],
        transition: [.companion(first: 0, coefficients: [-0.6, 0])],
        disturbances: [
          .init([.state(0), .state(1, weight: 0.7)], variance: variance()),
          .init([.state(2)], variance: variance()),
        ], initialVariance: Matrix(diagonal: [1, 0.5, 0]),
        diffuse: Matrix(columns: [[0, 0, 1]]))
    }
  }
}

extension LinearGaussianSystem {
  /// The same system with other variances.
  func with(noise: Double, variances: [Double]) -> LinearGaussianSystem {
    LinearGaussianSystem(
      stateCount: stateCount, observation: observation, observationVariance: noise,
      transition: transition,
      disturbances: zip(disturbances, variances).map { .init($0.loading, variance: $1) },
      initialMean: initialMean, initialVariance: initialVariance, diffuse: diffuse)
  }
}
