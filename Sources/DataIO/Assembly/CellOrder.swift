/// The cells of a store by series and date.
struct CellOrder {
  /// Cell numbers, those of one series together, dates ascending.
  let cells: [Int32]
  /// Where each series begins in `cells`, and the end of the last one.
  let starts: [Int]

  /// Counts the cells per series, places them, and sorts the dates of a series where needed.
  init(_ store: CellStore, seriesCount: Int) {
    var starts = Array(repeating: 0, count: seriesCount + 1)
    for number in store.series { starts[Int(number) + 1] += 1 }
    for series in 0..<seriesCount { starts[series + 1] += starts[series] }
    var next = starts
    var cells = Array(repeating: Int32(0), count: store.count)
    for cell in 0..<store.count {
      let series = Int(store.series[cell])
      cells[next[series]] = Int32(cell)
      next[series] += 1
    }
    for series in 0..<seriesCount {
      let range = starts[series]..<starts[series + 1]
      let isSorted = range.dropFirst().allSatisfy {
        store.slots[Int(cells[$0 - 1])] < store.slots[Int(cells[$0])]
      }
      if !isSorted { cells[range].sort { store.slots[Int($0)] < store.slots[Int($1)] } }
    }
    (self.cells, self.starts) = (cells, starts)
  }
}
