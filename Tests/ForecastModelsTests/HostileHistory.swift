import Statistics
import TemporalData

/// Histories that real exports contain, and worse ones, from a seed.
///
/// A pattern, then damage to it, then a scale: `description` names all three, and the number alone
/// makes the same history again.
struct HostileHistory: CustomStringConvertible {
  /// What the history is made from.
  let number: Int
  /// Slots per season that a model is told of.
  let seasonLength: Int
  /// How far ahead to forecast.
  let horizon: Int
  /// The values with their periods.
  let series: TimeSeries
  private let pattern: Pattern
  private let damage: Damage
  private let exponent: Int

  var description: String {
    let gaps = series.count - series.observedCount
    return "history \(number): \(pattern), \(damage), \(gaps) of \(series.count) missing, "
      + "times 1e\(exponent), season \(seasonLength), horizon \(horizon)"
  }

  /// The largest absolute value; 0 without values.
  var largest: Double { series.storage.reduce(0) { $1.isNaN ? $0 : max($0, abs($1)) } }

  /// The history of a number.
  ///
  /// One in forty is long, and one in forty has a long season: those cost most.
  init(_ number: Int) {
    var stream = RandomStream(seed: 2026, key: "hostile \(number)")
    self.number = number
    let isLong = number % 20 == 19
    let hasLongSeason = number % 40 == 39
    let seasons = hasLongSeason ? [24, 52, 168] : isLong ? [1, 4, 12] : [1, 1, 4, 4, 7, 12, 12]
    seasonLength = Self.pick(seasons, &stream)
    let length =
      isLong
      ? Int.random(in: 50...(hasLongSeason ? 150 : 500), using: &stream)
      : Self.pick([0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 13, 16, 24, 25, 31, 36, 48, 60], &stream)
    horizon = Self.pick([1, 2, 5, 15, 26], &stream)
    pattern = Self.pick(Pattern.allCases, &stream)
    damage = Self.pick(Damage.allCases, &stream)
    exponent = Self.pick([-300, -150, -9, 0, 0, 0, 0, 0, 9, 150, 299], &stream)
    var values = pattern.values(length, season: seasonLength, &stream)
    damage.apply(to: &values, &stream)
    let scale = Double("1e\(exponent)") ?? 1
    let frequency = Self.pick([.month, .quarter, .week, .day, .year, .index], &stream) as Frequency
    series = TimeSeries(
      start: Period(frequency, ordinal: Self.pick([1, 600, 2600], &stream)),
      storage: values.map { $0 * scale })
  }

  private static func pick<Value>(_ values: [Value], _ stream: inout RandomStream) -> Value {
    values[Int.random(in: values.indices, using: &stream)]
  }
}

extension HostileHistory {
  /// What the values follow.
  private enum Pattern: CaseIterable {
    case zero, constant, noise, walk, trendAndSeason, exactSeason, line, parabola, growth, decay
    case counts, rareCounts, oneSale, negative, alternating, step, largeOffset, twoValues,
      heavyTails
    case recordEnds

    func values(_ count: Int, season: Int, _ stream: inout RandomStream) -> [Double] {
      var level = 0.0
      return (0..<count).map { slot in
        level += stream.normal()
        return value(Double(slot), slot % max(2, season), count, level, &stream)
      }
    }

    private func value(
      _ time: Double, _ phase: Int, _ count: Int, _ walk: Double, _ stream: inout RandomStream
    ) -> Double {
      let noise = stream.normal()
      let uniform = stream.uniform()
      let figure = [1.5, 0.7, 1, 0.8, 1.2][phase % 5]
      switch self {
      case .zero: return 0
      case .constant: return 42.5
      case .noise: return 100 + 10 * noise
      case .walk: return 20 + walk
      case .trendAndSeason: return (50 + time) * figure * (1 + 0.1 * noise)
      case .exactSeason: return 10 * figure
      case .line: return 3 - 0.25 * time
      case .parabola: return time * time
      case .growth: return Double.exp(min(600, 0.3 * time))
      case .decay: return Double.exp(-0.5 * time)
      case .counts: return (10 * uniform * uniform).rounded()
      case .rareCounts: return uniform < 0.12 ? (1 + 4 * noise * noise).rounded() : 0
      case .oneSale: return Int(time) == count / 2 ? 3 : 0
      case .negative: return -30 + 20 * noise
      case .alternating: return phase % 2 == 0 ? 1 : -1
      case .step: return 2 * Int(time) < count ? 0 : 1000 + noise
      case .largeOffset: return 1e15 + noise
      case .twoValues: return uniform < 0.5 ? 7 : 8
      case .heavyTails: return noise / max(1e-9, uniform * uniform * uniform)
      case .recordEnds: return Int(time) == count - 1 ? 1e6 : noise
      }
    }
  }

  /// What an export does to them.
  private enum Damage: CaseIterable {
    case whole, untouched, fewGaps, manyGaps, lateStart, earlyEnd, spike, zeroRun, signs, rounded
    case nothingLeft

    func apply(to values: inout [Double], _ stream: inout RandomStream) {
      guard !values.isEmpty else { return }
      let place = Int.random(in: values.indices, using: &stream)
      switch self {
      case .whole, .untouched: break
      case .fewGaps, .manyGaps:
        let share = self == .fewGaps ? 0.1 : 0.6
        for slot in values.indices where stream.uniform() < share { values[slot] = .nan }
      case .lateStart: for slot in 0..<place { values[slot] = .nan }
      case .earlyEnd: for slot in place..<values.count { values[slot] = .nan }
      case .spike: values[place] = 1e6 * (1 + abs(values[place]))
      case .zeroRun: for slot in place..<min(values.count, place + 12) { values[slot] = 0 }
      case .signs: for slot in values.indices where slot % 3 == 1 { values[slot] *= -1 }
      case .rounded: for slot in values.indices { values[slot] = values[slot].rounded() }
      case .nothingLeft: if place % 3 == 0 { for slot in values.indices { values[slot] = .nan } }
      }
    }
  }
}
