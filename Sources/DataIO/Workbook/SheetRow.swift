/// One row of a sheet: the cells that hold something.
struct SheetRow {
  /// A cell and where its text lies in `bytes`.
  struct Cell {
    let column: Int
    let text: Range<Int>
  }

  var number = 0
  var isHidden = false
  private(set) var cells: [Cell] = []
  private(set) var bytes: [UInt8] = []

  mutating func reset(number: Int, isHidden: Bool) {
    (self.number, self.isHidden) = (number, isHidden)
    cells.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
  }

  /// Adds a cell, unless nothing is in it.
  ///
  /// - Parameter write: adds the text of the cell to the bytes.
  mutating func append(column: Int, _ write: (inout [UInt8]) -> Void) {
    let start = bytes.count
    write(&bytes)
    guard bytes.count > start else { return }
    cells.append(Cell(column: column, text: start..<bytes.count))
  }
}

/// The name of a cell's column, `A` to `XFD`.
enum ColumnName {
  /// The most columns of a sheet.
  static let most = 16_384

  /// The number of the column, from 0, in which a cell such as `BC12` stands; nil if that is no cell.
  static func number(_ reference: UnsafePointer<CChar>) -> Int? {
    var place = reference
    var number = 0
    while true {
      let letter = Int(place.pointee) & 0xDF
      guard 0x41...0x5A ~= letter, place.pointee > 0x40 else { break }
      number = number * 26 + letter - 0x40
      guard number <= most else { return nil }
      place += 1
    }
    return number == 0 ? nil : number - 1
  }
}
