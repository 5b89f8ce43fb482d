import Foundation
import Testing
import _TestSupport

@testable import DataIO

@Suite("Workbooks that cannot be read")
struct HostileWorkbookTests {
  private static let rows: [[SampleCell]] = [
    ["month", "partner", "revenue"], ["2024-01", "A", 1], ["2024-02", "A", 2.5],
  ]

  private func book(_ parts: [String: String]) -> SampleWorkbook {
    var book = SampleWorkbook(Self.rows)
    book.parts = parts
    return book
  }

  private func what(_ parts: [String: String]) throws -> String? { try failure(book(parts))?.what }

  private static let sheet = "xl/worksheets/sheet1.xml"

  @Test("a workbook that is cut off anywhere is damaged, and never read by half")
  func truncated() throws {
    let bytes = SampleWorkbook(Self.rows).bytes
    for count in stride(from: 4, to: bytes.count, by: 7) {
      let error = try #require(try failure(Array(bytes[..<count])), "\(count) bytes")
      #expect(error.kind == .badData)
      #expect(error.what.hasPrefix("the workbook is damaged: "), "\(error)")
      #expect(error.fix == "copy or save it again; a download may have been cut off")
    }
  }

  @Test("2,000 random mutations of a workbook are read or refused, and never crash")
  func mutations() throws {
    let entries = SampleWorkbook(Self.rows).entries
    let (packed, plain) = (ZipBytes(entries).bytes, ZipBytes(entries, isPacked: false).bytes)
    var generator = SeededGenerator(seed: 7)
    var outcomes: Set<String> = []
    for round in 0..<2_000 {
      var bytes = round % 2 == 0 ? packed : plain
      for _ in 0...generator.below(6) {
        bytes[generator.below(bytes.count)] = UInt8(generator.below(256))
      }
      do {
        _ = try read(bytes)
        outcomes.insert("read")
      } catch let error as DataError {
        outcomes.insert("\(error.kind)")
      }
    }
    #expect(outcomes.isSuperset(of: ["read", "badData"]))
  }

  @Test("2,000 mutations of the text of its parts are read or refused, and never crash")
  func mutatedParts() throws {
    let original = SampleWorkbook(Self.rows).entries
    let spice = Array("<>/&\"'= rtsc019AZ:!-".utf8)
    var generator = SeededGenerator(seed: 8)
    var outcomes: Set<String> = []
    for _ in 0..<2_000 {
      var entries = original
      let part = 2 + generator.below(entries.count - 2)
      for _ in 0...generator.below(3) {
        let place = generator.below(entries[part].content.count)
        let byte = spice[generator.below(spice.count)]
        if generator.below(2) == 0 {
          entries[part].content[place] = byte
        } else {
          entries[part].content.insert(byte, at: place)
        }
      }
      do {
        _ = try read(ZipBytes(entries).bytes)
        outcomes.insert("read")
      } catch let error as DataError {
        outcomes.insert("\(error.kind)")
      }
    }
    #expect(outcomes.isSuperset(of: ["read", "badData"]))
  }

  @Test("a part that unpacks to far more than it takes is refused before it fills the memory")
  func bomb() throws {
    let start = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"/></row>"
    var entries = SampleWorkbook(Self.rows).entries.filter { $0.name != Self.sheet }
    let zeros = [UInt8](repeating: 0x20, count: 80 << 20)
    entries.append((Self.sheet, Array(start.utf8) + zeros))
    let bytes = ZipBytes(entries).bytes
    #expect(bytes.count < 200_000)
    let error = try #require(try failure(bytes))
    #expect(error.kind == .badData)
    #expect(error.what.hasPrefix("'\(Self.sheet)' unpacks to over 64 MB from "), "\(error)")
    #expect(error.fix == "save the table as CSV if it is really that large")
  }

