import TemporalData

extension FittedRanged {
  /// The base model's account; between two bounds with every number in the unit of the series.
  ///
  /// Members' means are the expected values that their logits lead to, values are taken back by the
  /// logistic function, changes by its slope at the last known logit. Errors of the past on the scale of logits say
  /// nothing in the unit of the series and are left to be measured there.
  public func account(horizon: Int) -> ModelAccount? {
    guard var account = base.account(horizon: horizon), case .share(let share) = scale else {
      return base.account(horizon: horizon)
    }
    let ahead = base.forecast(horizon: horizon).distributions
    let scales = scales(horizon: horizon)
    account.members = account.members.map { member in
      let means = zip(member.means, zip(ahead, scales)).map { mean, step in
        step.1.mean(mean, step.0, spread: step.0.standardDeviation)
      }
      return ModelAccount.Member(name: member.name, weight: member.weight, means: means)
    }
    let slope = share.place(of: ahead.first?.mean ?? 0).slope
    account.findings = account.findings.map { finding in
      switch finding {
      case .outlier, .levelShift, .shock: inUnit(finding)
      default: share.inUnit(finding, slope: slope)
      }
    }
    (account.windows, account.backtestError, account.naiveError) = (0, nil, nil)
    account.components = account.components.map { _ in components(horizon: horizon) }
    return account
  }
}

extension ShareScale {
  /// A finding about logits in the unit of the series.
  fileprivate func inUnit(_ finding: Finding, slope: Double) -> Finding {
    switch finding {
    case .trend(let change): .trend(perPeriod: change * slope)
    case .outlier(let period, let value, let expected):
      .outlier(at: period, value: place(of: value).value, expected: place(of: expected).value)
    case .levelShift(let period, let change): .levelShift(from: period, change: change * slope)
    case .shock(let periods, let change): .shock(periods, change: change * slope)
    case .season, .cadence, .intermittent, .silence, .shortHistory, .note: finding
    }
  }
}
