import Forecasting
import RealModule
import TemporalData

/// Weights of the members of `auto` from the features of a history, and from their errors where they
/// were tried on it.
///
///     wᵢ ∝ exp(Σⱼ featureⱼ·effectⱼᵢ) · (errorᵢ + scale/10)^−evidence
///
/// The effects were learned so that the pooled forecasts of many series are closest to what came, with a
/// penalty that holds them near equal weights. In the spirit of P. Montero-Manso, G. Athanasopoulos,
/// R. J. Hyndman, T. S. Talagala, *FFORMA: Feature-based forecast model averaging*, Int. J. Forecasting
/// 36 (2020), doi:10.1016/j.ijforecast.2019.02.011.
struct LearnedWeights: MemberWeighting {
  let parameters: AutoParameters
  let seasonLength: Int

  func weights(for history: TimeSeries, errors: [Double]?, scale: Double) -> [Double] {
    let features = SeriesFeatures(history, seasonLength: seasonLength)
    let scores = parameters.members.indices.map { member in
      zip(features.values, parameters.effects).reduce(0) { $0 + $1.0 * $1.1[member] }
        + evidence(member, errors, scale)
    }
    let highest = scores.max() ?? 0
    return scores.map { Double.exp($0 - highest) }
  }

  /// What a member's error adds to its score; one that could not be tried counts as the mean.
  private func evidence(_ member: Int, _ errors: [Double]?, _ scale: Double) -> Double {
    guard let errors, errors.indices.contains(member), errors[member].isFinite else { return 0 }
    let known = errors.filter(\.isFinite)
    let mean = known.reduce(0) { $0 + $1 / Double(known.count) }
    let least = scale / 10
    guard mean + least > 0 else { return 0 }
    return -parameters.evidence
      * Double.log(max((errors[member] + least) / (mean + least), 1e-3))
  }
}
