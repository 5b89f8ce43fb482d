import TemporalData

extension ForecastRequest {
  /// The model's own account, completed by what any model can be asked.
  ///
  /// The history is looked at, and the model is tried on the past unless its account says how it did.
  /// A model without an account is the only member of its own.
  func account(of fitted: any FittedModel, _ history: TimeSeries) -> ModelAccount {
    var account = fitted.account(horizon: horizon) ?? ModelAccount()
    let seen = HistoryFindings(history, seasonLength: seasonLength)
    account.history = seen
    account.add(seen.findings)
    account.components = account.components ?? fitted.components(horizon: horizon)
    if account.members.isEmpty {
      account.members = [
        .init(name: fitted.name, weight: 1, means: fitted.forecast(horizon: horizon).means)
      ]
    }
    if account.backtestError == nil, account.untested == nil { test(&account, history.trimmed()) }
    return account
  }

  /// The periods at the end of a history of this many that an account tries the model on; 0 if it cannot.
  public static func testedPeriods(of count: Int, horizon: Int, seasonLength: Int) -> Int {
    PastTest.span(of: count, horizon: max(1, horizon), seasonLength: max(1, seasonLength))
  }

  /// Tries the model on the last windows of the history.
  private func test(_ account: inout ModelAccount, _ history: TimeSeries) {
    guard
      let plan = PastTest.plan(of: history.count, horizon: horizon, seasonLength: seasonLength)
    else {
      let verb = history.count == 1 ? "is" : "are"
      account.untested = "a test needs 4 periods of history, and there \(verb) \(history.count)"
      return
    }
    switch PastTest(plan: plan, model: pastModel ?? model, reference: reference).run(history) {
    case .failure(let untested): account.untested = untested.reason
    case .success(let result): account.take(result, horizon: plan.horizon)
    }
  }
}

extension ModelAccount {
  /// Adds findings of kinds that are not there yet.
  mutating func add(_ further: [Finding]) {
    for finding in further where !findings.contains(where: { $0.isAlike(finding) }) {
      findings.append(finding)
    }
  }

  /// Takes over what the windows of the past showed.
  mutating func take(_ result: PastTest.Result, horizon: Int) {
    windows = result.scores.windows
    testHorizon = horizon
    backtestError = result.scores.meanAbsoluteError
    naiveError = result.referenceError
    (coverage80, coverage95) = (
      result.scores.coverage(at: 0.8), result.scores.coverage(at: 0.95)
    )
    let families = members.map(\.family)
    for (place, family) in families.enumerated() {
      guard members[place].backtestError == nil else { continue }
      if members.count == 1 {
        members[place].backtestError = backtestError
      } else if families.count(where: { $0 == family }) == 1 {
        members[place].backtestError = result.memberErrors[family]
      }
    }
  }
}

extension Finding {
  /// Whether both say what the trend is, how rare demand is, or what the season of this length is.
  fileprivate func isAlike(_ other: Finding) -> Bool {
    switch (self, other) {
    case (.trend, .trend), (.intermittent, .intermittent): true
    case (.season(let length, _), .season(let other, _)): length == other
    default: false
    }
  }
}
