import PartnerKPI
import TemporalData

/// Reads delimited tables into a checked panel of KPI series.
public enum PanelReader {
  /// The panel in these inputs, with every decision, warning and rejected row.
  public static func read(
    _ sources: [InputSource], schema: PanelSchema
  ) throws(DataError) -> PanelReading {
    throw DataError(.badData, "nothing was read from \(sources.map(\.path))")
  }
}
