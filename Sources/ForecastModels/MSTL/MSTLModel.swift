import Forecasting
import TemporalData

/// Exponential smoothing, or any model, of the history without its seasonal patterns.
///
/// The patterns come from `MSTL`, one for each season length that fits into the history twice; the
/// model goes on without them, and the last cycle of each pattern is put back (`DecompositionModel`).
///
/// Patterns are amounts. Where a season grows with its level, amounts lag behind it: a history whose
/// values are all positive is first raised to a power (`TransformedModel`), by default to the most
/// likely one between the logarithm and the series itself.
///
/// | Parameter | Default | Meaning | Range |
/// |---|---|---|---|
/// | `seasonLengths` | | slots per season; none, or 1, for no season | 1… |
/// | `adjusted` | `ETSSearch`, no season | the model of the adjusted history | |
/// | `power` | likelihood | how the power is found | see `TransformedModel` |
///
/// A season longer than half of the history is left out, with the reason. Without any season the model
/// is `adjusted` itself.
///
/// Reference: K. Bandara, R. J. Hyndman and C. Bergmeir, *MSTL: a seasonal-trend decomposition
/// algorithm for time series with multiple seasonal patterns* (2021), arXiv:2107.13462.
public struct MSTLModel: ForecastModel {
  /// Slots per season, ascending; empty for none.
  public let seasonLengths: [Int]
  /// The model of the seasonally adjusted history.
  public let adjusted: any ForecastModel
  /// How the power of a positive history is found.
  public let power: TransformedModel.Power

  private let decomposed: DecompositionModel?
  private let transformed: TransformedModel

  /// A model with these seasons around a model of the adjusted history.
  ///
  /// - Throws: `SpecificationError.outOfRange` for a season length below 1 or a fixed power outside
  ///   −2...2.
  public init(
    seasonLengths: [Int], adjusted: any ForecastModel, power: TransformedModel.Power = .likelihood
  ) throws(SpecificationError) {
    for length in seasonLengths where length < 1 {
      throw .outOfRange(parameter: "season length", value: Double(length), allowed: "1...")
    }
    let lengths = Set(seasonLengths).subtracting([1]).sorted()
    let decomposed = (try? MSTL(seasonLengths: lengths)).map {
      DecompositionModel($0, adjusted: adjusted)
    }
    (self.seasonLengths, self.adjusted, self.power) = (lengths, adjusted, power)
    self.decomposed = decomposed
    transformed = try TransformedModel(
      decomposed ?? adjusted, power: decomposed == nil ? .fixed(1) : power,
      seasonLength: lengths.last ?? 1)
  }

  /// Season lengths around the search for the best smoothing model without a season.
  public init(
    seasonLengths: [Int], power: TransformedModel.Power = .likelihood
  ) throws(SpecificationError) {
    try self.init(
      seasonLengths: seasonLengths, adjusted: ETSSearch(seasonLength: 1), power: power)
  }

  /// The season lengths, such as `MSTL(24,168)`, in the transformation if it is not the usual one.
  public var name: String {
    let lengths = seasonLengths.isEmpty ? [1] : seasonLengths
    let plain = "MSTL(\(lengths.map(String.init).joined(separator: ",")))"
    switch power {
    case .likelihood, .fixed(1): return plain
    case .fixed(0): return "log(\(plain))"
    case .fixed, .guerrero: return "BoxCox(\(plain))"
    }
  }

  /// Takes the seasons out and fits the model to what is left.
  public func fit(_ history: TimeSeries) throws(ModelError) -> FittedTransformed {
    guard let decomposed, history.storage.contains(where: { $0 <= 0 }) else {
      return try transformed.fit(history)
    }
    return FittedTransformed(plain: try decomposed.fit(history), reason: nil)
  }
}
