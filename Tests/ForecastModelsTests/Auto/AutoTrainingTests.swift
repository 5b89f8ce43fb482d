import Forecasting
import TemporalData
import Testing

@testable import ForecastModels

@Suite("AutoTraining")
struct AutoTrainingTests {
  private static func history(_ values: [Double]) -> TimeSeries {
    TimeSeries(start: Period(.index, ordinal: 1), storage: values)
  }

  private static let steady: TimeSeries = {
    let values = (0..<48).map { slot -> Double in
      let season = 10 * (slot % 4)
      let noise = slot * 29 % 17
      return Double(100 + slot + season + noise)
    }
    return history(values)
  }()

  @Test("a sample holds what every member forecasts, and the features of the history")
  func sample() throws {
    let training = try AutoTraining(seasonLength: 4, horizon: 6)
    let sample = try #require(training.sample(Self.steady))
    #expect(training.memberNames == AutoParameters.of(seasonLength: 4)?.members)
    #expect(sample.observations == 48)
    #expect(sample.features == SeriesFeatures(Self.steady, seasonLength: 4).values)
    #expect(sample.features.count == AutoTraining.featureNames.count)
    #expect(sample.forecasts.count == training.memberNames.count)
    for (name, forecast) in zip(training.memberNames, sample.forecasts) {
      let model = try CleanedModel(
        ModelCatalog.model(named: name, seasonLength: 4), seasonLength: 4)
      let expected = try model.fit(Self.steady).forecast(horizon: 6).means
      #expect(forecast?.means == expected)
    }
  }

  @Test("the scale is the mean change over a season")
  func scale() throws {
    let values = Self.steady.storage
    let changes = (4..<48).map { slot -> Double in (values[slot] - values[slot - 4]).magnitude }
    let sample = try #require(try AutoTraining(seasonLength: 4, horizon: 3).sample(Self.steady))
    #expect((sample.scale - changes.reduce(0, +) / 44).magnitude < 1e-9)
  }

  @Test("other models can be tried as members, and an unknown one is refused")
  func otherMembers() throws {
    let training = try AutoTraining(seasonLength: 4, horizon: 3, members: ["naive", "drift"])
    let sample = try #require(training.sample(Self.steady))
    #expect(sample.forecasts.count == 2)
    #expect(throws: SpecificationError.self) {
      try AutoTraining(seasonLength: 4, horizon: 3, members: ["no such model"])
    }
    #expect(throws: SpecificationError.self) { try AutoTraining(seasonLength: 0, horizon: 3) }
    #expect(throws: SpecificationError.self) { try AutoTraining(seasonLength: 4, horizon: 0) }
  }

  @Test("histories that auto leaves to another model than the pool give no sample")
  func others() throws {
    let training = try AutoTraining(seasonLength: 4, horizon: 3)
    let demand = (0..<40).map { slot -> Double in slot % 9 == 4 ? 3 : 0 }
    for values in [[], [5], [1, 2, 3, 4, 5], [Double](repeating: 4, count: 30), demand] {
      #expect(training.sample(Self.history(values)) == nil)
    }
  }
}
