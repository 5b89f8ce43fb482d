import DataIO
import KPIProject

/// One run of `catalog export`.
enum CatalogExport {
  /// Writes the KPIs in the format that is asked for.
  static func perform(_ command: CatalogCommand.Export) throws {
    let project = try ProjectPlace.project(command.file)
    let text =
      switch command.format {
      case .metricflow: MetricFlowExport(project).text
      case .ossie: OssieExport(project).text
      }
    guard let path = command.output, path != "-" else {
      return try StandardStream.output.write(text)
    }
    let file = try StagedFile(path)
    try file.write(text)
    try file.commit()
  }
}
