import TemporalData

/// How the members of a combination did on the last periods of a history, each fitted to what came
/// before them.
struct MemberTrial: Sendable {
  /// Each member's mean absolute error; NaN for a member that could not be fitted.
  let errors: [Double]

  /// A trial on the last `window` periods; nil if no value of them was observed.
  init?(_ members: [any ForecastModel], on history: TimeSeries, window: Int) {
    let known = history.prefix(history.count - window)
    let actual = Array(history.storage.suffix(window))
    guard known.observedCount > 0, actual.contains(where: { !$0.isNaN }) else { return nil }
    errors = members.map { member in
      let means = (try? member.fitAny(known))?.forecast(horizon: window).means ?? []
      return PointAccuracy.meanAbsoluteError(actual, means) ?? .nan
    }
  }
}
