import Foundation
import Testing

@Suite("Options without effect")
struct UnusedOptionTests {
  private let place: Workplace
  private let options = [
    "history.csv", "--kpi", "revenue", "--by", "partner_type", "--horizon", "3",
  ]

  init() throws {
    place = try Workplace([
      "history.csv": SampleHistory.partners,
      "none.csv": "date,event\n",
      "other.csv": "date,event,partner_type\n2024-05,fair,Nobody\n",
      "holidays.csv": "date,event,kind\n2024-05-01,labour day,holiday\n",
      "weekend.csv": "date,event,kind\n2024-05-04,fair,holiday\n",
    ])
  }

  @Test(
    "an option that has no effect is named once, with the reason",
    arguments: [
      (["--season-length", "12,8"], "of --season-length, 8 is not used by auto"),
      (["--model", "ets", "--season-length", "12,8,6"], "8, 6 is not used by ets"),
      (["--driver", "revenue:1"], "--driver revenue has no effect: a KPI does not drive itself"),
      (["--events", "none.csv"], "--events has no effect: none.csv has no rows"),
      (["--events", "other.csv"], "no row of other.csv concerns a series"),
      (["--events", "holidays.csv"], "holidays of --events have no effect without --calendar"),
      (["--events", "weekend.csv"], "its holidays all fall on weekends"),
      (["--fourier", "2", "--season-length", "1"], "--fourier has no effect"),
      (["--format", "table", "--components"], "the view shows no components"),
    ])
  func named(arguments: [String], text: String) throws {
    let result = try place.run(options + arguments)
    #expect(result.status == 0)
    let warnings = result.errors.split(separator: "\n").filter { $0.hasPrefix("warning: ") }
    #expect(warnings.filter { $0.contains(text) }.count == 1, "\(result.errors)")
    #expect(try place.run(options + arguments + ["-q"]).errors.isEmpty)
  }

  @Test(
    "an option that has an effect is not",
    arguments: [
      ["--model", "mstl", "--season-length", "12,8"],
      ["--fourier", "1", "--season-length", "12,8"],
      ["--model", "MSTL(12,8)"], ["--driver", "deals:1"], ["--fourier", "2"],
      ["--events", "holidays.csv", "--calendar"], ["--format", "csv", "--components"],
    ])
  func unnamed(arguments: [String]) throws {
    let result = try place.run(options + arguments)
    #expect(result.status == 0)
    #expect(!result.errors.contains("warning: "), "\(result.errors)")
  }

  @Test("a backtest says which of its models pass over a season, and that none is a regression")
  func backtest() throws {
    let arguments = ["--models", "naive,mstl", "--season-length", "12,8", "--driver", "deals:1"]
    let result = try place.run(["backtest"] + options + arguments + ["--windows", "1"])
    #expect(result.errors.contains("8 is not used by naive, which has one season; --models mstl"))
    #expect(result.errors.contains("only --models regression makes use of it"))
  }

  @Test(
    "a wrong number in a model is a whole one with its range, and the fix says where it stands",
    arguments: [
      ("ARIMA(99,0,0)", "p is 99 but must be 0 to 12", "change p in the name"),
      ("ETS(Q,N,N)", "there is no model", "leave --model out"),
    ])
  func wrongModel(name: String, text: String, fix: String) throws {
    let result = try place.run(options + ["--model", name])
    #expect(result.status == 64)
    #expect(result.errors.contains(text) && result.errors.contains(fix), "\(result.errors)")
  }
}
