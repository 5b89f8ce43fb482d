import TemporalData
import Testing

@testable import Reporting

@Suite("Numbers for people")
struct NumberStyleTests {
  @Test(
    "a column has the unit and the decimals that suit its typical value",
    arguments: [
      ([8_972_000, 3_856_000, 654_000], "thousands", ["8,972", "3,856", "654"]),
      ([360_000, 48_000, 15_500], "thousands", ["360.0", "48.0", "15.5"]),
      ([12_345_678, 98_765_432], "millions", ["12.3", "98.8"]),
      ([4.2e10, 7.77e10], "billions", ["42.0", "77.7"]),
      ([9_100, 8_250, 120], nil, ["9,100", "8,250", "120"]),
      ([4.83, 5.2, 0.4], nil, ["4.83", "5.20", "0.40"]),
      ([41.2, 55.26], nil, ["41.2", "55.3"]),
      ([3, 7, 12], nil, ["3", "7", "12"]),
      ([0.0034, 0.002], nil, ["0.00340", "0.00200"]),
      ([1.234e-300, 5e-310], nil, ["1.23e-300", "5.00e-310"]),
      ([1e300], nil, ["1.00e300"]),
      ([-1_500_000, 2_500_000], "thousands", ["-1,500", "2,500"]),
      ([0, 0], nil, ["0", "0"]),
      ([], nil, []),
    ] as [([Double], String?, [String])])
  func fitting(values: [Double], unit: String?, texts: [String]) {
    let style = NumberStyle(fitting: values)
    #expect(style.unit == unit)
    #expect(values.map { style.text($0) } == texts)
  }

  @Test("shares are shown in percent, unless one lies outside 0…1")
  func shares() {
    let style = NumberStyle(fitting: [0.345, 0.5, 1], isShare: true)
    #expect(style.unit == "%")
    #expect([0.345, 0.5, 1, 0].map { style.text($0) } == ["34.5", "50.0", "100.0", "0.0"])
    #expect(NumberStyle(fitting: [0.001, 0.004], isShare: true).text(0.0012) == "0.12")
    #expect(NumberStyle(fitting: [0.5, 2.4], isShare: true).unit == nil)
    #expect(NumberStyle(fitting: [0.345], isShare: false).unit == nil)
  }

  @Test("what is not available is a dash, and values that are not finite do not set the style")
  func missing() {
    let style = NumberStyle(fitting: [5, .nan, .infinity])
    #expect(style.text(nil) == "–" && style.text(.nan) == "–" && style.text(-.infinity) == "–")
    #expect(style.text(7) == "7")
  }

  @Test("a column of whole numbers in a style with decimals has none")
  func adapted() {
    let style = NumberStyle(fitting: [4, 5, 4.83])
    #expect(style.text(4) == "4.00")
    #expect(style.adapted(to: [4, 5]).text(4) == "4")
    #expect(style.adapted(to: [4.5]).text(4) == "4.00")
  }

  @Test(
    "decimals are rounded half away from zero on the shortest decimal form",
    arguments: [
      (2.675, 2, "2.68"), (0.5, 0, "1"), (-0.5, 0, "-1"), (0.49, 0, "0"), (-0.4, 0, "0"),
      (999.96, 1, "1,000.0"), (1_234_567.891, 2, "1,234,567.89"), (0.001, 2, "0.00"),
      (1e21, 0, "1,000,000,000,000,000,000,000"), (1e-300, 1, "0.0"), (0.05, 1, "0.1"),
      (123, 0, "123"), (-1234, 0, "-1,234"),
    ])
  func fixed(value: Double, decimals: Int, text: String) {
    #expect(DecimalDigits(value).fixed(decimals: decimals) == text)
  }

  @Test("an exponent follows a rounding that carries over")
  func scientific() {
    #expect(DecimalDigits(9.999e-7).scientific(significant: 3) == "1.00e-6")
    #expect(DecimalDigits(-1.5e300).scientific(significant: 1) == "-2e300")
    #expect(DecimalDigits(0).scientific(significant: 3) == "0")
    #expect(DecimalDigits(5e-324).scientific(significant: 3) == "5.00e-324")
  }

  @Test("bars show the course, gaps are spaces, and the forecast stands after a line")
  func sparkline() {
    #expect(Sparkline.text([0, 1, 2, 3, 4, 5, 6, 7]) == "▁▂▃▄▅▆▇█")
    #expect(Sparkline.text([0, .nan, 7], forecast: [3.5, .nan, 7]) == "▁ █│▅ █")
    #expect(Sparkline.text([5, 5, 5]) == "▄▄▄")
    #expect(Sparkline.text([0, 0]) == "▁▁")
    #expect(Sparkline.text([.nan, .nan], forecast: [.nan]) == "  │ ")
    #expect(Sparkline.text([-1.7e308, 1.7e308, 0]) == "▁█▅")
    #expect(Sparkline.text([5e-324, 0, 1e-320]).count == 3)
    #expect(Sparkline.text([]) == "")
  }

  @Test(
    "periods are named as people name them",
    arguments: [
      (Frequency.month, "2026-05"), (.quarter, "2026-Q2"), (.year, "2026"), (.day, "2026-05-20"),
      (.week, "2026-05-18"), (.quarter(anchor: 2), "2026-05-01"), (.year(anchor: 7), "2025-07-01"),
    ])
  func periods(frequency: Frequency, label: String) throws {
    let date = try #require(CivilDate(year: 2026, month: 5, day: 20))
    #expect(PeriodLabel.text(Period(frequency, containing: date)) == label)
    #expect(PeriodLabel.text(Period(.index, ordinal: 12)) == "12")
  }
}
