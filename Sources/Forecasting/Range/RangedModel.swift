import TemporalData

/// A model whose forecasts never leave the range of values that a quantity can take.
///
/// No forecast is cut off at a bound: a value that can only be 0 or more is mapped to the real line, and
/// so is the forecast on the way back.
///
/// | Range | The base model sees | A forecast is |
/// |---|---|---|
/// | any | the history | the base model's |
/// | one bound | the history | the base model's, where no mass lies beyond the bound; else linked by a smooth map above (below) it that keeps a mean inside the range |
/// | two bounds | scaled logits of the history | linked by the logistic function |
/// | whole numbers | as above | a negative binomial number, or the nearest whole number |
///
/// Shares of whole numbers with a known denominator are transformed by the empirical logit
/// log((x + ½)/(n − x + ½)), which knows 0 of n and n of n, and their forecasts are shares of whole
/// numbers with the expected denominator ahead, sampling error included. Without denominators a history
/// with values on a bound is treated likewise, with steps as wide as the smallest distance of another
/// value to a bound, but no sampling error.
///
/// | Name | Default | Meaning | Range |
/// |---|---|---|---|
/// | `range` | | what the quantity can be | |
/// | `exposure` | nil | the denominator of every value of a share | above 0 |
/// | `denominators` | nil | those ahead; nil for the median of the last twelve | |
///
/// Throws `ModelError.outOfRange` for a history with a value outside of the range, and what the base
/// model throws. The cost is that of the base model and about 10 µs per period ahead.
///
/// References: J. J. Gart, J. R. Zweifel, *On the bias of various estimators of the logit and its
/// variance*, Biometrika 54 (1967), 181–187, https://doi.org/10.1093/biomet/54.1-2.181; R. J. Hyndman,
/// G. Athanasopoulos, *Forecasting: Principles and Practice* (2021), section 13.3.
public struct RangedModel: ForecastModel {
  /// The model that is held in the range.
  public let base: any ForecastModel
  /// The values that the quantity can take.
  public let range: ValueRange
  /// The denominators of a share, by period; nil where there are none.
  public let exposure: TimeSeries?
  /// What to expect of the denominators ahead; nil for ones like the last twelve.
  public let denominators: DenominatorOutlook?

  /// A model held in a range.
  public init(
    _ base: any ForecastModel, range: ValueRange, exposure: TimeSeries? = nil,
    denominators: DenominatorOutlook? = nil
  ) {
    (self.base, self.range, self.exposure) = (base, range, exposure)
    self.denominators = denominators
  }

  /// A model held in the range of a series.
  public init(_ base: any ForecastModel, _ context: SeriesContext) {
    self.init(base, range: context.range, exposure: context.exposure)
  }

  /// The name of the base model, as the logit of it between two bounds.
  public var name: String {
    range.lower != nil && range.upper != nil ? "logit(\(base.name))" : base.name
  }

  /// Fits the base model on the scale of the range.
  public func fit(_ history: TimeSeries) throws(ModelError) -> FittedRanged {
    if let slot = history.storage.firstIndex(where: { !$0.isNaN && !range.contains($0) }) {
      throw .outOfRange(
        at: history.start.advanced(by: slot), value: history.storage[slot], range: range)
    }
    if let share = ShareScale(range, history: history, exposure: exposure) {
      let fitted = try base.fitAny(share.forward(history))
      return FittedRanged(
        fitted, .share(share), range: range, history: history, denominators: denominators)
    }
    let fitted = try base.fitAny(history)
    let scale = BoundScale(range, history: history).map(FittedRanged.Scale.bound)
    return FittedRanged(fitted, scale ?? .none, range: range, history: history)
  }

  /// A history on the scale on which the base model sees a quantity between two bounds; nil if it
  /// cannot be brought there.
  public static func onItsScale(
    _ history: TimeSeries, range: ValueRange, exposure: TimeSeries?
  ) -> TimeSeries? {
    ShareScale(range, history: history, exposure: exposure)?.forward(history)
  }
}
