import Forecasting
import LinearAlgebra
import RealModule
import TemporalData
import Testing
import _TestSupport

@testable import ForecastModels

/// What statsmodels found for one series and form at given variances.
struct StructuralReference: Decodable, CustomTestStringConvertible {
  let series: String
  let trend: String
  let period: Int
  let variances: [Double]
  let loglik: Double
  let mean: [Double]
  let se: [Double]
  let level: [Double]
  let level_variance: [Double]

  var testDescription: String { "\(series), \(trend)" }

  struct File: Decodable { let cases: [StructuralReference] }

  static let all = (try? Reference.load("structural", as: File.self).cases) ?? []

  /// Every ninth value from the fifth on is missing, as in make.py.
  var values: [Double] {
    get throws {
      let history = try PeerReference(series).history.storage
      return history.enumerated().map { $0 % 9 == 4 ? .nan : $1 }
    }
  }

  var layout: StructuralLayout {
    let season = period > 1 ? StructuralModel.Season.dummy(period: period) : .none
    let trend: StructuralModel.Trend = trend == "level" ? .level : .linear
    return StructuralLayout(StructuralModel(unchecked: trend, season, .none), columnCount: 0)
  }

  var system: LinearGaussianSystem {
    layout.system(columns: []).with(noise: variances[0], variances: Array(variances.dropFirst()))
  }
}

@Suite("Structural models and statsmodels")
struct StructuralReferenceTests {
  @Test("there are forty cases on twenty series")
  func count() {
    #expect(StructuralReference.all.count == 40)
    #expect(Set(StructuralReference.all.map(\.series)).count == 20)
  }

  @Test(
    "at the same variances likelihood, smoothed level and forecasts agree to 1e-7",
    arguments: StructuralReference.all)
  func agreement(reference: StructuralReference) throws {
    let values = try reference.values
    var filter = KalmanFilter(reference.system)
    let result = filter.filtered(values)
    let found = try #require(result)
    // statsmodels counts ½ log 2π for the diffuse steps too.
    let diffuse = Double(reference.system.diffuseCount)
    expectClose(
      found.logLikelihood - 0.5 * diffuse * 1.8378770664093454836, reference.loglik,
      relative: 1e-8)
    var smoother = KalmanSmoother(reference.system)
    let smoothed = smoother.smooth(values, of: [[.state(0)]])
    let level = try #require(smoothed)[0]
    let unit = abs(reference.level[0])
    for (position, slot) in stride(from: 0, to: values.count, by: 10).enumerated() {
      expectClose(level.means[slot], reference.level[position], absolute: 1e-7 * unit)
      expectClose(level.variances[slot], reference.level_variance[position], relative: 1e-6)
    }
    let ahead = filter.filtered(values + [.nan, .nan, .nan])
    let predictions = try #require(ahead).predictions.suffix(3)
    expectClose(Array(predictions), reference.mean, absolute: 1e-7 * unit)
  }

  @Test("the maximum is not below StructTS's and statsmodels' on the gas and driver series")
  func maxima() throws {
    // statsmodels 0.15.0 fit of log10(UKgas): 165.0979 with ½ log 2π for five diffuse steps more;
    // of log(UKDriverDeaths): 171.7018 with thirteen.
    let gas = try PeerReference("UKgas").history.map { Double.log10($0) }
    let drivers = try PeerReference("UKDriverDeaths").history.map { Double.log($0) }
    let constant = 0.5 * 1.8378770664093454836
    let a = try StructuralModel(trend: .linear, season: .dummy(period: 4)).fit(gas)
    let b = try StructuralModel(trend: .linear, season: .dummy(period: 12)).fit(drivers)
    #expect(try #require(a.summary.logLikelihood) - 5 * constant > 165.0978)
    #expect(try #require(b.summary.logLikelihood) - 13 * constant > 171.7017)
  }
}
