import Testing

@testable import Reporting

@Suite("Terminal text")
struct TerminalTextTests {
  @Test("nothing that a terminal obeys survives, whatever the name")
  func nothingObeyed() {
    for name in HostileNames.all {
      let clean = TerminalText.sanitized(name)
      for scalar in clean.unicodeScalars {
        #expect(
          scalar.value >= 0x20 && !(0x7F...0x9F ~= scalar.value), "\(scalar.value) in \(name)")
        #expect(!(0x202A...0x202E ~= scalar.value) && !(0x2066...0x2069 ~= scalar.value))
      }
      #expect(TerminalText.sanitized(clean) == clean)
    }
  }

  @Test(
    "controls are shown as pictures, breaks as spaces, invisible marks not at all",
    arguments: [
      ("\u{1B}[31mred", "␛[31mred"), ("a\nb\tc", "a b c"), ("\u{7}", "␇"), ("a\u{0}b", "a␀b"),
      ("\u{7F}", "␡"), ("\u{9B}1m", "\u{FFFD}1m"), ("\u{202E}abc", "abc"),
      ("zero\u{200B}width", "zerowidth"),
      ("\u{FEFF}bom", "bom"), ("plain", "plain"), ("schön 日本", "schön 日本"), ("👩‍👧", "👩‍👧"),
    ])
  func pictures(text: String, shown: String) {
    #expect(TerminalText.sanitized(text) == shown)
  }

  @Test("a letter keeps no more than eight combining marks")
  func stackedMarks() {
    let clean = TerminalText.sanitized("Z" + String(repeating: "\u{300}", count: 300) + "!")
    #expect(clean.unicodeScalars.count == 10)
    #expect(TerminalText.width(clean) == 2)
  }

  // East Asian Width of Unicode 15 (UAX #11) for letters, RGI emoji sequences as two columns.
  @Test(
    "the width is that of a terminal",
    arguments: [
      ("", 0), ("abc", 3), ("schön", 5), ("e\u{301}", 1), ("日本語", 6), ("한국어", 6), ("ｶﾅ", 2),
      ("ＡＢ", 4), ("👍", 2), ("👍🏽", 2), ("👩‍👩‍👧‍👦", 2), ("🇩🇪", 2), ("❤️", 2), ("❤", 1), ("©", 1),
      ("▁█│…–", 5), ("שלום", 4), ("नमस्ते", 4), ("\u{1112}\u{1161}\u{11AB}", 2), ("1️⃣", 2),
      ("\u{200D}", 0), ("𠀀", 2),
    ])
  func widths(text: String, width: Int) {
    #expect(TerminalText.width(text) == width)
  }

  @Test("a cut text ends in … and never exceeds the width, between whole characters")
  func truncation() {
    #expect(TerminalText.truncated("Specialty Bike Shop", to: 10) == "Specialty…")
    #expect(TerminalText.truncated("short", to: 5) == "short")
    #expect(TerminalText.truncated("日本語", to: 4) == "日…")
    #expect(TerminalText.truncated("日本語", to: 5) == "日本…")
    #expect(TerminalText.truncated("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", to: 3) == "👩‍👩‍👧‍👦…")
    #expect(TerminalText.truncated("abc", to: 1) == "…")
    #expect(TerminalText.truncated("abc", to: 0) == "")
    for name in HostileNames.all {
      for width in [0, 1, 2, 7, 40] {
        let cut = TerminalText.truncated(TerminalText.sanitized(name), to: width)
        #expect(TerminalText.width(cut) <= width)
      }
    }
  }

  @Test("a fitted text has exactly the width, at the side asked for")
  func fitted() {
    #expect(TerminalText.fitted("ab", to: 4, .leading) == "ab  ")
    #expect(TerminalText.fitted("ab", to: 4, .trailing) == "  ab")
    #expect(TerminalText.fitted("日本", to: 5, .trailing) == " 日本")
    for name in HostileNames.all {
      let cell = TerminalText.fitted(TerminalText.sanitized(name), to: 12, .leading)
      #expect(TerminalText.width(cell) == 12)
    }
  }

  @Test("a right-to-left name is closed, so that numbers after it stay in place")
  func rightToLeft() {
    #expect(TerminalText.fitted("שלום", to: 6, .leading) == "שלום\u{200E}  ")
    #expect(!TerminalText.fitted("abc", to: 6, .leading).unicodeScalars.contains("\u{200E}"))
  }

  @Test("a paragraph breaks between words and cuts only words that do not fit")
  func wrapping() {
    let lines = TerminalText.wrapped("one two three verylongwordindeed", to: 12, indent: 2)
    #expect(lines == ["one two", "  three", "  verylongw…"])
    #expect(TerminalText.wrapped("", to: 12).isEmpty)
  }
}
