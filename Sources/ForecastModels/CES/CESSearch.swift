import Forecasting
import TemporalData

/// The form of complex exponential smoothing with the smallest corrected Akaike criterion.
///
/// Forms with a season are tried from two whole seasons on. With fewer than five observations, or if
/// every value is the same, the answer is `Naive`, with a reason.
///
/// Reference: I. Svetunkov, N. Kourentzes, K. Ord, *Complex exponential smoothing*, Naval Res.
/// Logist. 69 (2022), doi:10.1002/nav.22074.
public struct CESSearch: ForecastModel, Hashable {
  /// Slots per season; 1 for none.
  public let seasonLength: Int

  /// A search with this season length, 1 or more; above 400 seasonal forms are not tried.
  public init(seasonLength: Int) throws(SpecificationError) {
    guard seasonLength >= 1 else {
      throw .outOfRange(parameter: "season length", value: Double(seasonLength), allowed: "1...")
    }
    self.seasonLength = seasonLength
  }

  /// `CES`, as the search is named on the command line.
  public var name: String { "CES" }

  /// Fits every form and keeps the best.
  public func fit(_ history: TimeSeries) throws(ModelError) -> FittedOrNaive<FittedCES> {
    if history.isConstant { return .naive(try Naive().fitConstant(history)) }
    let prepared = SmoothingHistory(history)
    var best: FittedCES?
    for form in CES.Form.allCases where form == .none || hasSeason {
      guard let fitted = CES(unchecked: form, seasonLength).fit(prepared),
        let criterion = fitted.summary.correctedAIC
      else { continue }
      if criterion < (best?.summary.correctedAIC ?? .infinity) { best = fitted }
    }
    if let best { return .fitted(best) }
    return .naive(try Naive().fit(history, insteadOf: "complex exponential smoothing"))
  }

  private var hasSeason: Bool { seasonLength > 1 && seasonLength <= ETS.maximumSeason }
}
