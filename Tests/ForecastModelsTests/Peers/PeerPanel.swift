import Forecasting
import RealModule
import Statistics
import TemporalData

@testable import ForecastModels

/// A simulated panel with a known ramp, season and level per group.
struct PeerPanel {
  static let season = [0.7, 0.8, 1.0, 1.1, 1.2, 1.3, 1.2, 1.1, 1.0, 0.9, 0.8, 0.9]
  /// The median level and the time constant of the ramp of each group.
  static let groups: [String: (level: Double, months: Double)] = ["a": (100, 3), "b": (1_000, 8)]
  static let levelSpread = 0.5

  var histories: [(history: TimeSeries, group: String?)] = []

  /// Series that begin all over 72 months; a fifth of them before the panel does.
  init(_ count: Int, noise: Double = 0.2, scale: Double = 1, seed: UInt64 = 7) {
    var stream = RandomStream(seed: seed, key: "peers")
    for number in 0..<count {
      let group = number % 2 == 0 ? "a" : "b"
      let start = number % 5 == 0 ? 0 : 4 + (number * 7) % 56
      let old = number % 5 == 0 ? 60 : 0
      let values = Self.values(
        72 - start, group: group, start: start, age: old, noise: noise, &stream)
      histories.append(
        (TimeSeries(start: Self.month(start), storage: values.map { $0 * scale }), group))
    }
  }

  static func month(_ index: Int) -> Period { Period(.month, ordinal: 600 + index) }

  /// A series of a group: level × ramp × season × noise.
  static func values(
    _ count: Int, group: String, start: Int, age: Int = 0, noise: Double = 0.2,
    _ stream: inout RandomStream
  ) -> [Double] {
    let (median, months) = groups[group] ?? (1, 1)
    let level = median * Double.exp(levelSpread * stream.normal())
    return (0..<count).map { slot in
      let ramp = 1 - Double.exp(-Double(age + slot + 1) / months)
      let error = Double.exp(noise * stream.normal() - noise * noise / 2)
      return level * ramp * season[(start + slot) % 12] * error
    }
  }

  func knowledge() -> PeerKnowledge? { PeerKnowledge.learn(from: histories, seasonLength: 12) }
}
