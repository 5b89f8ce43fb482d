import Testing

@testable import kpi_forecast

@Suite("Option values")
struct OptionValueTests {
  @Test("names are split at commas and trimmed, over several options")
  func names() {
    #expect(OptionValue.names(["a,b", " c d ,", "e"]) == ["a", "b", "c d", "e"])
    #expect(OptionValue.names([]).isEmpty)
  }

  @Test("whole numbers outside their range are refused")
  func whole() throws {
    let parse = OptionValue.whole(1...5)
    #expect(try parse("5") == 5)
    for text in ["0", "6", "x", "", "2.0"] {
      #expect(throws: OptionError.self) { try parse(text) }
    }
  }

  @Test("levels are percentages, no two alike")
  func levels() throws {
    #expect(try IntervalLevels.parse("80,95").percents == [80, 95])
    #expect(try IntervalLevels.parse("97.5").shares == [0.975])
    for text in ["", "0", "100", "80,80", "80;95", "nan", "80,"] {
      #expect(throws: OptionError.self) { try IntervalLevels.parse(text) }
    }
  }

  @Test("a month is a number or the beginning of its name")
  func months() throws {
    #expect(try MonthName.number("2") == 2)
    #expect(try MonthName.number("Feb") == 2)
    #expect(try MonthName.number("september") == 9)
    for text in ["0", "13", "ju", "febr.", ""] {
      #expect(throws: OptionError.self) { try MonthName.number(text) }
    }
  }

  @Test("a full model name keeps its commas")
  func modelNames() {
    #expect(BacktestOptions.split(["ets,ETS(A,Ad,M),naive"]) == ["ets", "ETS(A,Ad,M)", "naive"])
    #expect(BacktestOptions.split(["a", "b, c"]) == ["a", "b", "c"])
  }

  @Test("--paths takes two values wherever it stands")
  func paths() {
    #expect(
      PathsArgument.separated(["--paths", "5", "p.csv", "in.csv"])
        == ["--paths", "5", "--paths-file", "p.csv", "in.csv"])
    #expect(
      PathsArgument.separated(["in.csv", "--paths=5", "p.csv"])
        == ["in.csv", "--paths=5", "--paths-file", "p.csv"])
    #expect(PathsArgument.separated(["--paths", "5"]) == ["--paths", "5"])
    #expect(PathsArgument.separated(["--", "--paths", "5"]) == ["--", "--paths", "5"])
  }

  @Test("a word is quoted where a shell would read it otherwise")
  func shellWords() {
    #expect(ShellWord.quoted("partner_type") == "partner_type")
    #expect(ShellWord.quoted("a b") == "'a b'")
    #expect(ShellWord.quoted("it's") == "'it'\\''s'")
    #expect(ShellWord.quoted("") == "''")
    #expect(OptionSetting("by", .list(["a", "b c"])).typed == "--by 'a,b c'")
  }
}
