import DataIO
import PartnerKPI
import TemporalData

/// The holidays of each series: all of them, or those of its region.
struct HolidayPlan: Sendable {
  private let all: Holidays
  private let byRegion: [String: Holidays]
  /// The place of the region among the key columns.
  private let column: Int?

  /// Finds the key column of the regions.
  ///
  /// Throws `usage` where the table tells regions apart and the series do not.
  init(_ table: HolidayTable, _ panel: KPIPanel) throws(DataError) {
    all = table.holidays()
    let column = panel.keyColumns.firstIndex { $0.lowercased() == "region" }
    guard table.regions.count > 1 || (column != nil && !table.regions.isEmpty) else {
      (byRegion, self.column) = ([:], nil)
      return
    }
    guard let column else {
      throw DataError(
        .usage, at: .init(path: table.input.path),
        "the holidays are those of several regions, but the series have no column 'region'",
        details: ["regions: " + table.regions.prefix(10).joined(separator: ", ")],
        fix: "give the holidays of one region, or add region to --series or --by")
    }
    self.column = column
    let values = Set(panel.entries.map { $0.key.values[column] })
    byRegion = Dictionary(uniqueKeysWithValues: values.map { ($0, table.holidays(in: $0)) })
  }

  /// The holidays of a series.
  func holidays(of entry: KPIPanel.Entry) -> Holidays {
    column.flatMap { byRegion[entry.key.values[$0]] } ?? all
  }
}
