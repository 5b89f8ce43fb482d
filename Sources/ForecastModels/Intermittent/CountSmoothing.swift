import Forecasting
import TemporalData

/// A count whose mean is smoothed: negative binomial around a mean that moves with the counts.
///
///     y[t] ~ NB(mean μ[t], variance κ μ[t]),   κ > 1
///     static     μ[t+1] = μ
///     undamped   μ[t+1] = μ[t] + α (y[t] − μ[t])
///     damped     μ[t+1] = (1 − ρ) μ + (ρ − α) μ[t] + α y[t],   0 ≤ α ≤ ρ < 1
///
/// Weights and κ by maximum likelihood; of the three forms the one with the smallest corrected
/// Akaike criterion, unless one is asked for. μ is the mean of the history, and the start.
///
/// Mean and variance some steps ahead follow exactly from a recursion; the distribution is the
/// negative binomial one with both.
///
/// | Name | Default | Meaning | Range |
/// |---|---|---|---|
/// | `form` | `nil`: chosen | how the mean moves | static, undamped, damped |
///
/// Complexity: O(300 n).
///
/// R. D. Snyder, J. K. Ord, A. Beaumont, *Forecasting the intermittent demand for slow-moving
/// inventories: a modelling approach*, Int. J. Forecasting 28 (2012),
/// doi:10.1016/j.ijforecast.2011.03.009.
public struct CountSmoothing: ForecastModel, Hashable {
  /// How the mean moves.
  public enum Form: String, Hashable, Sendable, CaseIterable {
    /// It does not.
    case `static`
    /// It follows the counts, and stays where they leave it.
    case undamped
    /// It follows the counts and returns to the mean of the history.
    case damped
  }

  /// The form; nil to choose by the corrected Akaike criterion.
  public let form: Form?

  /// The model in one form, or in the best of all.
  public init(_ form: Form? = nil) { self.form = form }

  /// `NegativeBinomial`, with the form in brackets if it is given.
  public var name: String { form.map { "NegativeBinomial(\($0))" } ?? "NegativeBinomial" }

  /// Estimates the model; a history of amounts is answered by `Hurdle`, with the reason.
  ///
  /// - Throws: `ModelError.tooFewObservations` without any observation.
  public func fit(_ history: TimeSeries) throws(ModelError) -> FittedIntermittent {
    let demand = DemandHistory(history)
    if let simpler = try demand.simplerAnswer(insteadOf: name) { return simpler }
    guard demand.isCount else {
      return try Hurdle().fit(
        history,
        insteadOf: "not every value is a whole number up to a million: occurrence and size"
          + " are modelled instead of a count")
    }
    var likelihood = CountLikelihood(demand.values)
    var best: CountEstimate?
    for form in form.map({ [$0] }) ?? Form.allCases {
      let found = likelihood.maximize(form)
      if found.criterion < best?.criterion ?? .infinity || best == nil { best = found }
    }
    return .counts(FittedCountSmoothing(demand, best ?? likelihood.maximize(.static)))
  }
}
