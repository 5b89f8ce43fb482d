import Statistics
import TemporalData

extension TimeSeries {
  /// Quarterly values from 1970 on; NaN is missing.
  static func quarterly(_ values: [Double]) -> TimeSeries {
    TimeSeries(start: Period(.quarter, ordinal: 0), storage: values)
  }
}

/// Quarterly values with a trend, a season and a fixed wobble.
func seasonalValues(_ count: Int) -> [Double] {
  let season: [Double] = [5, -2, 0, -3]
  return (0..<count).map { slot in
    let wobble = Double(slot * slot % 7)
    return 50 + Double(slot) / 4 + season[slot % 4] + wobble
  }
}

/// Histories that real exports contain, and worse ones, from a seed.
enum HostileHistory {
  /// The history of a number: any length in 0…120 of one of several kinds, some of it missing.
  static func make(_ number: Int) -> TimeSeries {
    var stream = RandomStream(seed: 2026, key: "hostile \(number)")
    let length = [0, 1, 2, 3, 5, 9, 13, 24, 31, 60, 120].randomElement(using: &stream) ?? 0
    let count = length == 0 ? 0 : Int.random(in: length...min(120, length + 3), using: &stream)
    let kind = Int.random(in: 0..<9, using: &stream)
    let shares: [Double] = [0, 0, 0.1, 0.6]
    let missing = shares.randomElement(using: &stream) ?? 0
    let scale = Double(
      sign: .plus, exponent: [-990, -300, 0, 0, 0, 300, 990].randomElement(using: &stream) ?? 0,
      significand: 1.5)
    let values = (0..<count).map { slot -> Double in
      let value = Self.value(kind, slot, &stream)
      return stream.uniform() < missing ? .nan : value * scale
    }
    return TimeSeries(start: Period(.month, ordinal: 600), storage: values)
  }

  private static func value(_ kind: Int, _ slot: Int, _ stream: inout RandomStream) -> Double {
    let noise = stream.normal()
    let figure: [Double] = [1.5, 0.7, 1, 0.8]
    let season = figure[slot % 4]
    switch kind {
    case 0: return 0
    case 1: return 42
    case 2: return noise > 1 ? 1 : 0  // mostly zeros
    case 3: return 100 + 10 * noise
    case 4: return (50 + Double(slot)) * season * (1 + 0.1 * noise)
    case 5: return -30 + 20 * noise
    case 6: return slot == 7 ? 1e9 : 5 + noise  // a spike
    case 7: return Double(slot) * Double(slot)
    default: return slot < 12 ? 0 : 1000 + noise  // a step after nothing
    }
  }
}