  @Test("texts that cells share are bounded, and so is the text of a cell")
  func longTexts() throws {
    var limits = ReadingLimits()
    limits.sharedText = 100
    let many = SampleWorkbook(
      Self.rows + [["2024-03", .text(String(repeating: "x", count: 90)), 1]])
    let shared = #expect(throws: DataError.self) { try read(many, limits: limits) }
    #expect(shared?.what.hasPrefix("the texts of the workbook are longer than ") == true)
    limits = ReadingLimits()
    limits.field = 50
    let one = #expect(throws: DataError.self) { try read(many, limits: limits) }
    #expect(one?.what == "a text is longer than 50 bytes")
    let inline = SampleWorkbook(
      Self.rows + [["2024-03", .inline(String(repeating: "x", count: 90)), 1]])
    let cell = #expect(throws: DataError.self) { try read(inline, limits: limits) }
    #expect(cell?.what == "a cell is longer than 50 bytes")
    #expect(cell?.location?.line == 4 && cell?.location?.column == 2)
  }

  @Test(
    "a part that declares entities is refused, whether they grow or name other files",
    arguments: ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", sheet, "_rels/.rels"])
  func entities(_ part: String) throws {
    let bomb = """
      <!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
      <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><x>&c;</x>
      """
    #expect(try what([part: bomb]) == "the workbook is damaged: '\(part)' declares entities")
    let outside = "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><x>&a;</x>"
    #expect(try what([part: outside]) == "the workbook is damaged: '\(part)' declares entities")
  }

  @Test("entries with names that lead out of the archive are not read, and nothing is written")
  func traversal() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/book.xlsx"
    var book = SampleWorkbook(Self.rows)
    book.parts = ["../evil.txt": "x", "/tmp/kpi-evil.txt": "x", "..\\evil.txt": "x"]
    try Data(book.bytes).write(to: URL(fileURLWithPath: path))
    let reading = try PanelReader.read([.file(path)], schema: PanelSchema())
    #expect(reading.values == ["A / revenue": [1, 2.5]])
    #expect(Array(folder.content.keys) == ["book.xlsx"])
    #expect(!FileManager.default.fileExists(atPath: "/tmp/kpi-evil.txt"))
    let relations = book.entries.first { $0.name == "xl/_rels/workbook.xml.rels" }?.content ?? []
    for target in ["../../../../etc/passwd", "/etc/passwd", "file:///etc/passwd"] {
      let text = String(decoding: relations, as: UTF8.self)
        .replacing("worksheets/sheet1.xml", with: target)
      let error = try what(["xl/_rels/workbook.xml.rels": text])
      #expect(error?.hasPrefix("the workbook is damaged: it has no '") == true, "\(target)")
    }
  }

