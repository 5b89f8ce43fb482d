import Foundation
import _TestSupport

/// The workbook and the database of which the guides speak.
enum GuideInputs {
  private static let rows: [(month: String, partner: String, revenue: Int)] =
    (0..<48).map { index in
      let month = index / 2
      let name = "\(2024 + month / 12)-" + (month % 12 < 9 ? "0" : "") + "\(month % 12 + 1)"
      return (name, index % 2 == 0 ? "Acme" : "Globex", 100 + 3 * index + index % 5)
    }

  /// Writes `plan.xlsx` and `crm.sqlite` into a folder.
  static func write(to place: Workplace) throws {
    let head: [SampleCell] = ["month", "partner", "revenue"]
    let cells: [[SampleCell]] = rows.map {
      [.text($0.month), .text($0.partner), .number("\($0.revenue)")]
    }
    let book = SampleWorkbook([
      SampleSheet("Cover", [["Partner plan"]]), SampleSheet("Plan", [head] + cells),
      SampleSheet("Sales 2026", [head] + cells),
    ])
    try place.write("plan.xlsx", Data(book.bytes))
    let values = rows.map { "('\($0.month)', '\($0.partner)', \($0.revenue), 'won')" }
    try SampleDatabase(
      place.folder.appending(path: "crm.sqlite").path,
      """
      CREATE TABLE sales (month TEXT, partner TEXT, revenue INTEGER, stage TEXT);
      CREATE TABLE people (name TEXT);
      INSERT INTO sales VALUES \(values.joined(separator: ", "));
      """
    ).close()
  }
}
