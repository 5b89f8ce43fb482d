/// Text between two marks, such as a name in backticks; a doubled mark stands for itself.
package enum QuotedText {
  /// Reads the text whose first mark stands at `index`, and moves behind its last; nil if it is never
  /// closed.
  package static func read(_ source: [Character], at index: inout Int) -> String? {
    let mark = source[index]
    var text = ""
    index += 1
    while index < source.count {
      if source[index] == mark {
        index += 1
        guard index < source.count, source[index] == mark else { return text }
      }
      text.append(source[index])
      index += 1
    }
    return nil
  }
}
