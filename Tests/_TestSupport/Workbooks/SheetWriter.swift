/// Writes sheets and gathers the texts that they share.
final class SheetWriter {
  static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
  private let isStrict: Bool
  private var shared: [String] = []
  private var places: [String: Int] = [:]

  init(isStrict: Bool) { self.isStrict = isStrict }

  /// The names of elements (ECMA-376, part 1, annex A).
  static func space(_ isStrict: Bool) -> String {
    isStrict
      ? "http://purl.oclc.org/ooxml/spreadsheetml/main"
      : "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  }

  func text(of sheet: SampleSheet) -> String {
    let rows = sheet.rows.enumerated().map { place, cells in
      row(place + 1, cells, sheet)
    }
    let areas = sheet.merged.map { "<mergeCell ref=\"\($0)\"/>" }
    return Self.declaration + "<worksheet xmlns=\"\(Self.space(isStrict))\"><sheetData>"
      + rows.joined() + "</sheetData>"
      + (areas.isEmpty ? "" : "<mergeCells>\(areas.joined())</mergeCells>") + "</worksheet>"
  }

  private func row(_ number: Int, _ cells: [SampleCell], _ sheet: SampleSheet) -> String {
    let texts = cells.enumerated().map { column, cell in
      self.cell(cell, sheet.hasReferences ? " r=\"\(Self.name(column))\(number)\"" : "")
    }
    // Without references a blank cell holds the place of those behind it.
    guard sheet.hasReferences else { return "<row>\(texts.joined())</row>" }
    guard texts.contains(where: { !$0.isEmpty }) else { return "" }
    let hidden = sheet.hiddenRows.contains(number) ? " hidden=\"1\"" : ""
    return "<row r=\"\(number)\"\(hidden)>\(texts.joined())</row>"
  }

  private func cell(_ cell: SampleCell, _ place: String) -> String {
    switch cell {
    case .blank: return place.isEmpty ? "<c/>" : ""
    case .text(let text):
      return "<c\(place) t=\"s\"><v>\(index("<t>\(XMLText.escaped(text))</t>"))</v></c>"
    case .rich(let runs, let reading):
      let texts = runs.map {
        "<r><rPr><b/></rPr><t xml:space=\"preserve\">\(XMLText.escaped($0))</t></r>"
      }
      let above = reading.map { "<rPh sb=\"0\" eb=\"1\"><t>\(XMLText.escaped($0))</t></rPh>" } ?? ""
      return "<c\(place) t=\"s\"><v>\(index(texts.joined() + above))</v></c>"
    case .inline(let text):
      return "<c\(place) t=\"inlineStr\"><is><t>\(XMLText.escaped(text))</t></is></c>"
    case .number(let text, let style):
      return "<c\(place)\(Self.style(style))><v>\(text)</v></c>"
    case .boolean(let value): return "<c\(place) t=\"b\"><v>\(value ? 1 : 0)</v></c>"
    case .error(let name): return "<c\(place) t=\"e\"><v>\(name)</v></c>"
    case .formula(let formula, let value, let isText, let style):
      let result = value.map { "<v>\(XMLText.escaped($0))</v>" } ?? ""
      let type = isText ? " t=\"str\"" : ""
      return "<c\(place)\(Self.style(style))\(type)><f>\(XMLText.escaped(formula))</f>\(result)</c>"
    case .isoDate(let text): return "<c\(place) t=\"d\"><v>\(text)</v></c>"
    }
  }

  private static func style(_ number: Int) -> String { number == 0 ? "" : " s=\"\(number)\"" }

  private func index(_ text: String) -> Int {
    if let place = places[text] { return place }
    places[text] = shared.count
    shared.append(text)
    return shared.count - 1
  }

  var sharedTexts: String {
    Self.declaration + "<sst xmlns=\"\(Self.space(isStrict))\" count=\"\(shared.count)\">"
      + shared.map { "<si>\($0)</si>" }.joined() + "</sst>"
  }

  /// `A`, `B`, …, `AA`.
  private static func name(_ column: Int) -> String {
    let first = column / 26 > 0 ? name(column / 26 - 1) : ""
    return first + String(UnicodeScalar(UInt8(65 + column % 26)))
  }
}
