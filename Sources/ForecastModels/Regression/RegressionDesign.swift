import Forecasting
import TemporalData

/// The columns that a history can tell apart, and the history where all of them are known.
struct RegressionDesign {
  /// One column of the design.
  struct Entry {
    let name: String
    let isOptional: Bool
    /// The fewest periods of history that show what the column says.
    let leastHistory: Int
    /// The position among all columns that were asked for.
    let source: Int
    /// The values of the history's slots from the first to the last that is used; NaN where one is not
    /// known.
    var values: [Double]
  }

  /// The columns that stay.
  private(set) var columns: [Entry] = []
  /// Why other columns that are not optional were left out, each in words.
  private(set) var reasons: [String] = []
  /// The history, missing where it or a column that stays is.
  private(set) var history: TimeSeries

  /// - Parameters:
  ///   - columns: names and values by period.
  ///   - seasonLength: slots of the season that the errors may have; 1 for none.
  init(_ history: TimeSeries, _ columns: [Regressors.Column], seasonLength: Int) {
    self.history = history
    var found: [Entry] = []
    for (source, column) in columns.enumerated() {
      let entry = Entry(
        name: column.name, isOptional: column.isOptional,
        leastHistory: column.leastHistory, source: source,
        values: history.periods.map { column.value($0) })
      if let fault = fault(entry) { leaveOut(entry, fault) } else { found.append(entry) }
    }
    mask(found)
    found = found.filter { entry in
      guard let fault = fault(entry) else { return true }
      leaveOut(entry, fault)
      return false
    }
    self.columns = independent(found, seasonLength)
  }

  /// The same design without one of its columns.
  func without(_ column: Int) -> RegressionDesign {
    var fewer = self
    fewer.columns.remove(at: column)
    return fewer
  }

  /// What makes a column useless on its own; nil if nothing does.
  private func fault(_ entry: Entry) -> String? {
    if history.count < entry.leastHistory {
      return "it needs \(entry.leastHistory) periods of history but there are \(history.count)"
    }
    let pairs = zip(history.storage, entry.values).filter { !$0.0.isNaN }
    let known = pairs.map(\.1).filter(\.isFinite)
    if known.isEmpty { return "it is not known for any observed period" }
    if known.count * 2 < pairs.count {
      return "it is known for only \(known.count) of \(pairs.count) observed periods"
    }
    guard let least = known.min(), let greatest = known.max(), least < greatest else {
      return known[0] == 0 ? "it is 0 throughout the history" : "it never varies in the history"
    }
    return nil
  }

  private mutating func leaveOut(_ entry: Entry, _ why: String) {
    if !entry.isOptional { reasons.append("column '\(entry.name)' was left out: \(why)") }
  }

  /// Passes over the periods for which a column is not known.
  private mutating func mask(_ entries: [Entry]) {
    history = TimeSeries(
      start: history.start,
      storage: history.storage.indices.map { slot in
        entries.allSatisfy { $0.values[slot].isFinite } ? history.storage[slot] : .nan
      })
  }

  /// The columns that the level, the season and the columns before them do not make up.
  private mutating func independent(_ entries: [Entry], _ seasonLength: Int) -> [Entry] {
    let rows = history.storage.indices.filter { !history.storage[$0].isNaN }
    let season = rows.count > seasonLength + entries.count ? seasonLength : 1
    var fit = OrthogonalFit(rowCount: rows.count, columnCount: season + entries.count)
    // One column per slot of the season: together they make up the level too.
    for (row, slot) in rows.enumerated() {
      fit.entries[(slot % season) * rows.count + row] = 1
    }
    for (index, entry) in entries.enumerated() {
      let unit = Self.unit(rows.map { entry.values[$0] })
      let mean = rows.reduce(0) { $0 + entry.values[$1] / unit / Double(rows.count) }
      for (row, slot) in rows.enumerated() {
        fit.entries[(season + index) * rows.count + row] = entry.values[slot] / unit - mean
      }
    }
    _ = fit.reduce()
    return entries.enumerated().compactMap { index, entry in
      guard fit.isRedundant[season + index] else { return entry }
      leaveOut(entry, "the season or the columns before it say the same")
      return nil
    }
  }

  /// A power of two near the largest of some values.
  static func unit(_ values: [Double]) -> Double {
    let largest = values.reduce(0) { $1.isNaN ? $0 : max($0, abs($1)) }
    return largest.isNormal ? Double(sign: .plus, exponent: largest.exponent, significand: 1) : 1
  }
}
