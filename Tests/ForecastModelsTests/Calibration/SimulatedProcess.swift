import RealModule
import Statistics
import TemporalData

/// A way in which series come about, with parameters that differ from series to series.
enum SimulatedProcess: String, CaseIterable, Sendable {
  /// Years of a local linear trend.
  case yearlyTrend
  /// Months of a damped local trend.
  case monthlyTrend
  /// Months of a local level with an additive season.
  case monthlySeason
  /// Quarters of a local level with a season and errors in proportion to the level.
  case quarterlyGrowth
  /// Months around a level that shifts once inside the history.
  case shift
  /// Years around a level that shifts once inside the history.
  case yearlyShift
  /// Months without demand in most of which nothing happens, and counts in the others.
  case demand
  /// Years of counts around a level that moves a little.
  case yearlyCounts
  /// Months of a local level with t-distributed errors of 3 degrees of freedom.
  case heavyTails
  /// Years of a local level with t-distributed errors of 3 degrees of freedom.
  case yearlyHeavyTails

  /// Slots per season.
  var seasonLength: Int {
    switch self {
    case .yearlyTrend, .yearlyShift, .yearlyHeavyTails, .yearlyCounts: 1
    case .quarterlyGrowth: 4
    case .monthlyTrend, .monthlySeason, .shift, .demand, .heavyTails: 12
    }
  }

  /// Periods to forecast.
  var horizon: Int { seasonLength == 1 ? 6 : seasonLength == 4 ? 8 : 12 }

  /// The length of the history, between 5 and 10 seasons, or 20 and 40 years.
  private func length(_ stream: inout RandomStream) -> Int {
    let seasons = 5 + 5 * stream.uniform()
    return Int(seasons * Double(seasonLength == 1 ? 4 : seasonLength))
  }

  /// One series and what comes after it.
  func series(seed: Int) -> (history: TimeSeries, future: [Double]) {
    var stream = RandomStream(seed: UInt64(seed), key: rawValue)
    let length = length(&stream)
    let values = values(length + horizon, history: length, &stream)
    let frequency: Frequency =
      seasonLength == 1 ? .year : seasonLength == 4 ? .quarter : .month
    let history = TimeSeries(
      start: Period(frequency, ordinal: 0), storage: Array(values.prefix(length)))
    return (history, Array(values.suffix(horizon)))
  }

  private func values(
    _ count: Int, history: Int, _ stream: inout RandomStream
  ) -> [Double] {
    switch self {
    case .yearlyTrend: trend(count, damping: 1, &stream)
    case .monthlyTrend: trend(count, damping: 0.9, &stream)
    case .monthlySeason: season(count, &stream)
    case .quarterlyGrowth: growth(count, &stream)
    case .shift, .yearlyShift: shift(count, history, &stream)
    case .demand: demand(count, &stream)
    case .yearlyCounts: counts(count, &stream)
    case .heavyTails, .yearlyHeavyTails: heavyTails(count, &stream)
    }
  }
}

extension SimulatedProcess {
  private func trend(_ count: Int, damping: Double, _ stream: inout RandomStream) -> [Double] {
    let (ofLevel, ofSlope) = (0.3 + 0.5 * stream.uniform(), 0.15 * stream.uniform())
    var (level, slope) = (200.0, 4 * stream.uniform() - 1)
    return (0..<count).map { _ in
      let error = 4 * stream.normal()
      let value = level + slope + error
      level += damping * slope + ofLevel * error
      slope = damping * slope + ofSlope * error
      return value
    }
  }

  private func season(_ count: Int, _ stream: inout RandomStream) -> [Double] {
    let ofLevel = 0.05 + 0.4 * stream.uniform()
    let (size, phase) = (5 + 15 * stream.uniform(), Double(12) * stream.uniform())
    var level = 200.0
    return (0..<count).map { slot in
      let error = 5 * stream.normal()
      let value = level + size * Double.sin((Double(slot) + phase) * Double.pi / 6) + error
      level += ofLevel * error
      return value
    }
  }

  private func growth(_ count: Int, _ stream: inout RandomStream) -> [Double] {
    let (ofLevel, rate) = (0.1 + 0.5 * stream.uniform(), 0.02 * stream.uniform())
    let season = (0..<4).map { _ in 1 + 0.15 * stream.normal().clamped(to: 2) }
    var level = 100.0
    return (0..<count).map { slot in
      let error = 0.05 * stream.normal()
      let value = level * season[slot % 4] * (1 + error)
      level *= (1 + rate) * (1 + ofLevel * error)
      return value
    }
  }

  private func shift(_ count: Int, _ history: Int, _ stream: inout RandomStream) -> [Double] {
    let place = Int((0.3 + 0.4 * stream.uniform()) * Double(history))
    let size = (stream.uniform() < 0.5 ? -1 : 1) * (30 + 30 * stream.uniform())
    let memory = 0.4 * stream.uniform()
    var error = 0.0
    return (0..<count).map { slot in
      error = memory * error + 8 * stream.normal()
      return 150 + error + (slot >= place ? size : 0)
    }
  }

  private func demand(_ count: Int, _ stream: inout RandomStream) -> [Double] {
    let (chance, mean) = (0.15 + 0.35 * stream.uniform(), 1 + 8 * stream.uniform())
    return (0..<count).map { _ in
      guard stream.uniform() < chance else { return 0 }
      return 1 + Double(stream.negativeBinomial(mean: mean, size: 2))
    }
  }

  private func counts(_ count: Int, _ stream: inout RandomStream) -> [Double] {
    var level = Double.log(4) + Double.log(20) * stream.uniform()
    let size = 5 + 40 * stream.uniform()
    return (0..<count).map { _ in
      level += 0.04 * stream.normal()
      return Double(stream.negativeBinomial(mean: Double.exp(level), size: size))
    }
  }

  private func heavyTails(_ count: Int, _ stream: inout RandomStream) -> [Double] {
    let ofLevel = 0.1 + 0.4 * stream.uniform()
    var level = 200.0
    return (0..<count).map { _ in
      // A t number of 3 degrees of freedom: normal over the root of a mean of three squares.
      let scale = Double.sqrt(stream.gamma(shape: 1.5, scale: 2) / 3)
      let error = 4 * stream.normal() / scale
      let value = level + error
      level += ofLevel * error
      return value
    }
  }
}

extension Double {
  fileprivate func clamped(to reach: Double) -> Double { Swift.min(Swift.max(self, -reach), reach) }
}
