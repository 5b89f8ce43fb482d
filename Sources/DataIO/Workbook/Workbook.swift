import PartnerKPI

/// A spreadsheet in the form of Office Open XML (ECMA-376): its sheets, formats and shared texts.
struct Workbook {
  /// One sheet.
  struct Sheet {
    let name: String
    let isHidden: Bool
    /// The part of the archive that holds its cells.
    let part: String
  }

  let archive: ZipArchive
  /// The sheets of cells, in the order of their tabs.
  let sheets: [Sheet]
  /// Whether day 0 is 1 January 1904, as on early Macintosh computers.
  let countsFrom1904: Bool
  let styles: CellStyles
  let texts: SharedTexts

  /// Opens a workbook; throws `badData` if the archive holds no such thing.
  init(_ source: InputSource, limits: ReadingLimits) throws(DataError) {
    archive = try ZipArchive(source, limits: limits)
    let root = try Relations(of: "", archive, limits)
    let main = root.target(ofType: "/officeDocument") ?? "xl/workbook.xml"
    guard archive.has(main), !main.hasSuffix(".bin") else { throw Self.noWorkbook(archive) }
    let list = SheetList()
    try list.read(main, archive, limits)
    let relations = try Relations(of: main, archive, limits)
    countsFrom1904 = list.countsFrom1904
    sheets = list.entries.compactMap { entry in
      guard let relation = relations[entry.relation], relation.type.hasSuffix("/worksheet") else {
        return nil
      }
      return Sheet(name: entry.name, isHidden: entry.isHidden, part: relation.target)
    }
    let styles = CellStyles()
    if let part = relations.target(ofType: "/styles") { try styles.read(part, archive, limits) }
    self.styles = styles
    let texts = SharedTexts(limits)
    if let part = relations.target(ofType: "/sharedStrings") {
      try texts.read(part, archive, limits)
    }
    self.texts = texts
  }

  /// The sheet of a name, without regard to case; throws `usage` with the names there are.
  func sheet(_ name: String) throws(DataError) -> Sheet {
    let word = name.lowercased()
    let found = sheets.first { $0.name == name } ?? sheets.first { $0.name.lowercased() == word }
    if let found { return found }
    let guess = NameSuggestion.closest(to: name, among: sheets.map(\.name))
    throw DataError(
      .usage, at: .init(path: archive.path), "there is no sheet '\(name)' (--sheet)",
      details: ["sheets: " + names(sheets)],
      fix: guess.map { "did you mean '\($0)'?" } ?? "name one of the sheets")
  }

  /// The names of sheets, for a line of text.
  func names(_ sheets: [Sheet]) -> String {
    sheets.prefix(20).map { $0.name + ($0.isHidden ? " (hidden)" : "") }.joined(separator: ", ")
      + (sheets.count > 20 ? ", …" : "")
  }

  /// The error of an archive that is something else.
  private static func noWorkbook(_ archive: ZipArchive) -> DataError {
    let type = archive.text("mimetype", upTo: 200) ?? ""
    let (name, fix) =
      if type.contains("opendocument") {
        ("an OpenDocument file (.ods)", "save the sheet as .xlsx or CSV")
      } else if archive.has("xl/workbook.bin") {
        ("a binary workbook (.xlsb)", "save it as .xlsx or CSV")
      } else if archive.has("word/document.xml") || archive.has("ppt/presentation.xml") {
        ("an Office document without sheets", "export the table as .xlsx or CSV")
      } else {
        ("a zip archive, but no workbook", "unpack it and name the files in it")
      }
    return DataError(
      .badData, at: .init(path: archive.path), "this is \(name)",
      details: ["tables are read from CSV, TSV, .xlsx and SQLite"], fix: fix)
  }
}

extension XMLHandler {
  /// Reads a whole part; throws `badData` if it is not there.
  func read(_ name: String, _ archive: ZipArchive, _ limits: ReadingLimits) throws(DataError) {
    guard let part = try archive.part(name) else {
      throw ZipArchive.damaged(archive.path, "it has no '\(name)'")
    }
    _ = try XMLStream(part, limits: limits).read(self)
  }
}

/// The names of the sheets of a workbook, and how it counts days.
private final class SheetList: XMLHandler {
  private(set) var entries: [(name: String, isHidden: Bool, relation: String)] = []
  private(set) var countsFrom1904 = false

  func start(_ name: XMLName, _ attributes: XMLAttributes, _ stream: XMLStream) {
    switch name {
    case "workbookPr": countsFrom1904 = attributes.isTrue("date1904")
    case "sheet" where entries.count < 10_000:
      let state = attributes["state"] ?? "visible"
      entries.append((attributes["name"] ?? "", state != "visible", attributes["id"] ?? ""))
    default: break
    }
  }

  func end(_ name: XMLName, _ stream: XMLStream) {}
  func text(_ bytes: UnsafeBufferPointer<UInt8>, _ stream: XMLStream) {}
}
