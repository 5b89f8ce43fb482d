import Forecasting

/// What the estimates of a model say, for those that can be said in a sentence.
struct EstimateWords: Sendable {
  let model: String
  let parameters: [FitSummary.Parameter]
  let amounts: AmountWords

  /// What was learned from the history, and what each regressor adds.
  var lines: [ExplanationLine] {
    let said = [smoothing].compactMap { $0 } + parameters.compactMap(sentence)
    return [
      said.isEmpty ? nil : ExplanationLine("learned", said.joined(separator: "; ")), effects,
    ].compactMap { $0 }
  }

  /// Where a surprise goes: the smoothing weights in one sentence.
  private var smoothing: String? {
    let parts = [("alpha", "level"), ("beta", "slope"), ("gamma", "season")]
    let weights = parts.compactMap { symbol, part in
      parameters.first { $0.name == symbol && (0...1).contains($0.value) }
        .map { (part: part, weight: $0.value) }
    }
    guard !weights.isEmpty else { return nil }
    let moved = weights.filter { $0.weight >= 0.005 }
    let still = weights.filter { $0.weight < 0.005 }.map(\.part)
    let verb = still.count == 1 ? "hardly follows" : "hardly follow"
    let fixed = still.isEmpty ? nil : "the \(Self.list(still)) \(verb) new values"
    let shares = moved.map { "\(AmountWords.percent($0.weight)) goes into the \($0.part)" }
    let follows = moved.isEmpty ? nil : "of each surprise, " + Self.list(shares)
    return [follows, fixed].compactMap { $0 }.joined(separator: "; ")
  }

  private func sentence(_ parameter: FitSummary.Parameter) -> String? {
    let value = parameter.value
    let percent = AmountWords.percent(value)
    switch parameter.name {
    case "phi" where value > 0 && value < 1:
      return "each \(amounts.period) keeps \(percent) of the growth of the one before"
    case "drift":
      return "the average change is \(amounts.signed(value)) a \(amounts.period)"
    case "probability" where (0...1).contains(value):
      return "a \(amounts.period) has some demand with a chance of \(percent)"
    case "size":
      return "a demand is \(amounts.fine(value)) on average"
    case "interval" where value >= 1:
      return "a demand comes every \(NumberStyle.decimals(1).text(value)) \(amounts.period)s"
    default:
      return nil
    }
  }

  /// What one unit of each regressor adds.
  private var effects: ExplanationLine? {
    guard model.hasPrefix("Regression") else { return nil }
    let named = parameters.filter { !Self.isTechnical($0.name) }
    guard !named.isEmpty else { return nil }
    let shown = named.prefix(8).map { "\($0.name) \(amounts.signed($0.value))" }
    let more = named.count > 8 ? ", and \(named.count - 8) more" : ""
    return .init(
      "effects",
      "what one of each adds to a \(amounts.period): " + shown.joined(separator: ", ") + more)
  }

  /// Whether a name is that of a coefficient without a meaning of its own.
  private static func isTechnical(_ name: String) -> Bool {
    let word = String(name.prefix { $0.isLetter })
    let rest = name.dropFirst(word.count)
    let symbols = [
      "alpha", "beta", "gamma", "phi", "mean", "drift", "lambda", "sigma", "intercept",
    ]
    if symbols.contains(word), rest.isEmpty || rest.hasPrefix("_") { return true }
    return ["ar", "ma", "sar", "sma", "l", "b", "s", "sin", "cos"].contains(word)
      && rest.first?.isNumber == true
  }

  /// `a`, `a and b`, `a, b and c`.
  static func list(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.last ?? "" }
    return words.dropLast().joined(separator: ", ") + " and " + last
  }
}
