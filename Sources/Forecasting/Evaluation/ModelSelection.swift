import TemporalData

/// Several models of which the one with the smallest error on the past is used.
///
/// Each candidate is scored by the backtest's windows; the smallest mean absolute error wins, the
/// earlier candidate on a tie. Where no window can be scored, the first candidate that can be
/// fitted is used and the summary says so. O(candidates × windows × cost of a fit).
///
/// R. J. Hyndman, G. Athanasopoulos, *Forecasting: Principles and Practice*, 3rd ed. (2021),
/// section 5.10.
public struct ModelSelection: ForecastModel {
  /// The name of the selection.
  public let name: String
  /// The models to choose from, the preferred one first.
  public let candidates: [any ForecastModel]
  /// The windows on which they are compared.
  public let backtest: Backtest

  /// A choice among at least one candidate.
  ///
  /// - Throws: `SpecificationError.notAllowed` without candidates.
  public init(
    name: String, candidates: [any ForecastModel], by backtest: Backtest
  ) throws(SpecificationError) {
    guard !candidates.isEmpty else { throw .notAllowed("a selection needs at least one candidate") }
    (self.name, self.candidates, self.backtest) = (name, candidates, backtest)
  }

  /// Scores the candidates and fits the best one to the whole history.
  public func fit(_ history: TimeSeries) throws(ModelError) -> FittedSelection {
    var failure = ModelError.tooFewObservations(needed: 1, found: history.observedCount)
    for candidate in ranked(on: history) {
      do {
        return FittedSelection(try candidate.model.fitAny(history), isScored: candidate.isScored)
      } catch {
        failure = error
      }
    }
    throw failure
  }

  /// The candidates by their errors, those without a score last, each group in the order given.
  private func ranked(
    on history: TimeSeries
  ) -> [(model: any ForecastModel, isScored: Bool)] {
    let errors = candidates.map { candidate in
      backtest.evaluate(candidate, on: history).value?.meanAbsoluteError
    }
    let order = candidates.indices.sorted {
      let (a, b) = (errors[$0] ?? .infinity, errors[$1] ?? .infinity)
      return a == b ? $0 < $1 : a < b
    }
    return order.map { (candidates[$0], errors[$0] != nil) }
  }
}

/// The candidate that a selection chose, fitted to the whole history.
public struct FittedSelection: FittedModel {
  /// The fitted candidate.
  public let chosen: any FittedModel
  /// The candidate's estimates; with a reason if no window could be scored.
  public let summary: FitSummary

  init(_ chosen: any FittedModel, isScored: Bool) {
    self.chosen = chosen
    let own = chosen.summary
    summary = FitSummary(
      observations: own.observations, parameters: own.parameters,
      logLikelihood: own.logLikelihood, correctedAIC: own.correctedAIC,
      residualStandardDeviation: own.residualStandardDeviation,
      fallbackReason: own.fallbackReason
        ?? (isScored ? nil : "the history is too short to compare models on"))
  }

  /// The name of the chosen model.
  public var name: String { chosen.name }
  /// One-step-ahead means of the chosen model.
  public var fittedValues: TimeSeries { chosen.fittedValues }
  /// The forecast of the chosen model.
  public func forecast(horizon: Int) -> Forecast { chosen.forecast(horizon: horizon) }
  /// The parts of the chosen model's means.
  public func components(horizon: Int) -> ForecastComponents {
    chosen.components(horizon: horizon)
  }
  /// What the chosen model found.
  public var findings: [Finding] { chosen.findings }
  /// The account of the chosen model.
  public func account(horizon: Int) -> ModelAccount? { chosen.account(horizon: horizon) }
  /// Paths of the chosen model.
  public func simulate(
    horizon: Int, paths: Int, using generator: inout some RandomNumberGenerator
  ) -> SamplePaths {
    chosen.simulate(horizon: horizon, paths: paths, using: &generator)
  }
}
