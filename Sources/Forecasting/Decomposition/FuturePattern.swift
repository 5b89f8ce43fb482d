import RealModule
import TemporalData

/// The seasonal patterns of a decomposition, carried on past its end.
struct FuturePattern: Sendable {
  private let parts: MultipleDecomposition
  private let unit: Double
  /// The standard deviation of the last cycle of each pattern, in the unit of the series.
  let deviations: [Double]

  init(_ parts: MultipleDecomposition, unit: Double) {
    (self.parts, self.unit) = (parts, unit)
    deviations = parts.seasonalErrors.map { $0 * unit }
  }

  /// The first slot.
  var start: Period { parts.observed.start }

  /// The number of slots that were taken apart.
  var count: Int { parts.observed.count }

  /// Slots per season of each pattern.
  var seasonLengths: [Int] { parts.seasonLengths }

  /// The sum of the patterns in a slot, counted from the first.
  func value(at slot: Int) -> Double { parts.seasonalValue(at: slot) * unit }

  /// The standard deviation of their sum in the future.
  var deviation: Double { deviations.reduce(0) { Double.hypot($0, $1) } }
}
