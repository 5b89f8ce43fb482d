import Forecasting
import TemporalData

/// Complex exponential smoothing in one of its four forms.
///
/// The level ℓ and the information potential c, what the errors have said that the level does not
/// show, are the two parts of one smoothed complex number. With the error `e = y − f`
///
///     ℓ' = ℓ − (1 − α₁) c + (α₀ − α₁) e        c' = ℓ + (1 − α₀) c + (α₀ + α₁) e
///
/// One step ahead the value is `f = ℓ` without a season (N). In the simple form (S) each slot of the
/// season has a complex number of its own and `f = ℓ[t−m]`; the partial form (P) adds one amount per
/// slot, `f = ℓ + s[t−m]` with `s' = s + β₀ e`; the full form (F) a complex number per slot,
/// `f = ℓ + ℓ₁[t−m]`, smoothed by β₀ and β₁ as above. No trend has to be chosen: α₁ says whether the
/// level is kept (1), dies away or grows.
///
/// | Parameter | Default | Meaning | Range |
/// |---|---|---|---|
/// | `form` | | what repeats | none, simple, partial, full |
/// | `seasonLength` | | slots per season | 1…400; 1 only for none |
///
/// The states at the start are found by backcasting: a pass forward from a crude start, one backward
/// from where it ended, and the pass that counts from where that ended. Missing values move
/// the states on without an error. With fewer observations than parameters plus two, fewer slots than
/// two seasons, or if every value is the same, the answer is `Naive`, with a reason.
/// O(iterations × n).
///
/// Reference: I. Svetunkov, N. Kourentzes, K. Ord, *Complex exponential smoothing*, Naval Res.
/// Logist. 69 (2022), doi:10.1002/nav.22074.
public struct CES: ForecastModel, Hashable {
  /// What repeats.
  public enum Form: String, Hashable, Sendable, CaseIterable {
    /// Nothing.
    case none = "N"
    /// Every slot of the season is a series of its own, smoothed by the same weights.
    case simple = "S"
    /// One amount per slot of the season.
    case partial = "P"
    /// A complex number per slot of the season.
    case full = "F"
  }

  /// What repeats.
  public let form: Form
  /// Slots per season; 1 for none.
  public let seasonLength: Int

  /// A form with its season length.
  ///
  /// - Throws: `SpecificationError.outOfRange` for a season length outside 2…400 in a form with a
  ///   season.
  public init(_ form: Form, seasonLength: Int = 1) throws(SpecificationError) {
    guard form == .none || (2...ETS.maximumSeason).contains(seasonLength) else {
      throw .outOfRange(
        parameter: "season length", value: Double(seasonLength),
        allowed: "2...\(ETS.maximumSeason)")
    }
    self.init(unchecked: form, seasonLength)
  }

  /// A form whose season length is known to be valid.
  init(unchecked form: Form, _ seasonLength: Int) {
    self.form = form
    self.seasonLength = form == .none ? 1 : seasonLength
  }

  /// The name by its form, such as `CES(P)`.
  public var name: String { "CES(\(form.rawValue))" }

  /// Estimates the weights, or falls back to `Naive` with the reason.
  public func fit(_ history: TimeSeries) throws(ModelError) -> FittedOrNaive<FittedCES> {
    if history.isConstant { return .naive(try Naive().fitConstant(history)) }
    let prepared = SmoothingHistory(history)
    if history.observedCount > 0 && !coversSeasons(prepared) {
      return .naive(
        try FittedNaive(
          name: "Naive", history, lag: 1, withDrift: false,
          reason: "\(name) needs two seasons of \(seasonLength) slots, the history has "
            + "\(prepared.scaled.count)"))
    }
    guard let fitted = fit(prepared) else {
      return .naive(try Naive().fit(history, insteadOf: name))
    }
    return .fitted(fitted)
  }

  /// The number of states at the start that are free to fit the history.
  var stateCount: Int {
    switch form {
    case .none: 2
    case .simple: seasonLength
    case .partial, .full: seasonLength + 1
    }
  }

  /// Whether a history is long enough: two seasons, and two observations more than parameters.
  func isCarried(by history: SmoothingHistory) -> Bool {
    history.observedCount > form.parameterCount + 1 && coversSeasons(history)
  }

  /// Whether a history spans the two seasons that a form with a season needs.
  private func coversSeasons(_ history: SmoothingHistory) -> Bool {
    form == .none || history.scaled.count >= 2 * seasonLength
  }
}

extension CES.Form {
  /// The number of estimated weights.
  var weightCount: Int {
    switch self {
    case .none, .simple: 2
    case .partial: 3
    case .full: 4
    }
  }

  /// The number of weights, the error's variance included.
  var parameterCount: Int { weightCount + 1 }
}

extension CES {
  /// The form that a name such as `CES(P)` stands for; nil if it is not of that shape.
  ///
  /// - Throws: `SpecificationError` for a seasonal form without a season.
  init?(named name: String, seasonLength: Int) throws(SpecificationError) {
    let letters = name.uppercased().filter { $0 != " " }
    guard letters.hasPrefix("CES("), letters.hasSuffix(")"),
      let form = Form(rawValue: String(letters.dropFirst(4).dropLast()))
    else { return nil }
    if form != .none && seasonLength < 2 {
      throw .notAllowed("\(name) needs a season, but the season length is \(seasonLength)")
    }
    try self.init(form, seasonLength: seasonLength)
  }
}
