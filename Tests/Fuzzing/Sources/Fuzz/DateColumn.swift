import TemporalData

@testable import DataIO

/// A column of dates, one a line.
///
/// Days written as year, month and day read back to the same days.
struct DateColumn {
  private let cells: [[UInt8]]

  init(_ bytes: [UInt8]) {
    cells = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(
      Array.init)
  }

  func check() {
    guard let (format, ordinals) = Self.dates(cells) else { return }
    guard format.frequency == .day, format.form != .serial else { return }
    let plain = ordinals.map { Array(CivilDate(daysSince1970: $0).description.utf8) }
    guard plain.allSatisfy({ $0.count == 10 }) else { return }
    precondition(Self.dates(plain)?.ordinals == ordinals, "days read back to others")
  }

  private static func dates(_ cells: [[UInt8]]) -> (format: DateFormat, ordinals: [Int])? {
    var evidence = DateEvidence()
    for (row, cell) in cells.enumerated() {
      evidence.note(cell.span, 0..<cell.count, line: row + 1)
    }
    guard let format = try? evidence.format(name: "date").format else { return nil }
    var ordinals: [Int] = []
    for cell in cells {
      guard let ordinal = format.ordinal(cell.span, 0..<cell.count) else { return nil }
      ordinals.append(ordinal)
    }
    return (format, ordinals)
  }
}
