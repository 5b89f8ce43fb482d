import Forecasting
import Statistics
import TemporalData
import Testing

@Suite("ForecastRequest")
struct ForecastRequestTests {
  private let history = TimeSeries.quarterly([4, 5, nil, 7])

  @Test("seed and key fix the paths, and nothing else does")
  func streams() throws {
    let request = ForecastRequest(model: LastValueModel(), horizon: 3, paths: 4, seed: 9)
    let first = try #require(request.answer(history, key: "a").value?.paths)
    _ = request.answer(history, key: "b")
    #expect(request.answer(history, key: "a").value?.paths == first)
    #expect(request.answer(history, key: "b").value?.paths != first)
    let other = ForecastRequest(model: LastValueModel(), horizon: 3, paths: 4, seed: 10)
    #expect(other.answer(history, key: "a").value?.paths != first)
    #expect(first.count == 4 && first.periods.count == 3)
  }

  @Test("no paths are made unless asked for, and a horizon below 1 counts as 1")
  func defaults() throws {
    let answer = try #require(
      ForecastRequest(model: LastValueModel(), horizon: 0, paths: -3).answer(history, key: "a")
        .value)
    #expect(answer.paths == nil && answer.forecast.distributions.count == 1)
    #expect(answer.forecast.means == [7] && answer.summary.observations == 3)
  }

  @Test("a refusal, a fallback and an answer are told apart with their reasons")
  func outcomes() {
    let refused = ForecastRequest(
      model: RefusingModel(error: .missingValues(count: 2)), horizon: 1
    ).answer(history, key: "a")
    #expect(refused.status == "refused" && refused.value == nil)
    #expect(
      refused.reason == "the model needs a history without gaps but 2 periods have no value")
    let fallen = ForecastRequest(
      model: ConstantModel(name: "naive", mean: 1, reason: "short"), horizon: 1
    ).answer(history, key: "a")
    #expect(fallen.status == "fallback" && fallen.reason == "short" && fallen.value != nil)
    let fine = ForecastRequest(model: LastValueModel(), horizon: 1).answer(history, key: "a")
    #expect(fine.status == "ok" && fine.reason == nil)
  }

  @Test("every model error is one line with what was needed and found")
  func errorTexts() {
    let texts = [
      ModelError.tooFewObservations(needed: 1, found: 0):
        "the model needs 1 observation but the series has 0",
      .tooFewObservations(needed: 24, found: 17):
        "the model needs 24 observations but the series has 17",
      .nonPositiveValue(at: Period(.month, ordinal: 0)):
        "the model needs positive values but the value of 1970-01-01 is not",
      .didNotConverge(iterations: 300): "no finite fit was found in 300 iterations",
    ]
    for (error, text) in texts { #expect(error.description == text) }
    #expect(
      SpecificationError.outOfRange(parameter: "level", value: 1.5, allowed: "0...1").description
        == "level is 1.5 but must be 0 to 1")
    #expect(
      SpecificationError.outOfRange(parameter: "d", value: 3, allowed: "0...2").description
        == "d is 3 but must be 0 to 2")
    #expect(
      SpecificationError.unknownModel("etz", known: ["ets", "theta"]).description
        == "there is no model 'etz'; models are ets, theta")
  }

  @Test("huge values stay inside the range of numbers")
  func hugeValues() throws {
    let request = ForecastRequest(
      model: ConstantModel(name: "huge", mean: 1e308, deviation: 1e308), horizon: 2)
    let outcome = request.answer(history, key: "a")
    #expect(outcome.value?.forecast.isFinite == true || outcome.status == "refused")
  }
}