  @Test("parts that refer to each other or to themselves end")
  func cycles() throws {
    let relations =
      SampleWorkbook(Self.rows).entries
      .first { $0.name == "xl/_rels/workbook.xml.rels" }?.content ?? []
    let text = String(decoding: relations, as: UTF8.self)
    let itself = text.replacing("worksheets/sheet1.xml", with: "workbook.xml")
    #expect(try what(["xl/_rels/workbook.xml.rels": itself]) == "no sheet holds a table")
    let texts = text.replacing("\"sharedStrings.xml\"", with: "\"worksheets/sheet1.xml\"")
    let error = try what(["xl/_rels/workbook.xml.rels": texts])
    #expect(
      error?.hasPrefix("the cell refers to text 0, but the workbook has 0") == true,
      "\(error ?? "")")
  }

  /// The rows of a sheet, and what is wrong with them.
  static let faults: [(String, String)] = [
    ("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>99</v></c></row>", "the cell refers to text 99, but"),
    ("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>-1</v></c></row>", "the cell refers to text -1, but"),
    ("<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>", "cell 'XFE1' stands where no cell can"),
    ("<row r=\"1\"><c r=\"1\"><v>1</v></c></row>", "cell '1' stands where no cell can"),
    ("<row r=\"1\"><c r=\"B1\"/><c r=\"A1\"/></row>", "cell 'A1' stands where no cell can"),
    ("<row r=\"2\"/><row r=\"1\"/>", "row '1' stands below row 2"),
    ("<row r=\"0\"/>", "row '0' stands below row 0"),
    ("<row r=\"99999999999999999999\"/>", "row '99999999999999999999' stands below row 0"),
    (String(repeating: "<a>", count: 300), "is nested too deeply"),
    ("<row r=\"1\"><c></row>", "mismatched tag"),
    ("<row r=\"1\">&unknown;</row>", "undefined entity"),
  ]

  @Test("faults of a sheet are told, with its row where it has one", arguments: faults)
  func faultySheet(_ rows: String, _ fault: String) throws {
    let text = "<worksheet><sheetData>\(rows)</sheetData></worksheet>"
    let error = try #require(try failure(book([Self.sheet: text])))
    #expect(error.kind == .badData)
    #expect(error.what.contains(fault), "\(error)")
  }

  @Test("a tag that never ends is not gathered in memory")
  func endlessTag() throws {
    var limits = ReadingLimits()
    limits.record = 1 << 18
    let text = "<worksheet><sheetData><row " + String(repeating: "x", count: 1 << 20)
    let error = #expect(throws: DataError.self) {
      try read(book([Self.sheet: text]), limits: limits)
    }
    #expect(error?.what == "the workbook is damaged: a tag of '\(Self.sheet)' has no end")
  }

  /// Files that are no workbook this program reads: their bytes, what they are, and what to do.
  static let others: [(name: String, bytes: [UInt8], what: String, fix: String)] = [
    (
      "old.xls",
      [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 600),
      "this is an old Excel workbook (.xls) or one with a password, not a delimited text table",
      "save it as .xlsx without a password, or the sheet as CSV (UTF-8)"
    ),
    (
      "binary.xlsb", ZipBytes([("[Content_Types].xml", []), ("xl/workbook.bin", [1, 2])]).bytes,
      "this is a binary workbook (.xlsb)", "save it as .xlsx or CSV"
    ),
    (
      "open.ods",
      ZipBytes([
        ("mimetype", Array("application/vnd.oasis.opendocument.spreadsheet".utf8)),
        ("content.xml", Array("<x/>".utf8)),
      ]).bytes,
      "this is an OpenDocument file (.ods)", "save the sheet as .xlsx or CSV"
    ),
    (
      "text.docx", ZipBytes([("word/document.xml", Array("<x/>".utf8))]).bytes,
      "this is an Office document without sheets", "export the table as .xlsx or CSV"
    ),
    (
      "files.zip", ZipBytes([("a.csv", Array("x".utf8))]).bytes,
      "this is a zip archive, but no workbook", "unpack it and name the files in it"
    ),
    (
      "none.zip", ZipBytes([]).bytes, "this is a zip archive, but no workbook",
      "unpack it and name the files in it"
    ),
  ]

  @Test("formats that are not read are named, with what to do", arguments: others)
  func otherFormats(_ name: String, _ bytes: [UInt8], _ what: String, _ fix: String) throws {
    let file = try TemporaryTable(bytes, name: name)
    let error = #expect(throws: DataError.self) {
      try PanelReader.read([.file(file.path)], schema: PanelSchema())
    }
    #expect(error?.kind == .badData && error?.what == what && error?.fix == fix, "\(name)")
  }

  @Test("a part under a password is refused with what to do")
  func encrypted() throws {
    var archive = ZipBytes([])
    for entry in SampleWorkbook(Self.rows).entries {
      archive.add(entry.name, entry.content, isEncrypted: entry.name == Self.sheet)
    }
    let error = try #require(try failure(archive.bytes))
    #expect(error.what == "the archive is encrypted" && error.fix == "save it without a password")
  }

  @Test("a part that lies about its size is read to its end or refused, never cut off")
  func wrongSize() throws {
    for stated in [1, 1 << 30] {
      var archive = ZipBytes([])
      for entry in SampleWorkbook(Self.rows).entries {
        archive.add(entry.name, entry.content, stated: entry.name == Self.sheet ? stated : nil)
      }
      do {
        #expect(try read(archive.bytes).values == ["A / revenue": [1, 2.5]], "\(stated)")
      } catch let error as DataError {
        #expect(error.kind == .badData, "\(stated)")
      }
    }
  }
}
