import Forecasting
import Reporting

/// How many results there were of each status, and why some are missing or simpler.
struct OutcomeTally {
  private(set) var fine = 0
  private(set) var fallbacks = 0
  private(set) var refusals = 0
  private var reasons = ReasonCounts()

  /// Counts one result.
  mutating func add<Value>(_ outcome: SeriesOutcome<Value>) {
    switch outcome {
    case .ok: fine += 1
    case .fallback: fallbacks += 1
    case .refused: refusals += 1
    }
    if let reason = outcome.reason { reasons.add(reason) }
  }

  var total: Int { fine + fallbacks + refusals }

  /// The counts as members of the manifest.
  var members: [JSONValue.Member] {
    [
      .init("ok", .int(fine)), .init("fallback", .int(fallbacks)), .init("refused", .int(refusals)),
    ]
  }

  /// Says what came of the results; loudly if there is none.
  ///
  /// - Parameter briefly: whether a view has already said why.
  func tell(_ console: Console, noun: String, briefly: Bool) {
    guard fallbacks + refusals > 0 else { return }
    if !briefly {
      console.note(
        "\(Counted.grouped(total)) \(noun): \(Counted.grouped(fine)) ok, "
          + "\(Counted.grouped(fallbacks)) with a simpler answer, "
          + "\(Counted.grouped(refusals)) refused")
      for line in reasons.lines(limit: 5) { console.note("  " + TerminalText.sanitized(line)) }
    }
    if refusals == total {
      console.warn("there is no result: every one of \(Counted.grouped(total)) \(noun) was refused")
    }
  }

  /// Throws if some were refused and the user wants to know by the exit code.
  func enforce(strict: Bool) throws(CommandFailure) {
    guard strict, refusals > 0 else { return }
    throw CommandFailure(
      .someRefused,
      "error: \(Counted.grouped(refusals)) of \(Counted.grouped(total)) results were refused\n"
        + "  fix: see the column 'reason', or leave --strict out")
  }
}
