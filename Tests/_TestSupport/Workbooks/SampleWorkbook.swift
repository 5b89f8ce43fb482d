/// A workbook made cell by cell, in the forms in which spreadsheets and libraries write them.
public struct SampleWorkbook: Sendable {
  /// The sheets in the order of their tabs.
  public var sheets: [SampleSheet]
  /// Whether days count from 1904.
  public var countsFrom1904 = false
  /// How cells show numbers: style 1 is the first of these, style 0 shows them plainly.
  public var styles: [NumberStyle] = []
  /// Whether the names of elements are those of the strict form of ISO/IEC 29500.
  public var isStrict = false
  /// Whether elements have a prefix, `x:row` for `row`.
  public var hasPrefix = false
  /// Parts that stand in the archive instead of those of these names, or besides.
  public var parts: [String: String] = [:]

  /// A workbook of sheets.
  public init(_ sheets: [SampleSheet]) { self.sheets = sheets }

  /// A workbook of one sheet.
  public init(_ rows: [[SampleCell]]) { self.init([SampleSheet("Sheet1", rows)]) }

  /// How a cell shows its number.
  public enum NumberStyle: Sendable {
    /// By the number of a format that every workbook has.
    case builtIn(Int)
    /// By a pattern of the workbook's own.
    case pattern(String)
  }

  /// The file.
  public var bytes: [UInt8] { ZipBytes(entries).bytes }

  /// The parts of the archive.
  public var entries: [(name: String, content: [UInt8])] {
    let writer = SheetWriter(isStrict: isStrict)
    var list: [(name: String, text: String)] = [
      ("[Content_Types].xml", Self.types),
      ("_rels/.rels", relations([("rId1", "officeDocument", "xl/workbook.xml")])),
      ("xl/workbook.xml", book), ("xl/_rels/workbook.xml.rels", bookRelations),
      ("xl/styles.xml", styleSheet),
    ]
    for (place, sheet) in sheets.enumerated() {
      list.append(("xl/worksheets/sheet\(place + 1).xml", writer.text(of: sheet)))
    }
    list.append(("xl/sharedStrings.xml", writer.sharedTexts))
    let names = Set(list.map(\.name))
    list = list.map { ($0.name, parts[$0.name] ?? $0.text) }
    list += parts.filter { !names.contains($0.key) }.sorted { $0.key < $1.key }
      .map { ($0.key, $0.value) }
    return list.map { ($0.name, Array((hasPrefix ? Self.prefixed($0.text) : $0.text).utf8)) }
  }

  private var book: String {
    let list = sheets.enumerated().map { place, sheet in
      let state = sheet.state.map { " state=\"\($0)\"" } ?? ""
      return
        "<sheet name=\"\(XMLText.escaped(sheet.name))\" sheetId=\"\(place + 1)\"\(state) r:id=\"s\(place)\"/>"
    }
    return SheetWriter.declaration
      + "<workbook xmlns=\"\(SheetWriter.space(isStrict))\" xmlns:r=\"\(relationSpace)\">"
      + (countsFrom1904 ? "<workbookPr date1904=\"1\"/>" : "<workbookPr/>")
      + "<sheets>\(list.joined())</sheets></workbook>"
  }

  private var bookRelations: String {
    relations(
      sheets.indices.map { ("s\($0)", "worksheet", "worksheets/sheet\($0 + 1).xml") } + [
        ("styles", "styles", "/xl/styles.xml"), ("texts", "sharedStrings", "sharedStrings.xml"),
      ])
  }

  private var relationSpace: String {
    isStrict
      ? "http://purl.oclc.org/ooxml/officeDocument/relationships"
      : "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  }

  private func relations(_ list: [(id: String, type: String, target: String)]) -> String {
    let items = list.map {
      "<Relationship Id=\"\($0.id)\" Type=\"\(relationSpace)/\($0.type)\" Target=\"\($0.target)\"/>"
    }
    return SheetWriter.declaration
      + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
      + items.joined() + "</Relationships>"
  }

  private var styleSheet: String {
    var formats: [String] = []
    var cells = ["<xf numFmtId=\"0\"/>"]
    for style in styles {
      switch style {
      case .builtIn(let id): cells.append("<xf numFmtId=\"\(id)\"/>")
      case .pattern(let pattern):
        let id = 164 + formats.count
        formats.append("<numFmt numFmtId=\"\(id)\" formatCode=\"\(XMLText.escaped(pattern))\"/>")
        cells.append("<xf numFmtId=\"\(id)\" applyNumberFormat=\"1\"/>")
      }
    }
    return SheetWriter.declaration + "<styleSheet xmlns=\"\(SheetWriter.space(isStrict))\">"
      + "<numFmts>\(formats.joined())</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
      + "<cellXfs>\(cells.joined())</cellXfs></styleSheet>"
  }

  /// The text with a prefix before the names of elements.
  private static func prefixed(_ text: String) -> String {
    text.replacing("xmlns=", with: "xmlns:x=").replacing(#/<(/?)([A-Za-z])/#) { match in
      "<\(match.1)x:\(match.2)"
    }
  }

  private static let types =
    SheetWriter.declaration
    + "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
    + "<Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"
}
