import Forecasting
import RealModule
import Statistics
import TemporalData

/// A smoothed share estimated from one series.
public struct FittedShareSmoothing: FittedModel {
  /// `BetaBinomial`.
  public let name = "BetaBinomial"
  /// The estimates; the likelihood is that of the counts.
  public let summary: FitSummary
  /// The share expected before each period.
  public let fittedValues: TimeSeries

  private let law: BetaBinomialFilter.Law
  private let level: RateStrength
  private let upper: Double
  private let denominators: DenominatorOutlook?
  /// What stands for the denominators ahead if nobody forecasts them.
  private let usual: Double
  private let slots: Int

  init(
    _ filter: BetaBinomialFilter, _ law: BetaBinomialFilter.Law, parameters: Double,
    upper: Double, denominators: DenominatorOutlook?
  ) {
    let end = filter.run(law, keepsRates: true)
    let history = filter.history
    (self.law, level, self.upper, self.denominators) = (law, end.level, upper, denominators)
    slots = history.sizes.count
    usual = Quantile.ofSorted(history.sizes.filter { $0 > 0 }.suffix(12).sorted(), 0.5).rounded()
    fittedValues = TimeSeries(
      start: history.periods.start, storage: end.rates.map { $0 * upper })
    let squares = history.sizes.indices.reduce(0.0) {
      guard history.sizes[$1] > 0 else { return $0 }
      let error = upper * (history.parts[$1] / history.sizes[$1] - end.rates[$1])
      return $0 + error * error
    }
    let (n, k) = (Double(history.observations), parameters)
    summary = FitSummary(
      observations: history.observations,
      parameters: [
        .init("omega", law.discount), .init("kappa", law.steadiness),
        .init("rate", end.level.rate * upper), .init("strength", end.level.strength),
      ],
      logLikelihood: end.logLikelihood,
      correctedAIC: n > k + 1 ? 2 * (k * n / (n - k - 1) - end.logLikelihood) : nil,
      residualStandardDeviation: Double.sqrt(squares / n))
  }

  /// The rate of a period ahead, 0 the first, with its strength before any variation of its own.
  private func ahead(_ step: Int) -> RateStrength {
    let growth = 1 + Double(step) * (1 - law.discount) / law.discount
    let offset = law.season.isEmpty ? 0 : law.season[(slots + step) % law.season.count]
    return RateStrength(
      rate: BetaBinomialFilter.rate(level.rate, offset), strength: level.strength / growth)
  }

  private func sizes(horizon: Int) -> [DenominatorOutlook.Step] {
    denominators?.steps(horizon: horizon)
      ?? [DenominatorOutlook.Step](
        repeating: .init(sizes: [usual], weights: [1]), count: horizon)
  }

  /// Beta-binomial shares of the denominators expected.
  public func forecast(horizon: Int) -> Forecast {
    let distributions = sizes(horizon: horizon).enumerated().map { step, sizes in
      let rate = ahead(step)
      let strength = BetaBinomialFilter.joint(rate.strength, law.steadiness)
      return BetaBinomialShare(rate: rate.rate, strength: strength).distribution(
        of: sizes, upper: upper)
    }
    return Forecast(model: name, start: fittedValues.end, distributions: distributions)
  }

  /// The level, and what the season makes of it.
  public func components(horizon: Int) -> ForecastComponents {
    let means = forecast(horizon: horizon).means
    guard !law.season.isEmpty else { return ForecastComponents(level: means) }
    let levels = means.map { _ in level.rate * upper }
    return ForecastComponents(
      level: levels, trend: means.map { _ in 0 }, season: zip(means, levels).map { $0 - $1 },
      effects: means.map { _ in 0 })
  }

  /// Why the interval is as wide as it is: how many cases a value is made of, and how well the rate is
  /// known.
  public func account(horizon: Int) -> ModelAccount? {
    let sizes = sizes(horizon: horizon)
    guard let size = sizes.first?.effective, horizon > 0 else { return ModelAccount() }
    let rate = ahead(0).rate
    let chance = Double.sqrt(rate * (1 - rate) / max(1, size))
    let cases = size < 1.5 ? "1 case" : "about \(whole(size)) cases"
    var reasons = [
      "a value ahead is a share of \(cases): by chance alone it is off by \(tenth(chance * 100)) points "
        + "of 100 as a rule, even if the rate was known exactly"
    ]
    let strengths = [0, horizon - 1].map { whole(max(1, ahead($0).strength)) }
    var known = "the rate itself is known as well as from \(strengths[0]) cases of the same time"
    if strengths[1] < strengths[0] { known += ", \(horizon) periods ahead as from \(strengths[1])" }
    reasons.append(known)
    if law.steadiness < 10 * size {
      reasons.append("rates of single periods differ by more than chance explains")
    }
    return ModelAccount(intervalReasons: reasons)
  }

  private func whole(_ value: Double) -> Int { Int(min(value.rounded(), 1e9)) }

  /// A percentage with one decimal.
  private func tenth(_ value: Double) -> String {
    let tenths = whole(value * 10)
    return "\(tenths / 10).\(tenths % 10)"
  }

  /// Paths of a rate that moves on the scale of logits, and of shares drawn around it.
  public func simulate(
    horizon: Int, paths: Int, using generator: inout some RandomNumberGenerator
  ) -> SamplePaths {
    let sizes = sizes(horizon: horizon)
    let rate = min(max(level.rate, 1e-9), 1 - 1e-9)
    let growth = (1 - law.discount) / (law.discount * level.strength * rate * (1 - rate))
    let change = Double.sqrt(min(growth, 1))
    return SamplePaths(from: fittedValues.end, horizon: horizon, paths: paths) { values in
      var current = generator.rate(level)
      for step in 0..<horizon {
        if step > 0 {
          current = BetaBinomialFilter.rate(current, change * generator.normal())
        }
        let offset = law.season.isEmpty ? 0 : law.season[(slots + step) % law.season.count]
        var share = BetaBinomialFilter.rate(current, offset)
        if law.steadiness < .infinity {
          share = generator.rate(.init(rate: share, strength: law.steadiness))
        }
        let size = sizes[step].drawn(generator.uniform())
        let part = generator.binomial(trials: Int(size.rounded()), probability: share)
        values.append(upper * Double(part) / size.rounded())
      }
    }
  }
}
