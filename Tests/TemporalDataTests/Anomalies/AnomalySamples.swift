import RealModule
import Statistics

@testable import TemporalData

/// Series without anomalies, by the process that makes them.
enum CleanProcess: String, CaseIterable {
  case whiteNoise, autoregression, randomWalk, localLevel, seasonAndTrend, heavyTails,
    multiplicative

  /// The standard deviation of an innovation, on the scale on which they add up.
  var spread: Double { self == .multiplicative ? 0.05 : 1 }

  /// A series of monthly values, the same for the same key.
  func values(_ count: Int, seed: UInt64, season m: Int = 12) -> [Double] {
    var stream = RandomStream(seed: seed, key: rawValue)
    var state = 0.0
    return (0..<count).map { slot in
      let noise = stream.normal()
      let wave = 5 * Double.sin(2 * .pi * Double(slot % m) / Double(m))
      switch self {
      case .whiteNoise: return 100 + noise
      case .autoregression:
        state = 0.5 * state + noise
        return 100 + state
      case .randomWalk:
        state += noise
        return 1_000 + state
      case .localLevel:
        state += 0.3 * noise
        return 1_000 + state + stream.normal()
      case .seasonAndTrend: return 100 + 0.2 * Double(slot) + wave + noise
      case .heavyTails:
        let square = (0..<5).reduce(0.0) { sum, _ in
          let draw = stream.normal()
          return sum + draw * draw
        }
        return 100 + noise / (square / 5).squareRoot() / 1.291
      case .multiplicative:
        return 1_000 * Double.exp(0.01 * Double(slot) + 0.06 * wave + 0.05 * noise)
      }
    }
  }

  /// A value moved by so many standard deviations of an innovation.
  func moved(_ value: Double, by deviations: Double) -> Double {
    self == .multiplicative
      ? value * Double.exp(spread * deviations) : value + spread * deviations
  }
}

extension TimeSeries {
  /// Values from slot 0 on.
  static func indexed(_ values: [Double]) -> TimeSeries {
    TimeSeries(start: Period(.index, ordinal: 0), storage: values)
  }
}
