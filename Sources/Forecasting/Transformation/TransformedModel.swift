import TemporalData

/// A model of a power of the series.
///
/// The history is transformed (`BoxCox`), the model is fitted to the transforms, and its
/// distributions are carried back whole: medians and quantiles by the inverse, means as exact
/// expectations, so that nothing has to be adjusted for bias. A forecast of a positive series is never
/// negative.
///
/// | Parameter | Default | Meaning | Range |
/// |---|---|---|---|
/// | `base` | | the model of the transformed series | |
/// | `power` | | given, or chosen for each history | fixed in −2...2 |
/// | `seasonLength` | 1 | slots per season, for choosing the power | 1… |
/// | `powers` | 0...1 | the powers that may be chosen | within 0...1 |
///
/// A chosen power is held in 0...1: a negative one has no finite mean, a power above 1 has a longer
/// tail below than above, down to a wall at 0. A fixed negative power takes a thousand times the largest
/// observed value as the bound of what can happen. Power 1 is the model of the series itself. So is
/// any power, with the reason, for a history with a value that is not positive.
public struct TransformedModel: ForecastModel {
  /// How the power is found.
  public enum Power: Hashable, Sendable {
    /// Given; 0 is the logarithm.
    case fixed(Double)
    /// The power that makes the spread of the seasons most alike, `BoxCox.chosen(for:seasonLength:)`.
    case guerrero
    /// The most likely power, `BoxCox.mostLikely(for:seasonLength:in:)`.
    case likelihood
  }

  /// The powers that may ever be chosen.
  public static let chosenPowers = 0.0...1.0

  /// The model of the transformed series.
  public let base: any ForecastModel
  /// How the power is found.
  public let power: Power
  /// Slots per season, for choosing the power.
  public let seasonLength: Int
  /// The powers that may be chosen.
  public let powers: ClosedRange<Double>

  /// A model of a power of the series.
  ///
  /// - Throws: `SpecificationError.outOfRange` for a power outside −2...2, a season length below 1 or
  ///   powers to choose from beyond 0...1.
  public init(
    _ base: any ForecastModel, power: Power, seasonLength: Int = 1,
    powers: ClosedRange<Double> = chosenPowers
  ) throws(SpecificationError) {
    if case .fixed(let value) = power, !(-2...2 ~= value) {
      throw .outOfRange(parameter: "power", value: value, allowed: "-2...2")
    }
    guard seasonLength >= 1 else {
      throw .outOfRange(parameter: "season length", value: Double(seasonLength), allowed: "1...")
    }
    for end in [powers.lowerBound, powers.upperBound] where !Self.chosenPowers.contains(end) {
      throw .outOfRange(parameter: "power to choose", value: end, allowed: "0...1")
    }
    (self.base, self.power, self.seasonLength) = (base, power, seasonLength)
    self.powers = powers
  }

  /// The model in its transformation, such as `log(ETS)` or `BoxCox(ETS)`.
  public var name: String {
    power == .fixed(0) ? "log(\(base.name))" : "BoxCox(\(base.name))"
  }

  /// Finds the power and fits the model to the transforms.
  public func fit(_ history: TimeSeries) throws(ModelError) -> FittedTransformed {
    let observed = history.trimmed()
    if let slot = observed.storage.firstIndex(where: { $0 <= 0 }) {
      let period = observed.start.advanced(by: slot)
      return try plain(history, "no transformation: the value of \(period) is not positive")
    }
    let unit = observed.geometricUnit
    let scaled = observed.map { $0 / unit }
    guard let transform = transform(for: scaled), transform.lambda != 1, observed.varies else {
      return try plain(history, nil)
    }
    let scale = PowerScale(transform, of: scaled, unit: unit)
    let transforms = history.map(scale.forward)
    guard transforms.observedCount == observed.observedCount else {
      return try plain(
        history, "no transformation: the transforms leave the range of numbers")
    }
    return FittedTransformed(try base.fitAny(transforms), scale, history: history)
  }

  private func plain(
    _ history: TimeSeries, _ reason: String?
  ) throws(ModelError) -> FittedTransformed {
    FittedTransformed(plain: try base.fitAny(history), reason: reason)
  }

  /// The transformation of a positive history; nil where none can be chosen.
  private func transform(for history: TimeSeries) -> BoxCox? {
    switch power {
    case .fixed(let value):
      return try? BoxCox(lambda: value)
    case .guerrero:
      return BoxCox.chosen(for: history, seasonLength: seasonLength).flatMap {
        try? BoxCox(lambda: min(max($0.lambda, powers.lowerBound), powers.upperBound))
      }
    case .likelihood:
      return BoxCox.mostLikely(for: history, seasonLength: seasonLength, in: powers)
    }
  }
}
