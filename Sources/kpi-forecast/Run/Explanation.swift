import DataIO
import Reporting

/// How an input was understood, decision by decision, with the options that pin each one.
struct Explanation {
  private let ready: Preparation
  private let files: [String]
  private let settings: [OptionSetting]

  /// An explanation of what was read from files under the options that were given.
  init(_ ready: Preparation, files: [String], settings: [OptionSetting]) {
    (self.ready, self.files, self.settings) = (ready, files, settings)
  }

  /// The lines to print.
  var lines: [String] {
    let story = ReadingStory(ready.reading)
    return [story.summary] + story.inputs
      + section("decided, with the option that pins it:", story.decisions(withFlags: true))
      + section("rows that were not used:", story.rejections)
      + section("to look at:", ready.reading.warnings.map { TerminalText.sanitized("  " + $0) })
      + section("the same reading, pinned:", ["  " + TerminalText.sanitized(pinned)])
  }

  private func section(_ title: String, _ lines: [String]) -> [String] {
    lines.isEmpty ? [] : ["", title] + lines
  }

  /// The options the user gave, and those of every other decision.
  ///
  /// An option that would need several values at once, as `--missing` does for KPIs of several
  /// kinds, is left out: without it the kinds decide again.
  private var pinned: String {
    var options = settings.map(\.typed)
    let flags = ready.reading.decisions.map(\.flag).filter { !$0.isEmpty }
    let name = { (option: String) in option.split(separator: " ").first }
    for flag in flags where !options.contains(where: { name($0) == name(flag) }) {
      if flags.allSatisfy({ name($0) != name(flag) || $0 == flag }) { options.append(flag) }
    }
    return (["kpi-forecast import"] + files.map(ShellWord.quoted) + options)
      .joined(separator: " ")
  }
}
