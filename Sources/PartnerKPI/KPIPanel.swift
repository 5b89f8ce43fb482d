import TemporalData

/// KPI histories of many entities at one frequency, under the key columns of the input.
public struct KPIPanel: Sendable {
  /// One history and its key.
  public struct Entry: Sendable {
    /// What identifies the series.
    public let key: SeriesKey
    /// What a person calls the entity, where the input has such a column; not part of the key.
    public let label: String?
    /// The kind of entity, shared by those it is compared with; nil if the input does not tell.
    public let group: String?
    /// The history.
    public let series: KPISeries

    /// A history under a key.
    public init(key: SeriesKey, label: String? = nil, group: String? = nil, series: KPISeries) {
      (self.key, self.label, self.group, self.series) = (key, label, group, series)
    }
  }

  /// The names of the key columns, as in the input; empty for a single total.
  public let keyColumns: [String]
  /// The histories, in the order in which their keys first appear in the input.
  public let entries: [Entry]
  /// The frequency that all series share.
  public let frequency: Frequency

  /// A panel of the entries; throws if there is none, if frequencies differ or a key comes twice.
  public init(keyColumns: [String], entries: [Entry]) throws(PanelError) {
    let panel = try Panel(entries.map { (key: $0.key, series: $0.series.values) })
    (self.keyColumns, self.entries, frequency) = (keyColumns, entries, panel.frequency)
  }
}
