import Forecasting
import TemporalData
import Testing
import _TestSupport

@testable import ForecastModels

@Suite("ModelCatalog")
struct ModelCatalogTests {
  @Test("every listed name is a model, in any case")
  func names() throws {
    for name in ModelCatalog.names {
      for season in [1, 12] {
        let model = try ModelCatalog.model(named: name, seasonLength: season)
        let upper = try ModelCatalog.model(named: name.uppercased(), seasonLength: season)
        #expect(model.name == upper.name)
      }
    }
  }

  @Test("a full name gives the form of that name")
  func fullNames() throws {
    for noise in ["A", "M"] {
      for trend in ["N", "A", "Ad"] {
        for season in ["N", "A", "M"] {
          let name = "ETS(\(noise),\(trend),\(season))"
          #expect(try ModelCatalog.model(named: name, seasonLength: 4).name == name)
          #expect(try ModelCatalog.model(named: name.lowercased(), seasonLength: 4).name == name)
        }
      }
    }
  }

  @Test(
    "a name as results print it is the model of that name",
    arguments: [
      ("SeasonalNaive", "seasonal-naive"), ("DynamicOptimizedTheta", "dynamic-optimized-theta"),
      ("NegativeBinomial", "negative-binomial"), ("AutoTheta", "theta"), ("Renewal", "renewal"),
      ("SparseDemand", "sparse"), ("Sparse", "sparse"), ("TSB", "tsb"), ("Drift", "drift"),
    ])
  func printed(name: String, known: String) throws {
    #expect(ModelCatalog.names.contains(known))
    let model = try ModelCatalog.model(named: name, seasonLength: 4)
    #expect(model.name == (try ModelCatalog.model(named: known, seasonLength: 4).name))
  }

  @Test(
    "what only auto makes is refused as that",
    arguments: ["ETS(A,N,N) + Theta", "PeerRamp", "BetaBinomial", "logit(ShortMean)"])
  func madeByAuto(name: String) {
    #expect(throws: SpecificationError.madeByAuto(name)) {
      try ModelCatalog.model(named: name, seasonLength: 4)
    }
  }

  @Test("unknown names are refused with the known ones, a season without slots with its length")
  func refusals() {
    for name in ["", "etz", "ETS(A,A)", "ETS(A,M,N)", "ETS(X,N,N)", "ETS(A,N,N", "ETS()"] {
      #expect(throws: SpecificationError.self, "\(name)") {
        try ModelCatalog.model(named: name, seasonLength: 4)
      }
    }
    #expect(
      throws: SpecificationError.notAllowed(
        "ETS(A,N,A) needs a season, but the season length is 1")
    ) { try ModelCatalog.model(named: "ETS(A,N,A)", seasonLength: 1) }
    for name in ["ets", "theta", "auto", "seasonal-naive"] {
      #expect(throws: SpecificationError.self) {
        try ModelCatalog.model(named: name, seasonLength: 0)
      }
    }
  }

  @Test("ensemble mixes its members in equal parts")
  func ensemble() throws {
    let fitted = try ModelCatalog.ensemble(seasonLength: 4).fit(.quarterly(seasonalValues(30)))
    #expect(fitted.members.count == 4)
    let means = fitted.members.map { $0.forecast(horizon: 3).means }
    let middle = (0..<3).map { step in means.reduce(0) { $0 + $1[step] / 4 } }
    expectClose(fitted.forecast(horizon: 3).means, middle, relative: 1e-12)
  }

  @Test("auto pools members of five kinds")
  func auto() throws {
    let fitted = try ModelCatalog.auto(seasonLength: 4).fit(.quarterly(seasonalValues(30)))
    let account = try #require(fitted.account(horizon: 3))
    #expect(account.members.count == 5)
    expectClose(account.members.reduce(0) { $0 + $1.weight }, 1, absolute: 1e-12)
  }
}
