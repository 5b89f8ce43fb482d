/// Adds up the rows of a table as they pass, to tell whether a row that is called a total is one.
///
/// A total adds up the rows since the last total, or those since an earlier one, as subtotals inside
/// groups and a grand total do. O(columns) per row, O(columns × open groups) per total.
struct TotalsLedger {
  /// How a total agrees with the rows that it adds up.
  enum Agreement {
    /// To half a unit of its last digit.
    case exact(rows: Int)
    /// To half a unit of the last digit of each number that was added.
    case rounded(rows: Int)
  }

  private var sums: [Double]
  private var rows = 0
  /// Whether all rows of the table so far were taken in.
  var isWhole = true
  private var starts: [(sums: [Double], rows: Int)]
  /// How many numbers each column had, since every start.
  private var counts: [Int]
  private var startCounts: [[Int]]
  /// How many open groups are remembered.
  private static let mostStarts = 10_000

  init(width: Int) {
    sums = Array(repeating: 0, count: width)
    starts = [(sums, 0)]
    counts = Array(repeating: 0, count: width)
    startCounts = [counts]
  }

  /// Takes a row in; NaN where it has no number.
  @inline(__always)
  mutating func add(_ values: [Double]) {
    rows += 1
    for index in values.indices where !values[index].isNaN {
      sums[index] += values[index]
      counts[index] += 1
    }
  }

  /// The number of rows since the last total.
  var rowsSinceTotal: Int { rows - (starts.last?.rows ?? 0) }

  /// The sums since the last total, or of all rows if none follows it.
  var expected: [Double] {
    let start = starts.last { $0.rows < rows } ?? starts[0]
    return sums.indices.map { sums[$0] - start.sums[$0] }
  }

  /// Whether a row adds up rows above it; if so, these are no longer open.
  ///
  /// - Parameters:
  ///   - values: the row; NaN where it has no number.
  ///   - units: the unit of the last digit of each.
  mutating func confirm(_ values: [Double], units: [Double]) -> Agreement? {
    for slack in [false, true] {
      for index in starts.indices.reversed() where starts[index].rows < rows {
        let count = rows - starts[index].rows
        let factor = slack ? Double(count + 1) : 1
        guard agrees(values, units, starts[index].sums, factor) else { continue }
        starts.removeSubrange((index + 1)...)
        startCounts.removeSubrange((index + 1)...)
        starts.append((sums, rows))
        startCounts.append(counts)
        if starts.count > Self.mostStarts {
          starts.remove(at: 1)
          startCounts.remove(at: 1)
        }
        return slack ? .rounded(rows: count) : .exact(rows: count)
      }
    }
    return nil
  }

  /// Whether a row is the average of rows above it: of all of them, or of those with a number.
  func isAverage(_ values: [Double], units: [Double]) -> Bool {
    starts.indices.reversed().contains { start in
      let rows = rows - starts[start].rows
      guard rows > 1 else { return false }
      return [true, false].contains { countsAll in
        var told = 0
        for index in values.indices where !values[index].isNaN {
          let count = countsAll ? rows : counts[index] - startCounts[start][index]
          let sum = sums[index] - starts[start].sums[index]
          let slack = 0.5 * units[index] * (1 + 1e-9) + 1e-12 * abs(sum)
          guard count > 0, abs(values[index] - sum / Double(count)) <= slack else { return false }
          told += 1
        }
        return told > 0
      }
    }
  }

  /// Whether a row that stood above all others adds them all up.
  func confirmsAll(_ values: [Double], units: [Double]) -> Bool {
    rows > 0 && agrees(values, units, starts[0].sums, Double(rows + 1))
  }

  private func agrees(
    _ values: [Double], _ units: [Double], _ start: [Double], _ factor: Double
  ) -> Bool {
    var isTold = false
    for index in values.indices where !values[index].isNaN {
      let sum = sums[index] - start[index]
      let tolerance =
        Self.tolerance(units[index], factor) + 1e-12 * max(abs(sums[index]), abs(sum))
      guard abs(values[index] - sum) <= tolerance else { return false }
      isTold = true
    }
    return isTold
  }

  /// How far a total may be from a sum.
  ///
  /// Half a unit of its last digit, and as much for each number that was rounded before it was added; whole
  /// numbers are taken for exact ones.
  static func tolerance(_ unit: Double, _ numbers: Double) -> Double {
    0.5 * unit * (unit == 1 ? 1 : numbers) * (1 + 1e-9)
  }

  /// The unit of the last digit of a number as it is written: 0.01 for `1.234,50 €`.
  static func unit(of value: Double, _ text: Span<UInt8>, _ field: Range<Int>) -> Double {
    guard value != 0 else { return 0.01 }
    var digits = 0.0
    for position in field {
      let digit = text[position] &- Byte.zero
      if digit <= 9 { digits = digits * 10 + Double(digit) }
    }
    var unit = 1.0
    // Digits × unit is the value, whatever the marks are.
    while digits * unit > abs(value) * 1.5, unit > 1e-12 { unit /= 10 }
    while digits * unit * 1.5 < abs(value), unit < 1e12 { unit *= 10 }
    return unit
  }
}
