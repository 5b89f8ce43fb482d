import Foundation
import TemporalData
import Testing
import _TestSupport

/// One `ets-<series>` folder: what R forecast and statsforecast found for one classic series.
struct PeerReference {
  /// The classic series of R's `datasets` package with a reference folder.
  static let names = [
    "AirPassengers", "BJsales", "JohnsonJohnson", "LakeHuron", "Nile", "UKDriverDeaths", "UKgas",
    "USAccDeaths", "WWWusage", "airmiles", "austres", "co2", "discoveries", "ldeaths", "lynxlog10",
    "nhtemp", "nottem", "presidents", "sunspotyear", "uspop",
  ]

  let name: String
  let history: TimeSeries
  let seasonLength: Int
  /// R's fits of fixed forms by their letters, such as `AAdN`.
  let forms: [String: PeerFit]
  /// The better log-likelihood of the two programs, by form.
  let bestLikelihoods: [String: Double]
  /// R's `thetaf`.
  let theta: PeerTheta
  /// statsforecast's `OptimizedTheta`.
  let optimizedTheta: PeerOptimizedTheta
  /// statsforecast's `DynamicTheta` and `DynamicOptimizedTheta`.
  let dynamicThetas: [PeerOptimizedTheta]

  init(_ name: String) throws {
    let folder = "ets-\(name)"
    let r = try Reference.load(folder, as: RFile.self)
    let data = try Data(
      contentsOf: References.folder(folder).appending(path: "statsforecast.json"))
    let other = try JSONDecoder().decode(Reference<StatsforecastFile>.self, from: data).content
    let rows = try String(
      contentsOf: References.folder(folder).appending(path: "input.csv"), encoding: .utf8
    ).split(separator: "\n").dropFirst()
    let values = try rows.map { try #require(Double($0.split(separator: ",")[2])) }
    self.name = name
    history = TimeSeries(start: Period(.index, ordinal: 1), storage: values)
    seasonLength = r.season_length
    forms = Dictionary(uniqueKeysWithValues: r.models.map { ($0.form, $0) })
    let pairs = r.models.map { ($0.form, $0.loglik) } + other.models.map { ($0.form, $0.loglik) }
    bestLikelihoods = Dictionary(
      pairs.compactMap { form, value in value.map { (form, $0) } }, uniquingKeysWith: max)
    theta = r.theta
    optimizedTheta = other.theta.OptimizedTheta
    dynamicThetas = [other.theta.DynamicTheta, other.theta.DynamicOptimizedTheta]
  }

  private struct RFile: Decodable {
    let season_length: Int
    let models: [PeerFit]
    let theta: PeerTheta
  }

  private struct StatsforecastFile: Decodable {
    struct Model: Decodable {
      let form: String
      let loglik: Double?
    }
    struct Thetas: Decodable {
      let OptimizedTheta: PeerOptimizedTheta
      let DynamicTheta: PeerOptimizedTheta
      let DynamicOptimizedTheta: PeerOptimizedTheta
    }
    let models: [Model]
    let theta: Thetas
  }
}

/// One fixed form as R estimated it; only `form` is there if R refused it.
struct PeerFit: Decodable {
  let form: String
  let loglik: Double?
  let aicc: Double?
  let parameter_count: Double?
  let parameters: [String: Double]?
  let initial_states: [String: Double]?
  let sigma2: Double?
  let mean: [Double]?
  let lo_80: [Double]?
  let hi_80: [Double]?
  let lo_95: [Double]?
  let hi_95: [Double]?
}

/// R's `thetaf`; `drift` is half the slope of the line.
struct PeerTheta: Decodable {
  let alpha: Double
  let drift: Double
  let mean: [Double]
}

/// A form of statsforecast's Theta with its own parameters.
struct PeerOptimizedTheta: Decodable {
  let mse: Double
  let mean: [Double]
  let parameters: [String: Double]
}
