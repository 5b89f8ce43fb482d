@testable import DataIO

/// A column of numbers, one a line.
///
/// Whatever the column is read as, its values written plainly read back to the same values.
struct NumberColumn {
  private let cells: [[UInt8]]

  init(_ bytes: [UInt8]) {
    cells = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(
      Array.init)
  }

  func check() {
    guard let values = Self.values(cells) else { return }
    precondition(values.allSatisfy { $0.map(\.isFinite) ?? true }, "a value is not finite")
    let plain = values.map { Array(($0.map { "\($0)" } ?? "").utf8) }
    guard values.contains(where: { $0 != nil }), values.allSatisfy({ !($0 ?? 0.5).isGrouped })
    else {
      return
    }
    precondition(Self.values(plain) == values, "plain numbers read back to others")
  }

  /// The values of cells that all are numbers or missing; nil for other columns.
  private static func values(_ cells: [[UInt8]]) -> [Double?]? {
    var evidence = NumberEvidence()
    for (row, cell) in cells.enumerated() {
      evidence.note(cell.span, 0..<cell.count, line: row + 1)
    }
    guard evidence.texts == 0, var format = try? evidence.format(pinned: nil, others: []).format
    else { return nil }
    var values: [Double?] = []
    for cell in cells {
      switch format.read(cell.span, 0..<cell.count) {
      case .value(let value): values.append(value)
      case .missing: values.append(nil)
      case .invalid: return nil
      }
    }
    return values
  }
}

extension Double {
  /// Whether the plain text has three digits behind the point, which alone could group a whole number.
  fileprivate var isGrouped: Bool {
    let parts = "\(self)".split(separator: ".")
    return parts.count == 2 && parts[1].count == 3
  }
}
