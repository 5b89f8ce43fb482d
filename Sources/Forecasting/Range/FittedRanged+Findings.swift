import TemporalData

extension FittedRanged {
  /// A finding of the base model in the unit of the series.
  ///
  /// Between two bounds the base model sees logits: a value is the one observed, and a change is taken
  /// at the level that it led to.
  func inUnit(_ finding: Finding) -> Finding {
    guard case .share(let scale) = scale else { return finding }
    switch finding {
    case .outlier(let period, let value, let expected):
      return .outlier(
        at: period, value: history[period] ?? scale.value(ofLogit: value),
        expected: scale.value(ofLogit: expected))
    case .levelShift(let period, let change):
      return .levelShift(from: period, change: scale.change(change, to: base.fittedValues[period]))
    case .shock(let periods, let change):
      let logits = scale.forward(history)
      let observed = periods.compactMap { logits[$0] }
      let mean = observed.reduce(0) { $0 + $1 / Double(observed.count) }
      return .shock(periods, change: scale.change(change, to: mean))
    case .trend, .season, .cadence, .intermittent, .silence, .shortHistory, .note: return finding
    }
  }
}

extension ShareScale {
  /// A change of the logit in the unit of the series, where it led to this logit.
  fileprivate func change(_ change: Double, to logit: Double?) -> Double {
    let end = logit ?? change / 2
    return value(ofLogit: end) - value(ofLogit: end - change)
  }
}
