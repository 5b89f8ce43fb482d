/// How the cells of a workbook show numbers, as far as it matters: which of them are dates.
final class CellStyles: XMLHandler {
  private var dateFormats: Set<Int> = []
  private var otherFormats: Set<Int> = []
  private var showsDate: [Bool] = []
  private var isInCells = false

  /// Whether a cell of a style shows its number as a date.
  func isDate(_ style: Int) -> Bool { showsDate.indices.contains(style) && showsDate[style] }

  func start(_ name: XMLName, _ attributes: XMLAttributes, _ stream: XMLStream) {
    switch name {
    case "numFmt":
      guard let id = attributes["numFmtId"].flatMap({ Int($0) }) else { return }
      let isDate = NumberPattern.isDate(attributes["formatCode"] ?? "")
      if isDate { dateFormats.insert(id) } else { otherFormats.insert(id) }
    case "cellXfs": isInCells = true
    case "xf" where isInCells && showsDate.count < 100_000:
      let id = attributes["numFmtId"].flatMap { Int($0) } ?? 0
      let isBuiltIn = Self.builtInDates.contains(id) && !otherFormats.contains(id)
      showsDate.append(dateFormats.contains(id) || isBuiltIn)
    default: break
    }
  }

  func end(_ name: XMLName, _ stream: XMLStream) { if name == "cellXfs" { isInCells = false } }
  func text(_ bytes: UnsafeBufferPointer<UInt8>, _ stream: XMLStream) {}

  /// The numbers of formats of dates that every workbook has (ECMA-376, part 1, 18.8.30).
  private static let builtInDates = Set(
    [14, 15, 16, 17, 22] + Array(27...31) + [36] + Array(50...54)
      + [57, 58])
}

/// Patterns by which spreadsheets show numbers, such as `#,##0.00` or `dd.mm.yyyy`.
enum NumberPattern {
  /// Whether a pattern shows a day or a month; hours alone are a length of time.
  static func isDate(_ pattern: String) -> Bool {
    var letters = ""
    var rest = Substring(pattern.lowercased())
    while let character = rest.popFirst(), character != ";" {
      switch character {
      case "\"": rest = rest.drop { $0 != "\"" }.dropFirst()
      case "[": rest = rest.drop { $0 != "]" }.dropFirst()
      case "\\", "_", "*": rest = rest.dropFirst()
      default: if character.isLetter { letters.append(character) }
      }
    }
    guard letters != "general", letters != "standard" else { return false }
    let hasTime = letters.contains("h") || letters.contains("s")
    return letters.contains("y") || letters.contains("d") || letters.contains("m") && !hasTime
  }
}
