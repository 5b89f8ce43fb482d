import Forecasting
import TemporalData

/// The last value carried on: a random walk without drift.
///
/// Any history with one observation can be fitted; missing values are passed over.
public struct Naive: ForecastModel, Hashable {
  /// `Naive`.
  public var name: String { "Naive" }

  /// The model; it has no options.
  public init() {}

  /// Takes the last value and the spread of the changes, O(n).
  public func fit(_ history: TimeSeries) throws(ModelError) -> FittedNaive {
    try FittedNaive(name: name, history, lag: 1, withDrift: false)
  }

  /// Stands in for a model that the history is too short for, and says so.
  func fit(_ history: TimeSeries, insteadOf wanted: String) throws(ModelError) -> FittedNaive {
    let found = history.observedCount
    return try FittedNaive(
      name: name, history, lag: 1, withDrift: false,
      reason: "\(found) observation\(found == 1 ? " is" : "s are") too few for \(wanted)")
  }
}

extension Naive {
  /// Carries the one value of a constant history on, and says so.
  func fitConstant(_ history: TimeSeries) throws(ModelError) -> FittedNaive {
    try FittedNaive(
      name: name, history, lag: 1, withDrift: false,
      reason: "every value is the same: it is carried on")
  }
}

extension TimeSeries {
  /// Whether two or more values are observed and all are the same, O(n).
  var isConstant: Bool {
    guard let first = storage.first(where: { !$0.isNaN }) else { return false }
    return observedCount > 1 && storage.allSatisfy { $0.isNaN || $0 == first }
  }
}

/// The last season repeated.
///
/// With no more than one season of history it is `Naive`, and says so.
public struct SeasonalNaive: ForecastModel, Hashable {
  /// Slots per season.
  public let seasonLength: Int

  /// The model for a season length of 1 or more.
  public init(seasonLength: Int) throws(SpecificationError) {
    guard seasonLength >= 1 else {
      throw .outOfRange(parameter: "season length", value: Double(seasonLength), allowed: "1...")
    }
    self.seasonLength = seasonLength
  }

  /// `SeasonalNaive`.
  public var name: String { "SeasonalNaive" }

  /// Takes the last season and the spread of the changes over a season, O(n).
  public func fit(_ history: TimeSeries) throws(ModelError) -> FittedNaive {
    guard seasonLength > 1 else { return try Naive().fit(history) }
    guard LagDifferences(history, lag: seasonLength).count > 0 else {
      return try Naive().fit(history, insteadOf: "a season of \(seasonLength)")
    }
    return try FittedNaive(name: name, history, lag: seasonLength, withDrift: false)
  }
}

/// The last value, moved on by the average change: a random walk with drift.
public struct Drift: ForecastModel, Hashable {
  /// `Drift`.
  public var name: String { "Drift" }

  /// The model; it has no options.
  public init() {}

  /// Takes the last value, and mean and spread of the changes; needs three observations.
  public func fit(_ history: TimeSeries) throws(ModelError) -> FittedNaive {
    guard LagDifferences(history, lag: 1).count > 1 else {
      return try Naive().fit(history, insteadOf: "a drift")
    }
    return try FittedNaive(name: name, history, lag: 1, withDrift: true)
  }
}
