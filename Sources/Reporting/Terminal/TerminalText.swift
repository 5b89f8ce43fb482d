/// Text that may go to a terminal, and the room it takes there.
///
/// Names come from data and are not trusted: a name may hold escape sequences, line breaks, marks
/// that reverse the line, or thousands of letters.
public enum TerminalText {
  /// The text without anything that a terminal would obey instead of show.
  ///
  /// Line breaks and tabs become spaces; other control characters become their visible pictures
  /// (`␛`) or `�`; marks that change the direction of the line and invisible format characters are
  /// left out; no letter keeps more than 8 combining marks. O(n).
  public static func sanitized(_ text: String) -> String {
    if text.utf8.allSatisfy({ 0x20...0x7E ~= $0 }) { return text }
    var clean = ""
    for character in text {
      var marks = 0
      for scalar in character.unicodeScalars {
        if scalar.properties.generalCategory == .nonspacingMark { marks += 1 }
        if marks > 8 { break }
        if let shown = shown(scalar) { clean.unicodeScalars.append(shown) }
      }
    }
    return clean
  }

  /// What stands for a scalar; nil if nothing does.
  private static func shown(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar.value {
    case 0x09...0x0D, 0x85, 0x2028, 0x2029: " "
    case 0x00...0x1F: Unicode.Scalar(0x2400 + scalar.value)
    case 0x7F: "\u{2421}"
    case 0x80...0x9F: "\u{FFFD}"
    // The joiners belong to words and emoji of some scripts.
    case 0x200C, 0x200D: scalar
    default: scalar.properties.generalCategory == .format ? nil : scalar
    }
  }

  /// The number of terminal columns that the text takes.
  public static func width(_ text: String) -> Int {
    if text.utf8.allSatisfy({ 0x20...0x7E ~= $0 }) { return text.utf8.count }
    return text.reduce(0) { $0 + $1.terminalWidth }
  }

  /// The text, cut to a width with `…` at the end if it is wider.
  public static func truncated(_ text: String, to width: Int) -> String {
    guard self.width(text) > width else { return text }
    guard width > 0 else { return "" }
    var kept = ""
    var used = 0
    for character in text {
      used += character.terminalWidth
      if used > width - 1 { break }
      kept.append(character)
    }
    while kept.last == " " { kept.removeLast() }
    return kept + "…"
  }

  /// The text cut or filled with spaces to exactly a width.
  static func fitted(_ text: String, to width: Int, _ alignment: TextTable.Alignment) -> String {
    let cut = truncated(text, to: width)
    let fill = String(repeating: " ", count: max(0, width - self.width(cut)))
    // The mark keeps numbers that follow out of a right-to-left run.
    let closed = cut.unicodeScalars.contains(where: \.isRightToLeft) ? cut + "\u{200E}" : cut
    return alignment == .leading ? closed + fill : fill + closed
  }

  /// The words of a text; a percent sign stays with its number.
  private static func words(of text: String) -> [String] {
    var words: [String] = []
    for word in text.split(separator: " ") {
      if word.hasPrefix("%"), let number = words.popLast() {
        words.append("\(number) \(word)")
      } else {
        words.append(String(word))
      }
    }
    return words
  }

  /// The text broken between words into lines of at most a width; only longer words are cut.
  static func wrapped(_ text: String, to width: Int, indent: Int = 0) -> [String] {
    let room = max(8, width - indent)
    var lines: [String] = []
    var line = ""
    for word in words(of: text) {
      let word = truncated(word, to: room)
      if !line.isEmpty, self.width(line) + 1 + self.width(word) > room {
        lines.append(line)
        line = word
      } else {
        line += (line.isEmpty ? "" : " ") + word
      }
    }
    if !line.isEmpty { lines.append(line) }
    return lines.enumerated().map { index, line in
      (index == 0 ? "" : String(repeating: " ", count: indent)) + line
    }
  }
}
