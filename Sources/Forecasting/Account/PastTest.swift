import TemporalData

/// How well a model did on the last windows of a history, beside a reference and its own members.
///
/// Up to three windows of the horizon asked for, one after the other, as far as the history allows;
/// a short history has fewer and shorter ones. The model is fitted on at least two seasons where there
/// are three, otherwise on half of the history up to ten values, and on three at least.
struct PastTest {
  /// What came of the windows.
  struct Result {
    let scores: BacktestScores
    let referenceError: Double?
    /// The mean absolute error of every member, by its family.
    let memberErrors: [String: Double]
  }

  /// The fewest slots of history that a window leaves to fit on.
  static func fewest(of count: Int, seasonLength: Int) -> Int {
    let seasons = count / 3 >= seasonLength ? 2 * seasonLength : 0
    return max(seasons, min(10, count / 2), 3)
  }

  /// The windows for a history of this many slots; nil if there is room for none.
  static func plan(of count: Int, horizon: Int, seasonLength: Int) -> Backtest? {
    let room = count - fewest(of: count, seasonLength: seasonLength)
    guard room >= 1 else { return nil }
    let length = max(1, min(horizon, room > 3 ? room / 2 : 1))
    let windows = min(3, 1 + (room - length))
    let step = windows > 1 ? max(1, min(length, (room - length) / (windows - 1))) : 1
    return try? Backtest(
      horizon: length, windows: windows, step: step, seasonLength: seasonLength)
  }

  /// The slots at the end of a history of this many that the windows cover; 0 without a window.
  static func span(of count: Int, horizon: Int, seasonLength: Int) -> Int {
    guard let plan = plan(of: count, horizon: horizon, seasonLength: seasonLength) else { return 0 }
    return plan.horizon + (plan.windows - 1) * plan.step
  }

  let plan: Backtest
  let model: any ForecastModel
  let reference: (any ForecastModel)?

  /// Scores every window that can be scored; a reason in words if none can.
  func run(_ history: TimeSeries) -> Swift.Result<Result, Untested> {
    var (pool, other, members) = (
      ScorePool(horizon: plan.horizon, levels: plan.levels), ErrorSum(), [String: ErrorSum]()
    )
    var reason: String?
    for origin in plan.origins(of: history.count) {
      let known = history.prefix(origin)
      let actual = Array(history.storage[origin..<origin + plan.horizon])
      do {
        let fitted = try model.fitAny(known)
        let forecast = fitted.forecast(horizon: plan.horizon)
        guard forecast.fault == nil else {
          reason = forecast.fault
          continue
        }
        let peer = try? reference?.fitAny(known).forecast(horizon: plan.horizon)
        pool.add(actual, forecast, peer: peer, scale: nil)
        other.add(actual, peer?.means)
        for member in fitted.account(horizon: plan.horizon)?.members ?? [] {
          members[member.family, default: ErrorSum()].add(actual, member.means)
        }
      } catch {
        reason = "\(error)"
      }
    }
    guard let scores = pool.scores else {
      return .failure(Untested(reason: reason ?? "nothing was observed in the last periods"))
    }
    return .success(
      Result(
        scores: scores, referenceError: other.mean(of: scores.windows),
        memberErrors: members.compactMapValues { $0.mean(of: scores.windows) }))
  }

  /// Why no window could be scored.
  struct Untested: Error { let reason: String }
}

/// The mean absolute errors of windows, gathered.
private struct ErrorSum {
  private var errors: [Double] = []

  mutating func add(_ actual: [Double], _ means: [Double]?) {
    guard let means, let error = PointAccuracy.meanAbsoluteError(actual, means) else { return }
    errors.append(error)
  }

  /// The mean over this many windows; nil if one is missing.
  func mean(of windows: Int) -> Double? {
    guard errors.count == windows, windows > 0 else { return nil }
    let mean = errors.reduce(0) { $0 + $1 / Double(windows) }
    return mean.isFinite ? mean : nil
  }
}

extension ModelAccount.Member {
  /// What a member is called whatever form or scale a search finds: the first word of its name that is
  /// not that of a transformation, such as `MSTL` of `BoxCox(MSTL(12)+ETS(A,N,N))`.
  var family: String {
    let words = name.split(whereSeparator: { !$0.isLetter }).map(String.init)
    return words.first { $0.count > 2 && !Self.transformations.contains($0) } ?? name
  }

  private static let transformations: Set = ["BoxCox", "log", "logit", "sqrt"]
}
